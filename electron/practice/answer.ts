/** Makes the practice identity provider's answer: described, faulted, written, signed, encrypted. */
import type { PracticeSettings } from '../../shared/contract.ts';
import { buildResponse, type AttributeShape, type ResponseShape } from '../../shared/saml/build-response.ts';
import { encryptElement } from '../../shared/saml/encrypt.ts';
import { saml } from '../../shared/saml/names.ts';
import { responseShape, vendors, type Vendor } from '../../shared/saml/response-shapes.ts';
import { signXml, type SignOptions } from '../../shared/saml/sign.ts';
import { parseXml } from '../../shared/saml/xml.ts';
import { emailAttributeNames, nameIDFormat } from '../../shared/urns.ts';
import type { Keys } from '../keys.ts';
import { faults, type Answer } from './faults.ts';

/** What a service provider asked for. */
export interface Asked {
  sp: string;
  acs: string;
  /** null: unsolicited. */
  requestID: string | null;
  relayState: string | null;
  forceAuthn: boolean;
  isPassive: boolean;
  /** Of the request's NameIDPolicy. */
  nameIDFormat: string | null;
}

export interface AnswerContext {
  request: Asked;
  settings: PracticeSettings;
  issuer: string;
  now: number;
  id(): string;
  keys: Keys;
  /** The answer before, for a replay. */
  last: string | null;
}

export async function makeAnswer(context: AnswerContext): Promise<string> {
  const { settings, now, id, keys } = context;
  let answer: Answer = { shape: correctShape(context), sign: settings.shape === null ? settings.sign : vendorOf(settings.shape).signs, key: 'idp', encryptTo: settings.encrypt ? 'sp' : null };
  const fault = faults.find((each) => each.id === settings.fault);
  if (fault !== undefined) answer = fault.apply(answer, { now, id });
  if (answer.replay === true && context.last !== null) return context.last;

  const pair = await keys.get(answer.key);
  const signing: SignOptions = {
    privateKeyPem: pair.privateKeyPem,
    certificatePem: pair.certificatePem,
    ...(answer.signatureAlgorithm === undefined ? {} : { signatureAlgorithm: answer.signatureAlgorithm }),
    ...(answer.digestAlgorithm === undefined ? {} : { digestAlgorithm: answer.digestAlgorithm }),
  };
  let xml = buildResponse(answer.shape);
  const assertionID = answer.shape.assertions[0]?.id;
  if (assertionID !== undefined && (answer.sign === 'assertion' || answer.sign === 'both')) xml = signXml(xml, { ...signing, referenceID: assertionID });
  if (answer.encryptTo !== null && assertionID !== undefined) xml = encryptAssertion(xml, (await keys.get(answer.encryptTo)).certificatePem);
  if (answer.sign === 'response' || answer.sign === 'both') xml = signXml(xml, { ...signing, referenceID: answer.shape.id! });
  return answer.afterwards === undefined ? xml : answer.afterwards(xml, answer);
}

const vendorOf = (shape: string): Vendor => (Object.hasOwn(vendors, shape) ? vendors[shape as keyof typeof vendors] : plain);

/** Our own way of writing when no product is imitated. */
const plain: Vendor = {
  name: 'SSO Workbench', signs: 'assertion', prefixes: 'saml', nameIDFormat: nameIDFormat.emailAddress, authnContextClassRef: 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport',
  hasSessionIndex: true, attributesFirst: false, milliseconds: false, conditions: { before: 60, after: 300 }, confirmationAfter: 300, attributes: [],
};

function correctShape({ request, settings, issuer, now, id }: AnswerContext): ResponseShape {
  const vendor = settings.shape === null ? plain : vendorOf(settings.shape);
  const given = (names: readonly string[]): string | undefined => settings.attributes.find((each) => names.includes(each.name))?.values[0];
  const [firstName, ...rest] = settings.user.split(' ');
  const email = given(emailAttributeNames);
  const asked = request.nameIDFormat;
  const shape = responseShape(vendor, {
    responseID: id(),
    assertionID: id(),
    issuer,
    audience: request.sp,
    assertionConsumerService: request.acs,
    ...(request.requestID === null ? {} : { inResponseTo: request.requestID }),
    now,
    nameID: settings.nameID,
    // The request's wish goes before the setting, as with real products (saml-core 3.4.1.1).
    nameIDFormat: asked !== null && asked !== nameIDFormat.unspecified ? asked : settings.nameIDFormat,
    ...(email === undefined ? {} : { email }),
    ...(firstName === undefined ? {} : { firstName }),
    lastName: rest.join(' '),
    displayName: settings.user,
    userPrincipalName: settings.nameID,
    objectID: '5f1d6f0e-2a53-4c7e-9d27-6a3f0b9c1e42',
    tenantID: '0b8f7a6c-1d2e-4f30-8a9b-c7d6e5f4a3b2',
    groups: settings.attributes.find((each) => each.name === 'groups')?.values ?? [],
  });
  if (settings.shape !== null) return shape;
  const attributes: AttributeShape[] = settings.attributes.map(({ name, values }) => ({ name, values }));
  return { ...shape, assertions: shape.assertions.map((each) => ({ ...each, attributes })) };
}

/** Replaces the one assertion by its ciphertext. */
function encryptAssertion(xml: string, certificatePem: string): string {
  const parsed = parseXml(new TextEncoder().encode(xml));
  if (!parsed.ok) throw new Error(`The practice answer is not well-formed: ${parsed.fault.message}`);
  const { tree } = parsed;
  const element = tree.child(0, saml.Assertion!);
  const text = (from: number, to: number): string => new TextDecoder().decode(tree.bytes.subarray(from, to));
  const plaintext = text(tree.start(element), tree.stop(element));
  return text(0, tree.start(element)) + encryptElement(plaintext, certificatePem) + text(tree.stop(element), tree.bytes.length);
}
