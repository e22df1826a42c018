/** Responses with two faults at once, signed in each way: which of them a program names tells in which order it looks. */
import { acs, at, idp, message, minute, responseID, signAssertion, signBoth, signResponse, sp, type MutableResponse } from './fixtures/responses/parts.ts';
import { status } from '../shared/urns.ts';

type Fault = (shape: MutableResponse, assertion: MutableResponse['assertions'][number]) => void;

/** What admins meet, and what is left out. */
const faults: Readonly<Record<string, Fault>> = {
  'another audience': (_shape, { conditions }) => { Object.assign(conditions ?? {}, { audienceRestrictions: [[`${sp}/`]] }); },
  'no audience': (_shape, { conditions }) => { Object.assign(conditions ?? {}, { audienceRestrictions: undefined }); },
  'two audience restrictions': (_shape, { conditions }) => { Object.assign(conditions ?? {}, { audienceRestrictions: [[sp, 'https://contoso.example.com'], ['https://contoso.example.com', 'https://acme.example.com']] }); },
  'another Destination': (shape) => { shape.destination = `${acs}/`; },
  'Destination in another case': (shape) => { shape.destination = acs.replace('acme.example.com', 'ACME.example.com'); },
  'no Destination': (shape) => { delete shape.destination; },
  'another Issuer': (shape, assertion) => { shape.issuer = assertion.issuer = `${idp}/`; },
  'another Issuer of the assertion': (_shape, assertion) => { assertion.issuer = 'https://contoso.example.com'; },
  'no Issuer of the Response': (shape) => { delete shape.issuer; },
  'an Issuer that is an address': (shape) => { shape.issuerFormat = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'; },
  'another Recipient': (_shape, { confirmations }) => { Object.assign(confirmations?.[0] ?? {}, { recipient: `${acs}/` }); },
  'no Recipient': (_shape, { confirmations }) => { Object.assign(confirmations?.[0] ?? {}, { recipient: undefined }); },
  'another method': (_shape, { confirmations }) => { Object.assign(confirmations?.[0] ?? {}, { method: 'urn:oasis:names:tc:SAML:2.0:cm:sender-vouches' }); },
  'no confirmation': (_shape, assertion) => { assertion.confirmations = []; },
  'a confirmation that has ended': (_shape, { confirmations }) => { Object.assign(confirmations?.[0] ?? {}, { notOnOrAfter: at(-10 * minute) }); },
  'a confirmation without an end': (_shape, { confirmations }) => { Object.assign(confirmations?.[0] ?? {}, { notOnOrAfter: undefined }); },
  'Conditions that have ended': (_shape, { conditions }) => { Object.assign(conditions ?? {}, { notBefore: at(-20 * minute), notOnOrAfter: at(-10 * minute) }); },
  'Conditions that lie ahead': (_shape, { conditions }) => { Object.assign(conditions ?? {}, { notBefore: at(10 * minute), notOnOrAfter: at(20 * minute) }); },
  'Conditions to the second': (_shape, { conditions }) => { Object.assign(conditions ?? {}, { notOnOrAfter: at(0) }); },
  'no Conditions': (_shape, assertion) => { delete assertion.conditions; },
  'for one use': (_shape, { conditions }) => { Object.assign(conditions ?? {}, { oneTimeUse: true }); },
  'a session that has ended': (_shape, { authnStatements }) => { Object.assign(authnStatements?.[0] ?? {}, { sessionNotOnOrAfter: at(-10 * minute) }); },
  'no AuthnStatement': (_shape, assertion) => { assertion.authnStatements = []; },
  'issued long ago': (shape, assertion) => { shape.issueInstant = assertion.issueInstant = at(-10 * minute); },
  'issued in the future': (shape, assertion) => { shape.issueInstant = assertion.issueInstant = at(10 * minute); },
  'answers another request': (shape, { confirmations }) => { for (const each of [shape, confirmations?.[0] ?? {}]) Object.assign(each, { inResponseTo: '_another' }); },
  'answers no request': (shape, { confirmations }) => { for (const each of [shape, confirmations?.[0] ?? {}]) Object.assign(each, { inResponseTo: undefined }); },
  'an empty NameID': (_shape, assertion) => { assertion.nameID = ''; },
  'no NameID': (_shape, assertion) => { delete assertion.nameID; },
  'another SPNameQualifier': (_shape, assertion) => { assertion.spNameQualifier = `${sp}/`; },
  'refused': (shape) => { Object.assign(shape, { statusCodes: ['urn:oasis:names:tc:SAML:2.0:status:Responder', 'urn:oasis:names:tc:SAML:2.0:status:AuthnFailed'], statusMessage: 'Not today' }); },
  'refused, and no assertion': (shape) => { Object.assign(shape, { statusCodes: ['urn:oasis:names:tc:SAML:2.0:status:Requester'], assertions: [] }); },
  'no assertion': (shape) => { Object.assign(shape, { statusCodes: [status.success], assertions: [] }); },
  'no ID': (shape) => { delete shape.id; },
  'an older version': (shape) => { shape.version = '1.1'; },
  'no attributes': (_shape, assertion) => { delete assertion.attributes; },
  'an attribute twice': (_shape, { attributes }) => { attributes?.push(structuredClone(attributes[0]!)); },
};

const signings: Readonly<Record<string, (xml: string) => string>> = {
  'not signed': (xml) => xml,
  'the assertion signed': signAssertion,
  'the Response signed': signResponse,
  'both signed': signBoth,
  'signed by another key': (xml) => signBoth(xml, { key: 'other-rsa' }),
  'the assertion changed after it was signed': (xml) => signResponse(signAssertion(xml).replace(/(<saml:AuthnContextClassRef>)/, '$1 ')),
};

/** Each fault alone and with three others; the ways of signing go round. */
export const faultyResponses: readonly { name: string; xml: string }[] = Object.entries(faults).flatMap(([name, fault], index, all) => [0, 1, 5, 12].flatMap((step) => {
  const [other, second] = step === 0 ? ['', () => undefined] : all[(index + step) % all.length]!;
  const [signing, sign] = Object.entries(signings)[(index + step) % Object.keys(signings).length]!;
  const shape = message((response, assertion) => {
    fault(response, assertion);
    second(response, assertion);
  });
  const signable = shape.includes(`ID="${responseID}"`) && shape.includes('<saml:Assertion');
  return [{ name: `faults: ${[name, other].filter((each) => each !== '').join(' and ')}, ${signable ? signing : 'not signed'}`, xml: signable ? sign(shape) : shape }];
}));
