/** A check is a record: its words are the manual, its `run` is the rule. */
import type { Field, Fix, Outcome, Severity, Side } from '../finding.ts';
import type { Expected, Facts, Place } from '../model.ts';

/** What a check cannot do without. The runner, never the check, decides to skip. */
export type Need =
  | 'xml' | 'response' | 'assertion' | 'request' | 'logout' | 'metadata' | 'entity' | 'idp-role' | 'sp-role' | 'certificate-file' | 'certificates'
  | 'success' | 'signature' | 'signing-keys' | 'idp-entity-id' | 'sp-entity-id' | 'acs' | 'request-id' | 'solicited' | 'request-sent' | 'seen-ids' | 'encrypted' | 'decryption-keys'
  | 'name-id' | 'sp-requirements' | 'relay-state' | 'received-at';

export type On = 'document' | 'response' | 'request' | 'logout' | 'metadata' | 'certificate';

/** What a check found wrong: evidence only. `severity` overrides the record's. */
export interface Problem {
  message: string;
  expected?: string;
  actual?: string;
  place?: Place;
  fix?: Fix;
  severity?: Severity;
}

export interface Check {
  /** family/kebab-case. Docs anchor, CLI argument and deep link; never renamed. */
  id: string;
  on: On;
  severity: Severity;
  /** A short noun phrase naming what must hold: 'Audience names this service provider'. */
  title: string;
  /** What breaks and why it matters, for an admin. Ends in a full stop. */
  why: string;
  /** Usual causes, most likely first. Each ends in a full stop. */
  causes: readonly string[];
  spec: { text: string; url: string };
  needs: readonly Need[];
  /** Under policy strict its warnings are failures. */
  strict?: boolean;
  run(facts: Facts, expected: Expected): Problem | Problem[] | null;
}

export const defineCheck = (check: Check): Check => check;

export const fix = (side: Side, text: string, field?: Field, value?: string): Fix => ({ side, text, ...(field === undefined ? {} : { field }), ...(value === undefined ? {} : { value }) });

/** Takes a message whose bytes were changed: from the screen it was copied badly, from the network somebody rewrote it. */
export const unedited = (origin: Expected['origin']): Fix => (origin === 'network'
  ? fix('network', 'Find what rewrites the response after it was signed: a proxy, a security gateway, a browser extension, or a template at the identity provider. Until then do not accept it.')
  : fix('capture', 'Capture the posted SAMLResponse value again, unedited (base64, not pretty-printed XML). If it fails again, find what rewrites it on its way.'));

/** What to do with a message that no identity provider sends: somebody put it together on its way. */
export const refuse = (text = 'Do not accept this message. Keep it, and find out which way it took.'): Fix => fix('network', text);

/** The outcome a problem of that severity gives its check. */
export function outcomeOf(severity: Severity, strict: boolean): Outcome {
  if (severity === 'error') return 'fail';
  if (severity === 'warning') return strict ? 'fail' : 'warn';
  return 'pass';
}

/** The standards, by short name, for the `spec` of a check. */
const core = 'https://docs.oasis-open.org/security/saml/v2.0/saml-core-2.0-os.pdf';
const profiles = 'https://docs.oasis-open.org/security/saml/v2.0/saml-profiles-2.0-os.pdf';
const bindings = 'https://docs.oasis-open.org/security/saml/v2.0/saml-bindings-2.0-os.pdf';
const metadata = 'https://docs.oasis-open.org/security/saml/v2.0/saml-metadata-2.0-os.pdf';
const documents: Record<string, string> = {
  'saml-core': core,
  'saml-profiles': profiles,
  'saml-bindings': bindings,
  'saml-metadata': metadata,
  SAML2Int: 'https://kantarainitiative.github.io/SAMLprofiles/saml2int.html',
  xml: 'https://www.w3.org/TR/xml/',
  'xml-names': 'https://www.w3.org/TR/xml-names/',
  xmldsig: 'https://www.w3.org/TR/xmldsig-core1/',
  xmlenc: 'https://www.w3.org/TR/xmlenc-core1/',
  'rfc5280': 'https://www.rfc-editor.org/rfc/rfc5280',
  'rfc7468': 'https://www.rfc-editor.org/rfc/rfc7468',
  policy: 'https://www.w3.org/TR/xmldsig-bestpractices/',
};

/** `spec('saml-core 2.5.1.4')`: the text as printed, and the document's address by its first word. */
export function spec(text: string): { text: string; url: string } {
  return { text, url: documents[text.split(' ')[0]!] ?? core };
}
