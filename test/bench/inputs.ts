/** The responses every contender validates: signed alike, made for this run. */
import { readFileSync } from 'node:fs';
import { buildResponse, type AttributeShape } from '../../shared/saml/build-response.ts';
import { encryptElement } from '../../shared/saml/encrypt.ts';
import { responseShape, vendors } from '../../shared/saml/response-shapes.ts';
import { signDirect } from '../../shared/saml/sign-direct.ts';

const key = (name: string): string => readFileSync(new URL(`../keys/${name}.pem`, import.meta.url), 'utf8');

export const idp = { privateKeyPem: key('idp-rsa.key'), certificatePem: key('idp-rsa.crt') };
export const sp = { privateKeyPem: key('sp-rsa.key'), certificatePem: key('sp-rsa.crt') };
export const entityID = 'https://idp.example.com/metadata';
export const audience = 'https://sso.heroku.com/saml/acme';
export const acs = 'https://sso.heroku.com/saml/acme/finalize';
export const requestID = '_4fee3b046395c4e751011e97f8900b5273d56685';

export interface Input {
  id: string;
  what: string;
  xml: string;
  base64: string;
  signatures: number;
  encrypted: boolean;
}

/** The assertion declares every namespace it uses, so that it can be cut out as it is. */
function encrypted(xml: string): string {
  const start = xml.indexOf('<saml2:Assertion ');
  const stop = xml.indexOf('</saml2:Assertion>') + '</saml2:Assertion>'.length;
  return xml.slice(0, start) + encryptElement(xml.slice(start, stop), sp.certificatePem) + xml.slice(stop);
}

/** Text of a steady length, so that sizes come out the same in every run. */
const filler = (index: number, length: number): string => `value-${index}-`.padEnd(length, 'abcdefghij');

const signing = { ...idp, inclusivePrefixes: ['xs'] };
const signedAssertion = (xml: string): string => signDirect(xml, { ...signing, referenceID: '_d71a3a8e9fcc45c9e9d248ef7049393fc8f04e5f75' });

function response(attributes: AttributeShape[], sign: 'assertion' | 'both' | null, now: number): string {
  const shape = responseShape(vendors.okta, {
    responseID: '_8e8dc5f69a98cc4c1ff3427e5ce34606fd672f91e6', assertionID: '_d71a3a8e9fcc45c9e9d248ef7049393fc8f04e5f75', issuer: entityID, audience, assertionConsumerService: acs, inResponseTo: requestID,
    now, nameID: 'jo.doe@example.com', nameIDFormat: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress', email: 'jo.doe@example.com',
  });
  const xml = buildResponse({ ...shape, issuerFormat: undefined, assertions: shape.assertions.map((each) => ({ ...each, issuerFormat: undefined, attributes })) });
  if (sign === null) return xml;
  const signed = signedAssertion(xml);
  return sign === 'both' ? signDirect(signed, { ...signing, referenceID: '_8e8dc5f69a98cc4c1ff3427e5ce34606fd672f91e6' }) : signed;
}

/** A response whose size is in its values, or in the attributes of one value element; for the question whether time grows with size alone. */
export function responseOfSize(size: { values?: number; attributes?: number }, now: number): Input {
  const values = Array.from({ length: size.values ?? 1 }, (_, index) => filler(index, 16));
  const xml = response([{ name: 'groups', values }], null, now);
  const attributes = Array.from({ length: size.attributes ?? 0 }, (_, index) => ` a${index}="${filler(index, 40)}"`).join('');
  return input('s', 'a response of some size', signedAssertion(xml.replace('<saml2:AttributeValue', `<saml2:AttributeValue${attributes}`)));
}

export function makeInputs(now: number): Input[] {
  const ten: AttributeShape[] = Array.from({ length: 10 }, (_, index) => ({ name: `urn:example:attribute:${index}`, nameFormat: 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri', values: [filler(index, 200)], type: 'xs:string' as const }));
  const groups: AttributeShape[] = [{ name: 'groups', values: Array.from({ length: 5000 }, (_, index) => filler(index, 60)), type: 'xs:string' as const }];
  const signed = response(ten, 'assertion', now);
  return [
    input('a', 'signed assertion', signed),
    input('b', 'response and assertion signed', response(ten, 'both', now)),
    input('c', 'signed assertion, encrypted', encrypted(signed)),
    input('d', '5,000 group values', response(groups, 'assertion', now)),
  ];
}

function input(id: string, what: string, xml: string): Input {
  return {
    id, what: `${what}, ${(Buffer.byteLength(xml) / 1000).toFixed(1)} kB`, xml, base64: Buffer.from(xml).toString('base64'),
    signatures: Math.max(1, xml.split('<ds:SignatureValue>').length - 1), encrypted: xml.includes('<saml:EncryptedAssertion '),
  };
}
