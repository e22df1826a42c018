/** Causes that look like an attack: said plainly, with the harmless explanation beside it where there is one. */
import { refuse } from '../checks/check.ts';
import { spName } from '../checks/words.ts';
import { type Cause, defineCause, fixOf, has, inDocument, messageOf, proof, remedy, seen } from './cause.ts';

const doNotAccept = refuse();

/** Shape faults that no honest signature program makes. */
const hostileShapes = ['signature/reference-target', 'signature/object', 'signature/parent', 'signature/duplicate-signature', 'signature/reference-count', 'signature/signed-info-count', 'signature/unexpected-content', 'signature/empty-canonical', 'signature/hmac-length'];

export const attackCauses: readonly Cause[] = [
  defineCause({
    id: 'wrapped-assertion', title: 'A second assertion was put in', meaning: 'The signed assertion is there, and beside or around it another one that nobody signed. A careless service provider verifies the first and reads the other (signature wrapping).',
    run(context) {
      const stray = context.facts.response?.strayAssertions ?? [];
      const assertions = context.facts.response?.assertions ?? [];
      const signed = assertions.some((assertion) => context.facts.signatures.some((signature) => signature.parent === assertion.node)) || context.facts.signatures.length > 0;
      const because = seen(context, 'signature/coverage', 'response/stray-assertion', 'response/several-assertions', 'signature/stray', 'document/duplicate-id', ...hostileShapes, 'signature/verified', 'signature/digest-mismatch');
      if (!signed && stray.length === 0) return null;
      if (!has(context, 'signature/coverage', 'response/stray-assertion', 'signature/stray') && !(has(context, 'response/several-assertions') && assertions.some((assertion) => !signedItself(context, assertion.node)))) {
        if (!has(context, 'signature/reference-target', 'signature/object')) return null;
      }
      const evil = assertions.find((assertion) => !signedItself(context, assertion.node));
      const good = assertions.find((assertion) => signedItself(context, assertion.node));
      return {
        message: 'Somebody put a second, unsigned assertion into this response: a signature wrapping attack.', detail: 'No identity provider builds a response like this; only faulty programs and attackers do.', because,
        evidence: [...proof('signed for', good?.subject?.nameID?.value, 'in the response'), ...proof('not signed', evil?.subject?.nameID?.value, 'in the response'), ...stray.slice(0, 2).flatMap((item) => proof('stands at', item.path, 'in the response'))],
        fix: doNotAccept, confidence: 0.95,
      };
    },
  }),
  defineCause({
    id: 'assertion-not-covered', title: 'The signature covers something else', meaning: 'A known key signed something in this message, but not the assertion that says who logged in.',
    run(context) {
      if (!has(context, 'signature/verified') || context.facts.readingDiffers !== null) return null;
      const signature = context.facts.signatures.find((each) => each.result === 'verified');
      if (signature === undefined) return null;
      return { message: 'A key you gave signed something in this message, but not the assertion that says who logged in.', detail: 'Somebody may have moved the signed part away and put another in its place.', because: seen(context, 'signature/verified'), evidence: proof('signed', `${signature.parentName}${signature.parentID === null ? '' : ` ${signature.parentID}`}`, 'in the response'), fix: remedy('idp', 'Sign the assertion itself or the Response that holds it; if that is so already, do not accept the message.', 'signAssertion'), confidence: 0.85 };
    },
  }),
  defineCause({
    id: 'several-assertions', title: 'More than one assertion', meaning: 'Service providers differ in which of several assertions they read, so exactly one may be sent.',
    run: (context) => (!has(context, 'response/several-assertions') ? null : { message: 'The identity provider sent more than one assertion, and service providers differ in which one they read.', because: seen(context, 'response/several-assertions'), evidence: (context.facts.response?.assertions ?? []).slice(0, 3).flatMap((assertion) => proof('for', assertion.subject?.nameID?.value, 'in the response')), fix: remedy('idp', 'Send exactly one assertion in a response.', 'signAssertion'), confidence: 0.8 }),
  }),
  defineCause({
    id: 'repeated-id', title: 'The same ID twice', meaning: 'Two elements carry the ID that a signature names, so one can be verified and the other read.',
    run: (context) => (!has(context, 'document/duplicate-id') ? null : { message: 'Two elements carry the same ID, so nobody can say which of them was signed.', because: seen(context, 'document/duplicate-id', 'signature/reference-target'), evidence: context.facts.xml!.duplicateIDs.slice(0, 3).flatMap((item) => proof('ID', item.id, inDocument(context))), fix: doNotAccept, confidence: 0.85 }),
  }),
  defineCause({
    id: 'forbidden-xml', title: 'XML that attacks use', meaning: 'A DOCTYPE, an entity or a processing instruction can make programs read files or read the document differently. SAML forbids them.',
    run(context) {
      const because = seen(context, 'document/doctype', 'document/entity', 'document/processing-instruction');
      if (because.length === 0) return null;
      const name = { 'document/doctype': 'a DOCTYPE', 'document/entity': 'an entity', 'document/processing-instruction': 'a processing instruction' }[because[0]!];
      return { message: `The document holds ${name}, which SAML forbids and attacks use.`, detail: 'Programs can be made to read files, call addresses or read another text by it.', because, evidence: proof('where', context.facts.fault?.line == null ? null : `line ${context.facts.fault.line}, column ${context.facts.fault.column ?? 1}`, inDocument(context)), fix: fixOf(context, because[0]!, doNotAccept), confidence: 0.95 };
    },
  }),
  defineCause({
    id: 'unusual-signature', title: 'A signature that SAML does not allow', meaning: 'The signature is built in a way that the standard forbids, because it lets somebody swap what was signed.',
    run(context) {
      const because = seen(context, ...hostileShapes, 'signature/transform', 'signature/c14n', 'signature/position', 'signature/missing-part', 'signature/base64');
      if (because.length === 0) return null;
      const hostile = hostileShapes.includes(because[0]!);
      return { message: hostile ? 'The signature is built in a way that only attacks and faulty programs use, so it was not verified.' : 'The signature is built in a way that SAML does not allow, so it was not verified.', detail: messageOf(context, because[0]!), because, evidence: [...proof('found', context.found.get(because[0]!)!.problem.actual, inDocument(context)), ...proof('allowed', context.found.get(because[0]!)!.problem.expected, 'by the standard')], fix: fixOf(context, because[0]!, doNotAccept), confidence: 0.85 };
    },
  }),
  defineCause({
    id: 'comment-in-value', title: 'A comment inside a value', meaning: 'Programs differ in whether they read on after a comment. Whoever registers "admin@example.com.evil.org" can so become "admin@example.com" at a careless service provider.',
    run(context) {
      const nameID = context.assertion?.subject?.nameID;
      const elements = has(context, 'name-id/child-elements');
      if (!has(context, 'document/comment-in-value') && !elements) return null;
      const inName = nameID?.hasComment === true || elements;
      const thing = elements ? 'An element' : 'A comment';
      return {
        message: inName ? `${thing} stands inside the NameID: service providers that stop reading there see another user.` : 'A comment stands inside a value: service providers that stop reading there see something else.',
        detail: `The whole value was read here. Make sure that ${spName(context.expected)} reads all of it too.`, because: seen(context, 'name-id/child-elements', 'document/comment-in-value'), evidence: inName ? proof('whole NameID', nameID?.value, 'in the response') : [],
        fix: remedy('idp', `Remove the ${elements ? 'element' : 'comment'} from the value at its source, and find out who put it there: no console adds one by itself.`, 'nameID'), confidence: 0.8,
      };
    },
  }),
  defineCause({
    id: 'programs-disagree', title: 'Two programs read it differently', meaning: 'The document makes use of a difference between programs, so that what is verified is not what is read.',
    run: (context) => (!has(context, 'signature/second-opinion', 'signature/reading-differs') ? null : { message: 'Independent programs disagree about this document, so nothing in it may be relied on.', detail: messageOf(context, seen(context, 'signature/reading-differs', 'signature/second-opinion')[0]!), because: seen(context, 'signature/reading-differs', 'signature/second-opinion'), evidence: [], fix: doNotAccept, confidence: 0.9 }),
  }),
];

function signedItself(context: Parameters<Cause['run']>[0], node: number): boolean {
  const { facts } = context;
  return facts.signatures.some((signature) => signature.parent === node && signature.result !== 'refused') || (facts.response?.assertions.find((assertion) => assertion.node === node)?.coveredBy.length ?? 0) > 0;
}
