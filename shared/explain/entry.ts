/** An entry of the error catalogue: an error text or code that an admin may paste, and what it means. */
import type { Fix } from '../finding.ts';

export interface ErrorEntry {
  /** product/kebab-case: 'entra/aadsts50011', 'node-saml/invalid-document-signature'. */
  id: string;
  /** The product whose message it is. */
  product: string;
  title: string;
  /** What happened, for an admin. */
  meaning: string;
  /** Likeliest first. */
  causes: readonly string[];
  fixes: readonly Fix[];
  /** Codes that name it beyond doubt: 'AADSTS50011', 'MSIS7070', 'app_not_configured_for_user'. Compared without case. */
  codes: readonly string[];
  /** Stable fragments of its text, each matched without case and with white space taken as one blank. Any one suffices. */
  fragments: readonly string[];
  /** Checks that fail when a capture shows this cause. */
  checks: readonly string[];
  source: string;
  /** When the source was read, YYYY-MM-DD. */
  checkedOn: string;
  /** Parts that no source states outright. */
  unconfirmed?: boolean;
}
