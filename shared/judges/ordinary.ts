/** What many judges share: which documents their rules were read for, and what a signature here is worth there. */
import type { Instant, Signature, SubjectConfirmation } from '../model.ts';
import { rule, signaturesOn, unknown, unsure, type Given, type Rule, type Ruling } from './judge.ts';

/** Rules about the assertion; where there is none, another one has said so. */
export const onAssertion = (id: string, holds: string, judge: Rule['judge']): Rule => rule(id, holds, (given) => (given.assertion === null ? null : judge(given)));

/** With several of what there should be one of, readers differ, and how this one reads was not tried. */
export const ordinary: Rule = rule('ordinary', 'everything stands once, where it belongs', ({ facts, response }) => {
  const several = response.assertions.length > 1 || response.strayAssertions.length > 0 || (facts.xml?.duplicateIDs.length ?? 0) > 0 || (facts.xml?.straySignatures.length ?? 0) > 0;
  return several || facts.readingDiffers !== null ? unknown('Something stands there more than once or in the wrong place. Which of it this program reads is not known.') : null;
});

/** For those who were seen to read the assertion of the Response, whatever stands elsewhere. */
export const several: Rule = rule('ordinary', 'everything stands once', ({ facts, response }) => (response.assertions.length > 1 || response.encryptedAssertions > 1 || (facts.xml?.duplicateIDs.length ?? 0) > 0 || facts.readingDiffers !== null
  ? unknown('Something stands there more than once. Which of it this program reads is not known.') : null));

/** For those who take one of several assertions, whichever they can open. */
export const oneAssertion: Rule = rule('one-assertion', 'there is one assertion, encrypted or not', ({ response }) => (response.encryptedAssertions > 1 || (response.encryptedAssertions > 0 && response.assertions.some((each) => each.from === 'plain')) ? unknown('There are several assertions, and one that holds is enough.') : null));

/** Assertions and signatures that stand where the schema has no room for elements of others, as it has in Advice or an AttributeValue. */
export const misplaced = ({ response, facts }: Given): boolean => [...response.strayAssertions, ...(facts.xml?.straySignatures.filter(({ path }) => !/Assertion(\[\d+\])?\/[^/]*$/.test(path)) ?? [])].some(({ path }) => {
  const steps = path.split('/').map((step) => step.replace(/^.*:|\[\d+\]$/g, ''));
  return closed.includes(steps.at(-2) ?? '') || steps.some((step, index) => step === 'Response' && steps[index - 1] === 'Extensions');
});
const closed: readonly string[] = ['Assertion', 'Subject', 'NameID', 'SubjectConfirmation', 'Conditions', 'AuthnStatement', 'AuthnContext', 'AttributeStatement', 'Attribute', 'Status', 'StatusCode'];

/** Assertions that stand elsewhere, below the Response's own children. */
export const nestedAssertions = ({ response }: Given): number => response.strayAssertions.filter((each) => each.path.split('/').length > 2).length;

/** The signing keys are certificates for some, who cannot be given a bare key. */
export const hasBareKey = ({ facts }: Given): boolean => facts.trusted.some((key) => key.use !== 'encryption' && key.certificate === null);
export const bareKey = unsure('It is set up with certificates, and a bare key was given.');

/** One that is refused here for its form may hold elsewhere. */
export function holds(signature: Signature): boolean | Ruling {
  if (signature.result === 'refused') return unsure('The signature breaks the rules of SAML. Whether it looks at that is not known.');
  return signature.result === 'verified';
}

/** The first of the two elements whose signature does not hold, and what of it. */
export function firstBroken(given: Given): { signature: Signature; ruling: Ruling | null } | null {
  for (const signature of [...signaturesOn(given, given.response.node), ...(given.assertion === null ? [] : signaturesOn(given, given.assertion.node))]) {
    const result = holds(signature);
    if (result !== true) return { signature, ruling: result === false ? null : result };
  }
  return null;
}

export const isSigned = (given: Given): boolean => signaturesOn(given, given.response.node).length > 0 || (given.assertion !== null && signaturesOn(given, given.assertion.node).length > 0);

/** An assertion that is encrypted must be opened; how it opens others was not tried. */
export function opened({ facts, response, expected }: Given, noKey: Ruling): Ruling | null {
  if (response.encryptedAssertions === 0) return null;
  if ((expected.decryptionKeys ?? []).length === 0) return noKey;
  return facts.encrypted.some((each) => each.what === 'EncryptedAssertion' && each.result !== 'decrypted') ? unsure('What is encrypted could not be opened here.') : null;
}

/** Whether a time has passed, or has not come, with so many seconds of tolerance; a time that cannot be read is neither. */
export const isPast = ({ expected }: Given, instant: Instant | null | undefined, skew: number): boolean => instant?.at != null && instant.at <= expected.now - skew * 1000;
export const isAhead = ({ expected }: Given, instant: Instant | null | undefined, skew: number): boolean => instant?.at != null && instant.at > expected.now + skew * 1000;

/** A time that its library may read otherwise. */
export const unreadTimes: Rule = onAssertion('times', 'all times are ones in UTC', ({ response, assertion }) => {
  const { conditions, subject, authnStatements, issueInstant } = assertion!;
  const times = [response.issueInstant, issueInstant, conditions?.notBefore, conditions?.notOnOrAfter, ...authnStatements.flatMap((each) => [each.authnInstant, each.sessionNotOnOrAfter]), ...(subject?.confirmations.flatMap((each) => [each.notBefore, each.notOnOrAfter]) ?? [])];
  return times.some((each) => each != null && (each.at === null || !each.utc)) ? unsure('A time is not one in UTC. How it is read is not known.') : null;
});

/** The confirmations, each with why it does not hold; null where one holds. */
export function unmet(given: Given, why: (each: SubjectConfirmation) => string | null): string[] | null {
  const reasons: string[] = [];
  for (const each of given.assertion?.subject?.confirmations ?? []) {
    const reason = why(each);
    if (reason === null) return null;
    reasons.push(reason);
  }
  return reasons;
}
