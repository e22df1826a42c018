/** An entry of the error catalogue: an error text or code that an admin may paste, and what it means. */
import type { Field, Fix, Side } from '../finding.ts';

export interface ErrorEntry {
  /** product/kebab-case: 'entra/aadsts50011', 'node-saml/invalid-document-signature'. */
  id: string;
  /** The product whose message it is: a key of `productNames`. */
  product: string;
  title: string;
  /** What happened, for an admin. */
  meaning: string;
  /** Likeliest first. */
  causes: readonly string[];
  fixes: readonly Fix[];
  /** Codes that name it beyond doubt: 'AADSTS50011', 'MSIS7070', 'app_not_configured_for_user'. Compared without case, as whole words. */
  codes: readonly string[];
  /**
   * Stable fragments of its text, each matched without case and with white space taken as one blank. Any one suffices.
   * `…` stands for any text, `{Destination of the response}` for a value that is pulled out under that name.
   */
  fragments: readonly string[];
  /** Checks that fail when a capture shows this cause. */
  checks: readonly string[];
  source: string;
  /** When the source was read, YYYY-MM-DD. */
  checkedOn: string;
  /** Parts that no source states outright. */
  unconfirmed?: boolean;
  /** Its text says little, and often stands beside one that says more: ranks below that one. */
  generic?: boolean;
  /** Others print these words too: they count only alone, beside the name of the product, or in a text that speaks of SAML. */
  commonplace?: boolean;
  /** Groups of stems, each of which must stand in one sentence that speaks of SAML: for the words of a product that nobody listed. */
  says?: readonly RegExp[];
}

/** An entry as its product's file writes it. */
export interface Draft extends Theme {
  /** Without the product: 'aadsts50011'. */
  id: string;
  title: string;
  meaning: string;
  codes?: readonly string[];
  fragments?: readonly string[];
  source?: string;
  unconfirmed?: boolean;
  generic?: boolean;
  commonplace?: boolean;
  says?: readonly RegExp[];
}

/** What the messages of several products have in common: the cause behind them. */
export interface Theme {
  causes: readonly string[];
  fixes: readonly Fix[];
  checks?: readonly string[];
}

/** The day the sources were read. */
const read = '2026-11-22';

/** The entries of one product. `source` stands for those that name none of their own. */
export function entriesOf(product: string, source: string, drafts: readonly Draft[]): readonly ErrorEntry[] {
  return drafts.map(({ id, title, meaning, causes, fixes, codes = [], fragments = [], checks = [], source: own = source, unconfirmed, generic, commonplace, says }) => ({
    id: `${product}/${id}`, product, title, meaning, causes, fixes, codes, fragments, checks, source: own, checkedOn: read,
    ...(unconfirmed === true ? { unconfirmed } : {}), ...(generic === true ? { generic } : {}),
    ...(commonplace === true ? { commonplace } : {}), ...(says === undefined ? {} : { says }),
  }));
}

const isAlternative = (fix: Fix): boolean => fix.text.startsWith('Or ');

/** A theme with repairs of the product's own in front; what starts with "Or" comes after what it is an alternative to. */
export const withFixes = (theme: Theme, ...fixes: readonly Fix[]): Theme => {
  const all = [...fixes, ...theme.fixes];
  return { ...theme, fixes: [...all.filter((fix) => !isAlternative(fix)), ...all.filter(isAlternative)] };
};

const at = (side: Side) => (text: string, field?: Field): Fix => (field === undefined ? { side, text } : { side, text, field });
export const idp = at('idp');
export const sp = at('sp');
export const clock = at('clock');
export const network = at('network');
export const capture = at('capture');
