/**
 * What real identity providers sent (SimpleSAMLphp, saml-idp, samlify), recorded in a real browser, and what python3-saml and
 * xmlsec1 said about it: where the two agree the judge must agree with them. A recording's `variants` name, for another clock,
 * service provider, request, policy or changed bytes, which of the two still accepted.
 */
import { describe, expect, it } from 'vitest';
import { loadTools } from '../electron/tools.ts';
import type { Report } from '../shared/finding.ts';
import { inspect } from '../shared/inspect.ts';
import type { Expected } from '../shared/model.ts';
import { expectedOf, recordings, type RecordedJudge as Judge, type Recording } from './recordings.ts';

const tools = await loadTools();

const xmlOf = (recording: Recording): string => Buffer.from(recording.response, 'base64').toString('utf8');

/** Another letter in place of the one at `at`. */
function changed(xml: string, at: number): string {
  if (at < 0) throw new Error('There is nothing to change.');
  return xml.slice(0, at) + (xml[at] === 'A' ? 'B' : 'A') + xml.slice(at + 1);
}
/** Where the first match ends. */
function after(xml: string, place: RegExp): number {
  const match = place.exec(xml);
  return match === null ? -1 : match.index + match[0].length;
}

interface Variant {
  /** What else it is judged against. */
  against?(expected: Expected, recording: Recording): Expected;
  /** How the bytes were changed, in one or more ways. */
  tamper?: ((xml: string) => string)[];
  /** A rejection must come from one of these checks. */
  because: RegExp;
}

const day = 86_400_000;
const variants: Record<string, Variant> = {
  'a-day-later': { against: (expected) => ({ ...expected, now: expected.now + day }), because: /^(conditions\/expired|subject\/confirmation-expired)$/ },
  'an-hour-earlier': { against: (expected) => ({ ...expected, now: expected.now - day / 24 }), because: /^conditions\/not-yet-valid$/ },
  'other-sp': { against: (expected) => ({ ...expected, sp: { ...expected.sp, entityID: `${expected.sp!.entityID!}-other` } }), because: /^conditions\/audience$/ },
  'other-acs': { against: (expected) => ({ ...expected, sp: { ...expected.sp, assertionConsumerService: `${expected.sp!.assertionConsumerService!}-other` } }), because: /^(response\/destination|subject\/recipient)$/ },
  'other-request': { against: ({ allowIdpInitiated: _allow, ...expected }) => ({ ...expected, requestID: '_0000000000000000000000000000000000000000' }), because: /^flow\/(in-response-to|in-response-to-missing)$/ },
  'as-unsolicited': { against: ({ requestID: _request, ...expected }) => ({ ...expected, allowIdpInitiated: true }), because: /^$/ },
  'want-assertions-signed': { against: (expected) => ({ ...expected, sp: { ...expected.sp, requires: { assertionSigned: true } } }), because: /^signature\/assertion-not-signed$/ },
  'want-messages-signed': { against: (expected) => ({ ...expected, sp: { ...expected.sp, requires: { responseSigned: true } } }), because: /^signature\/response-not-signed$/ },
  'reject-deprecated': { against: (expected) => ({ ...expected, policy: 'strict' }), because: /^signature\/weak-/ },
  'tampered-NameID': { tamper: [(xml) => changed(xml, after(xml, /[:<]NameID\b[^>]*>/)), (xml) => xml.replace(/(:cm:)bearer/, '$1bexrer')], because: /^signature\/digest-mismatch$/ },
  'tampered-AttributeValue': { tamper: [(xml) => changed(xml, after(xml, /[:<]AttributeValue\b[^>]*[^/]>/)), (xml) => xml.replace('AttributeValue>', 'AttributeVxlue>')], because: /^(signature\/digest-mismatch|document\/.*)$/ },
  'tampered-SignatureValue': { tamper: [(xml) => changed(xml, after(xml, /SignatureValue>\s*\S{10}/))], because: /^signature\/(verified|no-trusted-key)$/ },
  'tampered-DigestValue': { tamper: [(xml) => changed(xml, after(xml, /DigestValue>\s*\S{10}/))], because: /^signature\// },
  // The last CipherValue is that of the data: every sender puts the encrypted key inside or before it.
  'tampered-ciphertext': { tamper: [(xml) => changed(xml, xml.lastIndexOf('</', xml.lastIndexOf('CipherValue>')) - 60)], because: /^(encryption|signature|document)\// },
};

/**
 * What is chosen where the two disagree. Each row: a variant ('' is the recording itself), whose verdict is taken, and why.
 */
const choices: readonly { variant: string; recording: RegExp; accept: boolean; because: string }[] = [
  { variant: '', recording: /empty-attribute-statement/, accept: false, because: 'an AttributeStatement without an Attribute breaks the schema (saml-core 2.7.3); python3-saml and OpenSAML refuse it' },
  { variant: 'want-assertions-signed', recording: /empty-attribute-statement/, accept: false, because: 'as above' },
  { variant: 'reject-deprecated', recording: /empty-attribute-statement/, accept: false, because: 'as above' },
  { variant: 'other-request', recording: /idp-initiated/, accept: false, because: 'with a request given, a response without InResponseTo is rejected unless logins started at the identity provider are allowed; python3-saml takes it' },
  { variant: 'as-unsolicited', recording: /./, accept: true, because: 'no request ID was given, so its check is skipped; that an answer to a request was not expected is a warning, as with python3-saml' },
  { variant: 'reject-deprecated', recording: /sha1/, accept: false, because: 'policy strict rejects SHA-1; python3-saml 1.12 has no such setting' },
];

function wanted(recording: Recording, variant: string, accepted: readonly Judge[]): boolean {
  if (accepted.length === 2) return true;
  if (accepted.length === 0) return false;
  const choice = choices.find((each) => each.variant === variant && each.recording.test(recording.name));
  if (choice === undefined) throw new Error(`python3-saml and xmlsec1 disagree about ${recording.name} ${variant}, and no choice is written down.`);
  return choice.accept;
}

/** Why those that are rejected as they stand are: the first cause. */
const causes: Record<string, string> = {
  'saml-idp-other-sp-same-audience': 'wrong-audience',
  'samlify-idp-empty-attribute-statement': 'malformed-message',
  'samlify-idp-encrypted-then-broken': 'signed-before-encryption',
  'samlify-idp-plain': 'no-authn-statement',
  'samlify-idp-plain-unsolicited': 'no-authn-statement',
  'simplesamlphp-passive': 'no-session',
  'simplesamlphp-passive-signed-response': 'no-session',
  'simplesamlphp-unsigned': 'not-signed',
};

const failures = (report: Report): string[] => report.findings.filter((each) => each.outcome === 'fail').map((each) => each.check);
const judges: readonly Judge[] = ['python3-saml', 'xmlsec1'];
const accepted = (recording: Recording): Judge[] => judges.filter((each) => recording.judged[each].accept);

/** python3-saml trims values and leaves empty ones out. */
const asPython = (attributes: Record<string, string[]>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(attributes).map(([name, values]) => [name, values.map((each) => each.trim()).filter((each) => each !== '')]));

describe('recorded responses', () => {
  it('are all there', () => {
    expect(recordings.length).toBe(47);
    expect(recordings.filter((each) => accepted(each).length === 2).length).toBe(39);
    const used = new Set(recordings.flatMap((each) => Object.keys(each.variants)));
    expect([...used].sort()).toEqual(Object.keys(variants).sort());
  });

  it.each(recordings)('$name: the verdict, and who logged in', (recording) => {
    const expected = expectedOf(recording);
    const report = inspect(recording.response, expected, tools);
    const accept = wanted(recording, '', accepted(recording));
    expect(report.verdict, `${report.headline} (${failures(report).join(', ')})`).toBe(accept ? 'accept' : 'reject');
    if (!accept) {
      expect(report.identity).toBeNull();
      expect(report.diagnoses[0]?.id).toBe(causes[recording.name]);
      return;
    }
    const { xmlsec1, 'python3-saml': python } = recording.judged;
    expect(report.identity!.attributes).toEqual(xmlsec1.attributes);
    expect(asPython(report.identity!.attributes)).toEqual(python.attributes);
    expect(report.identity!.nameID).toBe(python.nameID);
    // xmlsec1 leaves an EncryptedID closed.
    if (xmlsec1.nameID !== null && xmlsec1.nameID !== undefined) expect([report.identity!.nameID, report.identity!.nameIDFormat]).toEqual([xmlsec1.nameID, xmlsec1.nameIDFormat]);
  });

  it.each(recordings)('$name: the same in every dress', (recording) => {
    const expected = expectedOf(recording);
    const { verdict, identity } = inspect(recording.response, expected, tools);
    const form = new URLSearchParams({ SAMLResponse: recording.response, ...(recording.relayState === null ? {} : { RelayState: recording.relayState }) }).toString();
    const dressed = [xmlOf(recording), form, recording.response.replace(/.{76}/g, '$&\n'), encodeURIComponent(recording.response)];
    for (const dress of dressed) {
      const report = inspect(dress, expected, tools);
      expect({ verdict: report.verdict, identity: report.identity }).toEqual({ verdict, identity });
    }
    expect(inspect(form, expected, tools).document.relayState ?? '').toBe(recording.relayState ?? '');
  });

  const cases = recordings.flatMap((recording) => Object.entries(recording.variants).map(([variant, by]) => ({ name: recording.name, variant, recording, by })));
  it.each(cases)('$name, $variant', ({ recording, variant, by }) => {
    const { against, tamper, because } = variants[variant]!;
    const expected = against?.(expectedOf(recording), recording) ?? expectedOf(recording);
    const accept = wanted(recording, variant, by);
    for (const change of tamper ?? [(xml: string) => xml]) {
      const xml = change(xmlOf(recording));
      expect(xml === xmlOf(recording)).toBe(tamper === undefined);
      const report = inspect(xml, expected, tools);
      const fails = failures(report);
      expect(report.verdict, `${report.headline} (${fails.join(', ')})`).toBe(accept ? 'accept' : 'reject');
      // A recording that was rejected as it stood keeps its own reason.
      if (!accept && accepted(recording).length === 2) expect(fails.filter((each) => because.test(each)), fails.join(', ')).not.toEqual([]);
    }
  });

  it('disagree only where a choice is written down', () => {
    const used = new Set<string>();
    for (const { recording, variant, by } of [...cases, ...recordings.map((each) => ({ recording: each, variant: '', by: accepted(each) }))]) {
      if (by.length !== 1) continue;
      used.add(choices.find((each) => each.variant === variant && each.recording.test(recording.name))?.because ?? `${recording.name} ${variant}`);
    }
    expect([...used].sort()).toEqual([...new Set(choices.map((each) => each.because))].filter((each) => each !== 'as above').concat('as above').sort());
  });
});
