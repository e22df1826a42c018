/** samlify. It reads what the first signature that verifies refers to, wherever that stands. */
import type { Assertion, Instant, Signature } from '../model.ts';
import { bareOf, error, refuses, rule, unsure, idpEntityID, noIdpEntityID, type Given, type JudgePolicy, type Rule, type Ruling } from './judge.ts';
import { fitsFirst, verifyByXmlCrypto } from './xml-crypto.ts';

/** What it takes for signed. `assertion` is null where a signed Response holds an encrypted one: then it reads the Response for it. */
type Taken = { assertion: Assertion | null } | Ruling;

/** In its order: those of the Response, then those of assertions that are its children. */
function signaturesOf({ facts, response }: Given): Signature[] {
  const on = (nodes: readonly number[]): Signature[] => facts.signatures.filter((each) => !each.detached && nodes.includes(each.parent));
  return [...on([response.node]), ...on(response.assertions.filter((each) => each.from === 'plain').map((each) => each.node))];
}

const foreign = (names: readonly string[], name: string): boolean => names.some((each) => each.endsWith(`}${name}`));

function taken(given: Given): Taken {
  const { response } = given;
  if (response.strayAssertions.some((each) => each.path.includes('/SubjectConfirmationData'))) return error('ERR_POTENTIAL_WRAPPING_ATTACK');
  if ([response.children, ...response.assertions.map((each) => each.children)].some((names) => foreign(names, 'Signature'))) return unsure('Something else is called Signature, and it goes by that name alone.');
  if (foreign(response.children, 'Assertion') && signaturesOf(given).some((each) => each.parent === response.node)) return unsure('Something else is called Assertion, and it goes by that name alone.');
  // It writes the document anew before it verifies, and on that way such a character becomes a line feed.
  if (given.bare.escapedReturns) return unsure('Carriage returns are written as references, which it does not keep.');
  for (const signature of signaturesOf(given)) {
    const problem = certificateProblem(given, signature);
    if (problem !== null) return problem;
    const verification = verifyByXmlCrypto(given, signature, fits(given, signature));
    if (verification.is === 'unsure') return unsure(verification.reason);
    if (verification.is === 'throws') return verification.text === null ? refuses('xml-crypto cannot load the signature; its message quotes the signature.') : error(verification.text);
    if (verification.is === 'not-verified') continue;
    return readFrom(given, signature);
  }
  return error('FAILED_TO_VERIFY_SIGNATURE');
}

function certificateProblem({ facts }: Given, signature: Signature): Ruling | null {
  const given = facts.trusted.filter((key) => key.use !== 'encryption');
  if (given.some((key) => key.certificate === null)) return unsure('It is set up with certificates, and a bare key was given.');
  const [embedded] = signature.embeddedCertificates;
  if (embedded !== undefined && signature.faults.some((fault) => fault.code === 'base64')) return unsure('The signature is written in a way that its parts can be read differently, the certificate in it too.');
  if (embedded === undefined || given.some((key) => key.certificate!.sha256 === embedded.sha256)) return null;
  return error('ERROR_UNMATCH_CERTIFICATE_DECLARATION_IN_METADATA');
}

/** It takes the key of the certificate inside, and else the first of the metadata. */
function fits(given: Given, signature: Signature): boolean {
  const [embedded] = signature.embeddedCertificates;
  if (embedded === undefined) return fitsFirst(given, signature);
  return signature.result !== 'verified' || embedded.sha256 === signature.verifiedBy?.sha256;
}

function readFrom(given: Given, signature: Signature): Taken {
  const { response } = given;
  const uri = bareOf(given, signature)?.references[0]?.uri ?? '';
  const id = uri.replace(/^#/, '');
  if (id === response.id || id === '') {
    const plain = response.assertions.filter((each) => each.from === 'plain');
    if (plain.length === 1) return { assertion: plain[0]! };
    return response.encryptedAssertions > 0 ? { assertion: null } : error('ERR_EMPTY_ASSERTION');
  }
  const assertion = response.assertions.find((each) => each.id === id && each.from === 'plain');
  return assertion === undefined ? unsure('It reads the signed element, which stands where this program reads none.') : { assertion };
}

/** Rules about what it takes; whatever stops it from taking anything has been said before. */
const onTaken = (id: string, holds: string, judge: (assertion: Assertion | null, given: Given) => Ruling | null): Rule => rule(id, holds, (given) => {
  const signed = taken(given);
  return 'assertion' in signed ? judge(signed.assertion, given) : null;
});

const before = (instant: Instant | null, now: number): boolean | null => (instant === null || instant.text === '' ? null : /T[\d:.]+$/.test(instant.text) ? null : now < Date.parse(instant.text));

export const samlify: JudgePolicy = {
  id: 'samlify', name: 'samlify', version: '2.13',
  defaults: [
    'Audience, Destination, Recipient and InResponseTo are not looked at: the program around it must do that.',
    'One verified signature is enough, on the Response or on the assertion; wantAssertionsSigned does not change that.',
    'The certificate inside the signature must be one of the metadata, or it is refused even where a key fits.',
    'clockDrifts are 0: a clock that is a second off is enough to be refused.',
    'isAssertionEncrypted is false: encrypted assertions are not opened.',
    'It refuses to work without a validator of XML schemas; here one is assumed that lets everything pass.',
  ],
  basis: 'real',
  sources: [{ what: 'tngan/samlify 2.13.1, src/flow.ts, src/libsaml.ts and src/validator.ts', url: 'https://github.com/tngan/samlify', date: '2026-11-22' }],
  rules: [
    rule('status', 'the status is Success', ({ response }) => {
      const [top, second] = response.status?.codes ?? [];
      if (top === undefined || top === '') return error('ERR_UNDEFINED_STATUS');
      return top === 'urn:oasis:names:tc:SAML:2.0:status:Success' ? null : error(`ERR_FAILED_STATUS with top tier code: ${top}, second tier code: ${second}`);
    }),
    rule('signature', 'a signature on the Response or on its assertion verifies', (given) => {
      const signed = taken(given);
      return 'assertion' in signed ? null : signed;
    }),
    onTaken('issuer', 'the Issuer of the assertion is the identity provider', (assertion, given) => {
      const expected = idpEntityID(given);
      if (assertion === null) return error('ERR_UNMATCH_ISSUER');
      if (expected === null) return noIdpEntityID;
      return assertion.issuer?.value === expected && assertion.children.filter((child) => child === 'Issuer').length === 1 ? null : error('ERR_UNMATCH_ISSUER');
    }),
    onTaken('session', 'the session has not ended', (assertion, { expected }) => {
      const [statement, another] = assertion?.authnStatements ?? [];
      return another === undefined && before(statement?.sessionNotOnOrAfter ?? null, expected.now) === false ? error('ERR_EXPIRED_SESSION') : null;
    }),
    onTaken('conditions', 'the Conditions are valid now, without any tolerance', (assertion, { expected }) => {
      const conditions = assertion?.conditions ?? null;
      if (conditions === null || assertion!.children.filter((child) => child === 'Conditions').length > 1) return null;
      const { notBefore, notOnOrAfter } = conditions;
      if ([notBefore, notOnOrAfter].some((each) => each !== null && /T[\d:.]+$/.test(each.text))) return unsure('A time has no zone, so it depends on the zone of the machine.');
      const tooEarly = notBefore !== null && !(Date.parse(notBefore.text) <= expected.now);
      const tooLate = notOnOrAfter !== null && before(notOnOrAfter, expected.now) !== true;
      return tooEarly || tooLate ? error('ERR_SUBJECT_UNCONFIRMED') : null;
    }),
  ],
};
