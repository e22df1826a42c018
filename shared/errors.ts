/** Program trouble, as against findings about the admin's SAML: these two never mix. */

export const errorCodes = [
  'INVALID_INPUT', 'NOT_FOUND', 'CONFLICT', 'PORT_IN_USE', 'FETCH_FAILED', 'FETCH_REFUSED', 'TOO_LARGE', 'TIMEOUT',
  'CANCELLED', 'KEYSTORE_UNAVAILABLE', 'STORE_FAILED', 'NOT_READY', 'FORBIDDEN', 'UNKNOWN_PROCEDURE', 'INTERNAL',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** What failed, and what to try. Crosses the border as plain data. */
export interface WireError {
  code: ErrorCode;
  message: string;
  hint?: string;
}

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, hint?: string) {
    super(message);
    this.name = 'AppError';
    this.code = code;
    this.hint = hint;
  }
}

/** Any thrown value as plain data. Unexpected ones become INTERNAL and say nothing of their content. */
export function toWire(error: unknown): WireError {
  if (error instanceof AppError) {
    return error.hint === undefined ? { code: error.code, message: error.message } : { code: error.code, message: error.message, hint: error.hint };
  }
  return { code: 'INTERNAL', message: 'Something inside SSO Workbench failed.', hint: 'Try again; if it happens again, restart the app. Nothing you saved is lost.' };
}

export function fromWire(error: WireError): AppError {
  return new AppError(error.code, error.message, error.hint);
}
