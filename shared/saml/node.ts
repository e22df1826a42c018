/** The one door to node:zlib: nothing else in shared/ imports it. */
import { constants, deflateRawSync, inflateRawSync, unzipSync, type ZlibOptions } from 'node:zlib';
import { plain } from './binding/octets.ts';

/**
 * What came out of a compressed stream, and how many bytes of the input are left after its end. `truncated`: the input ends before the stream does, and `bytes` is what it gave so far.
 * `broken`: not such a stream, or damaged. `too-large`: the output passed the ceiling and was thrown away.
 */
export type Inflated =
  | { ok: true; bytes: Uint8Array; rest: number }
  | { ok: false; reason: 'broken' | 'too-large' }
  | { ok: false; reason: 'truncated'; bytes: Uint8Array };

type Unzip = (bytes: Uint8Array, options: ZlibOptions) => Buffer;
/** What zlib returns with the option `info`, which its types do not tell. */
interface Unzipped {
  buffer: Buffer;
  engine: { bytesWritten: number };
}

/** Undoes raw DEFLATE (RFC 1951). Stops as soon as more than `maxOutput` bytes came out. Never throws. */
export function inflateRaw(bytes: Uint8Array, maxOutput: number): Inflated {
  return inflateWith(inflateRawSync, bytes, maxOutput);
}

/** The same for DEFLATE in a zlib (RFC 1950) or gzip (RFC 1952) wrapper, told apart by the first bytes. */
export function inflateWrapped(bytes: Uint8Array, maxOutput: number): Inflated {
  return inflateWith(unzipSync, bytes, maxOutput);
}

/** Raw DEFLATE (RFC 1951), as saml-bindings 3.4.4.1 wants it. */
export function deflateRaw(bytes: Uint8Array): Uint8Array {
  return plain(deflateRawSync(bytes));
}

function inflateWith(unzip: Unzip, bytes: Uint8Array, maxOutput: number): Inflated {
  try {
    const { buffer, engine } = unzip(bytes, { maxOutputLength: maxOutput, info: true }) as unknown as Unzipped;
    return { ok: true, bytes: plain(buffer), rest: bytes.length - engine.bytesWritten };
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ERR_BUFFER_TOO_LARGE') return { ok: false, reason: 'too-large' };
    if (code !== 'Z_BUF_ERROR') return { ok: false, reason: 'broken' };
  }
  try {
    const options = { maxOutputLength: maxOutput, finishFlush: constants.Z_SYNC_FLUSH };
    return { ok: false, reason: 'truncated', bytes: plain(unzip(bytes, options)) };
  } catch (error) {
    return { ok: false, reason: codeOf(error) === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'broken' };
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
