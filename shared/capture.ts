/** What a capture of a login holds: its requests and responses, how the browser sent them, and which of them belong to one service provider. */
import { decodeAll } from './inspect.ts';
import type { AuthnRequest } from './model.ts';
import { encodePost } from './saml/binding.ts';
import type { DecodedMessage, Sent } from './saml/binding/decoded.ts';
import { digestHex } from './saml/crypto.ts';
import { samlp } from './saml/names.ts';
import { readAuthnRequest } from './saml/request.ts';
import { readResponse } from './saml/response.ts';
import { parseXml } from './saml/xml.ts';

interface CapturedMessage {
  /** As it stood, for the judge: a form body or a URL with the fields of the bindings alone, the base64 alone, or the XML. */
  encoded: string;
  /** Of the message when its binding was undone, hexadecimal: the same message in another dress has the same. */
  sha256: string;
  binding: 'HTTP-POST' | 'HTTP-Redirect';
  relayState: string | null;
  sent: Sent;
  /** Its place among all messages of the capture. */
  order: number;
}

/** What is claimed in it is read here to find the right one, and proves nothing: nothing is verified yet. */
export interface CapturedResponse extends CapturedMessage {
  issuer: string | null;
  inResponseTo: string | null;
  /** Destination, and Recipient of every confirmation. */
  addresses: string[];
  audiences: string[];
  /** IssueInstant of the assertion, else of the Response, epoch milliseconds. */
  issuedAt: number | null;
  encrypted: boolean;
}

export interface CapturedRequest extends CapturedMessage {
  xml: string;
  facts: AuthnRequest;
  signed: boolean;
}

export interface Capture {
  responses: CapturedResponse[];
  requests: CapturedRequest[];
  /** Other things that were found instead, in words. */
  others: string[];
}

/** Never throws. Takes whatever `inspect` takes. */
export function readCapture(content: string | Uint8Array): Capture {
  const capture: Capture = { responses: [], requests: [], others: [] };
  for (const [order, message] of decodeAll(content).messages.entries()) {
    const parsed = message.kind === 'xml' && message.fault === null ? parseXml(message.bytes) : null;
    if (parsed === null || !parsed.ok) {
      const isOther = message.kind !== 'xml' && (message.fault === null || message.fault.code === 'empty' || message.fault.code === 'unrecognised');
      capture.others.push(isOther ? otherKinds[message.kind] : damaged);
      continue;
    }
    const { tree } = parsed;
    const base = messageOf(message, order);
    if (tree.kind(0) === samlp.Response) {
      const response = readResponse(tree, 0, 0);
      capture.responses.push({
        ...base,
        issuer: response.issuer?.value.trim() ?? response.assertions[0]?.issuer?.value.trim() ?? null,
        inResponseTo: response.inResponseTo || null,
        addresses: [response.destination, ...response.assertions.flatMap((each) => each.subject?.confirmations.map((one) => one.recipient) ?? [])].filter((each) => each !== null),
        audiences: response.assertions.flatMap((each) => each.conditions?.audienceRestrictions.flat() ?? []),
        issuedAt: (response.assertions[0]?.issueInstant ?? response.issueInstant)?.at ?? null,
        encrypted: response.encryptedAssertions > 0,
      });
    } else if (tree.kind(0) === samlp.AuthnRequest) {
      capture.requests.push({ ...base, xml: tree.documentText, facts: readAuthnRequest(tree, 0, 0), signed: message.query?.signature != null || tree.documentText.includes('SignatureValue') });
    } else capture.others.push(`${/^[aeiou]/i.test(tree.local(0)) ? 'an' : 'a'} ${tree.local(0)}`);
  }
  return capture;
}

export const damaged = 'SAML that is damaged';

const otherKinds: Record<DecodedMessage['kind'], string> = {
  xml: 'XML', certificate: 'a certificate', json: 'JSON', html: 'a web page without a SAML message', har: 'a capture (HAR) without a SAML message', text: 'text without SAML in it', empty: 'nothing', binary: 'bytes that are no text',
};

function messageOf(message: DecodedMessage, order: number): CapturedMessage {
  return {
    encoded: encodedOf(message),
    sha256: digestHex('sha256', message.bytes),
    binding: message.binding ?? 'HTTP-POST',
    relayState: message.relayState,
    sent: message.sent ?? { at: null, url: message.destination, answer: null },
    order,
  };
}

const bindingFields: readonly string[] = ['SAMLRequest', 'SAMLResponse', 'RelayState', 'SigAlg', 'Signature'];

/** Query or form body: the pairs that the bindings know, as they were written. SECURITY: the others may carry a session. */
export const bindingPart = (pairs: string): string => pairs.split('&').filter((pair) => bindingFields.includes(pair.split('=', 1)[0]!)).join('&');

/** Nothing of what stood around the message, which may be a whole page or log. */
function encodedOf({ original, bytes, query, parameter, relayState }: DecodedMessage): string {
  if (query !== null) return `${query.url ?? ''}?${query.signedOctets}${query.signature === null ? '' : `&Signature=${encodeURIComponent(query.signature)}`}`;
  const text = Buffer.from(original).toString('utf8').trim();
  if (parameter === null && /^[\w+/=%\s-]+$/.test(text)) return text;
  if (parameter === null) return Buffer.from(bytes).toString('utf8');
  if (/^[^\s<>"=]+=[^\s<>"]*$/.test(text)) return bindingPart(text);
  return `${parameter}=${encodeURIComponent(encodePost(bytes))}${relayState === null ? '' : `&RelayState=${encodeURIComponent(relayState)}`}`;
}

/** One service provider and its identity provider, as a login between them names them. */
export interface Pairing {
  entityID: string | null;
  assertionConsumerService: string;
  idpEntityID: string | null;
}

/** Two addresses are the same place whatever their queries carry. */
export const addressOf = (url: string): string => url.split(/[?#]/, 1)[0]!;

export const isAddressedTo = (response: CapturedResponse, service: string): boolean => [...response.addresses, response.sent.url ?? ''].some((each) => addressOf(each) === addressOf(service));

/** The request of this service provider that the response answers; else the last one sent before it: then it answers another. */
export function requestOf(capture: Capture, response: CapturedResponse, pairing: Pairing): CapturedRequest | null {
  const own = capture.requests.filter(({ facts }) => isOwn(facts, pairing));
  return own.findLast(({ facts }) => facts.id !== null && facts.id === response.inResponseTo) ?? own.findLast(({ order }) => order < response.order) ?? null;
}

const isOwn = (request: AuthnRequest, pairing: Pairing): boolean => (request.issuer === null ? request.assertionConsumerServiceURL === pairing.assertionConsumerService : request.issuer.value.trim() === pairing.entityID);

/**
 * The response that belongs to this pairing: addressed to its ACS URL, else an answer to its request, else for its audience, else sent to
 * its host, where the path may have been mistyped. Of several the last one: a login that was tried again. Null when none belongs to it.
 */
export function responseFor(capture: Capture, pairing: Pairing): CapturedResponse | null {
  let best: CapturedResponse | null = null;
  let most = 1;
  for (const response of capture.responses) {
    const points = fit(capture, response, pairing);
    if (points < most) continue;
    best = response;
    most = points;
  }
  return best;
}

function fit(capture: Capture, response: CapturedResponse, pairing: Pairing): number {
  if (isAddressedTo(response, pairing.assertionConsumerService)) return 4;
  if (capture.requests.some(({ facts }) => isOwn(facts, pairing) && facts.id !== null && facts.id === response.inResponseTo)) return 3;
  if (pairing.entityID !== null && response.audiences.includes(pairing.entityID)) return 2;
  const host = hostOf(pairing.assertionConsumerService);
  return host !== null && [...response.addresses, response.sent.url ?? ''].some((each) => hostOf(each) === host) ? 1 : 0;
}

function hostOf(url: string): string | null {
  return /^https?:\/\/([^/?#]+)/i.exec(url)?.[1]?.toLowerCase() ?? null;
}
