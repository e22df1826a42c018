/** What new metadata would change in a connection: shown before it is saved. */
import type { MetadataSummary, ServiceAddress } from './connection.ts';
import type { Field } from './finding.ts';
import type { CertificateFacts } from './model.ts';
import { shortName } from './urns.ts';

export interface MetadataChange {
  term: Field | 'validUntil';
  /** What the value is, in words: 'singleSignOnService (HTTP-Redirect)'. */
  words: string;
  kind: 'new' | 'same' | 'changed' | 'gone';
  before: string | null;
  after: string | null;
  /** What follows from it, where something does. */
  note?: string;
}

/** Every value that counts, also where nothing changes, in the order in which an admin would look. */
export function metadataChanges(before: MetadataSummary | null, after: MetadataSummary): MetadataChange[] {
  const idp = after.role === 'idp';
  return [
    change('entityID', 'entityID', before?.entityID, after.entityID, 'Another entityID is another tenant, application or environment. Is that what you want?'),
    ...(idp ? addresses('singleSignOnService', before?.singleSignOnServices, after.singleSignOnServices) : addresses('assertionConsumerService', before?.assertionConsumerServices, after.assertionConsumerServices)),
    ...addresses('singleLogoutService', before?.singleLogoutServices, after.singleLogoutServices),
    ...(idp ? certificates('signingCertificate', before?.signingCertificates, after.signingCertificates, keyNote) : certificates('encryptionCertificate', before?.encryptionCertificates, after.encryptionCertificates, () => undefined)),
    ...(idp ? [change('signedRequests', 'WantAuthnRequestsSigned', before && yesNo(before.wantAuthnRequestsSigned), yesNo(after.wantAuthnRequestsSigned), after.wantAuthnRequestsSigned ? 'It wants the requests of the service provider signed from now on.' : undefined)] : []),
    change('nameIDFormat', 'NameID formats', before && formats(before), formats(after)),
    change('validUntil', 'validUntil', before?.validUntil, after.validUntil),
  ].filter((one) => one !== null);
}

const yesNo = (value: boolean): string => (value ? 'yes' : 'no');
const formats = ({ nameIDFormats }: MetadataSummary): string | null => nameIDFormats.map(shortName).join(', ') || null;

/** Null where neither side has the value. `note` counts only where a value that was known becomes another. */
function change(term: MetadataChange['term'], words: string, before: string | null | undefined, after: string | null | undefined, note?: string): MetadataChange | null {
  const was = before || null;
  const is = after || null;
  if (was === null && is === null) return null;
  const kind = was === null ? 'new' : is === null ? 'gone' : was === is ? 'same' : 'changed';
  return { term, words, kind, before: was, after: is, ...(kind === 'changed' && note !== undefined ? { note } : {}) };
}

function addresses(term: 'singleSignOnService' | 'singleLogoutService' | 'assertionConsumerService', before: ServiceAddress[] = [], after: ServiceAddress[]): (MetadataChange | null)[] {
  const all = (list: ServiceAddress[], binding: string): string => list.filter((one) => one.binding === binding).map((one) => one.location).join('\n');
  const bindings = [...new Set([...after, ...before].map((one) => one.binding))];
  return bindings.map((binding) => change(term, `${term} (${shortName(binding)})`, all(before, binding), all(after, binding)));
}

type KeyNote = (before: readonly CertificateFacts[], after: readonly CertificateFacts[]) => string | undefined;

/** One row a certificate: those that stay, those that come, those that go. */
function certificates(term: 'signingCertificate' | 'encryptionCertificate', before: CertificateFacts[] = [], after: CertificateFacts[], noteOf: KeyNote): MetadataChange[] {
  const words = term === 'signingCertificate' ? 'signing certificate' : 'encryption certificate';
  const line = ({ subject, notAfter, sha256 }: CertificateFacts): string => `${subject || 'no subject'}, until ${notAfter.slice(0, 10)}, SHA-256 ${sha256.slice(0, 11)}…`;
  const has = (list: readonly CertificateFacts[], one: CertificateFacts): boolean => list.some((other) => other.der === one.der);
  const rows: MetadataChange[] = [
    ...after.map((one): MetadataChange => ({ term, words, kind: has(before, one) ? 'same' : 'new', before: has(before, one) ? line(one) : null, after: line(one) })),
    ...before.filter((one) => !has(after, one)).map((one): MetadataChange => ({ term, words, kind: 'gone', before: line(one), after: null })),
  ];
  const note = noteOf(before, after);
  const first = rows.find((row) => row.kind !== 'same');
  if (note !== undefined && first !== undefined) first.note = note;
  return rows;
}

const keyNote: KeyNote = (before, after) => {
  if (before.length === 0) return undefined;
  const kept = before.filter((one) => after.some((other) => other.der === one.der)).length;
  if (kept === 0) return 'None of the keys known so far is in it. What is signed with the old key is rejected from now on; the service provider needs the new one too.';
  return after.length > kept ? 'A key was added: a change of key is planned. The service provider needs it before the identity provider uses it.' : 'A key was taken away: the change of key is over. Take it away at the service provider too.';
};
