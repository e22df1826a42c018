/** The standards themselves, as far as this program checks them. They show no messages: what is said is what this program found. */
import type { Finding } from '../finding.ts';
import type { Facts } from '../model.ts';
import { refuses, rule, unsure, type JudgePolicy, type Rule, type Ruling } from './judge.ts';

/** What is refused for its size, and what only the deployment profile forbids, the standards may take. */
const unreadable = (allowed: readonly string[]) => ({ fault }: Facts): Ruling => (fault!.limit !== null || (allowed.includes(fault!.code) && !fault!.message.startsWith('Found an XML declaration')) ? unsure(`It does not forbid this, and this program does not read it: ${fault!.message}`) : refuses(fault!.message));

/** A check without which the profile says nothing. */
const needed = ['conditions/audience', 'subject/recipient', 'response/issuer'];

const found = (breaks: (finding: Finding) => boolean): Rule => rule('checks', 'every rule of it that can be checked is kept', ({ findings }) => {
  const broken = findings.find(breaks);
  return broken === undefined ? null : refuses(broken.message);
});

const verified: Rule = rule('verified', 'a verified signature covers the assertion', ({ verdict, findings }) => {
  if (verdict === 'unverified') return unsure('No signature could be verified.');
  const skipped = findings.find((finding) => finding.outcome === 'skip' && needed.includes(finding.check));
  return skipped === undefined ? null : unsure(`Not checked: ${skipped.message}.`);
});

const isStandard = ({ spec }: Finding): boolean => spec !== undefined && !/^(SAML2Int|policy)/.test(spec);

/** What it forbids and is only warned of here. */
const weak = ['signature/weak-algorithm', 'signature/weak-digest', 'signature/weak-key', 'encryption/weak-cipher', 'encryption/weak-key-transport', 'assertion/attribute-statements'];

export const samlProfile: JudgePolicy = {
  id: 'saml-profile', name: 'SAML 2.0 Web SSO profile', version: '2.0',
  defaults: ['What the standards of OASIS and W3C demand, and nothing that is mere advice: SHA-1 and short keys pass.', 'The tolerance of clocks is the one of this report.'],
  basis: 'documents',
  sources: [{ what: 'Profiles for SAML 2.0, 4.1, and the standards under it', url: 'https://docs.oasis-open.org/security/saml/v2.0/saml-profiles-2.0-os.pdf', date: '2026-11-22' }],
  unreadable: unreadable(['doctype', 'processing-instruction']),
  rules: [found((finding) => finding.outcome === 'fail' && isStandard(finding)), verified],
};

export const saml2Int: JudgePolicy = {
  id: 'saml2int', name: 'SAML2Int', version: '2.0',
  defaults: ['The deployment profile of Kantara: the standards, and SHA-256, strong keys, one assertion and no document type declaration besides.', 'The tolerance of clocks is the one of this report; it asks for three to five minutes.'],
  basis: 'documents',
  sources: [{ what: 'SAML V2.0 Deployment Profile for Federation Interoperability', url: 'https://kantarainitiative.github.io/SAMLprofiles/saml2int.html', date: '2026-11-22' }],
  unreadable: unreadable([]),
  rules: [found((finding) => (finding.outcome === 'fail' && !/^policy/.test(finding.spec ?? 'policy')) || (finding.outcome === 'warn' && weak.includes(finding.check))), verified],
};
