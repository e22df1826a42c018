/** How the reader stops: one refusal, thrown inside the reader and turned into a fault by parseXml. */
import type { XmlFaultCode } from './tree.ts';

/** Carries no stack trace: a refused document is an expected answer, not a program error. */
export class Refusal {
  readonly code: XmlFaultCode;
  /** Byte offset in the bytes that were being read. */
  readonly byte: number;
  readonly message: string;
  readonly limit: number | undefined;

  constructor(code: XmlFaultCode, byte: number, message: string, limit?: number) {
    this.code = code;
    this.byte = byte;
    this.message = message;
    this.limit = limit;
  }
}
