/** The text that is searched for messages, and how a message found in it is reported. */
import type { Budget } from './budget.ts';
import { note, type DecodedMessage, type DecodeNoteCode, type Parameter, type RedirectQuery } from './decoded.ts';
import type { NextMention } from './mention.ts';
import type { Octets } from './octets.ts';
import type { Unwrapped } from './unwrap.ts';

export interface Source {
  text: Octets;
  /** The text without the white space around it. */
  trimmed: { start: number; end: number };
  /** The slice of the paste that these octets of the text were. */
  original(start: number, end: number): Uint8Array;
  /** The paste was characters, not bytes: an XML declaration names the encoding of some file, not of this text. */
  isCharacters: boolean;
  budget: Budget;
  /** Where the next parameter name starts. */
  nextMention: NextMention;
  /** Where the command or script around these octets sends its data. */
  commandUrl(start: number, end: number): string | null;
  /** Searches the text under a dressing (entities, URL-encoding, escapes) that covered `start` to `end` of this text. */
  search(text: Octets, start: number, end: number, code: DecodeNoteCode): DecodedMessage[];
}

/** Messages found between `start` and `end` of a text. */
export interface Found {
  start: number;
  end: number;
  messages: DecodedMessage[];
}

/** A place where a message may be. */
export interface Candidate {
  start: number;
  /** Where the same kind of place is looked for next when there was none here. */
  resume: number;
  /**
   * Looks closer. `floor` is where the last message ended. Without messages, `end` says how far there are none of this kind;
   * null says nothing beyond `resume`.
   */
  open(floor: number): Found | null;
}

/** How the paste says a message was sent: in the query of a URL, posted, or not at all. */
export type Carrier = 'query' | 'post' | 'unknown';

export interface Sent {
  carrier: Carrier;
  parameter: Parameter | null;
  relayState: string | null;
  query: RedirectQuery | null;
  destination: string | null;
}

export const notSent: Readonly<Sent> = { carrier: 'unknown', parameter: null, relayState: null, query: null, destination: null };

/** The message of an unwrapped value. The carrier decides its binding; where there is none, compression does. */
export function toMessage(unwrapped: Unwrapped, original: Uint8Array, sent: Readonly<Sent>): DecodedMessage {
  const { bytes, kind, deflated, fault } = unwrapped;
  const isMessage = kind === 'xml' || fault !== null;
  const isRedirect = sent.carrier === 'query' || (sent.carrier === 'unknown' && deflated);
  const wasSent = sent.parameter !== null || sent.carrier !== 'unknown' || deflated || unwrapped.isEncoded;
  const binding = !isMessage || !wasSent ? null : isRedirect ? 'HTTP-Redirect' : 'HTTP-POST';
  let notes = unwrapped.notes.filter((each, index, all) => all.findIndex((other) => other.code === each.code) === index);
  if (sent.carrier === 'query') notes = notes.filter((each) => each.code !== 'deflated');
  if (sent.carrier === 'query' && !deflated && kind === 'xml') notes = [...notes, note('not-deflated')];
  if (sent.carrier === 'post' && deflated) notes = notes.map((each) => (each.code === 'deflated' ? note('deflated-in-post') : each));
  return {
    bytes, original, isOwn: false, kind, binding, notes, fault,
    parameter: sent.parameter,
    relayState: sent.relayState,
    query: binding === 'HTTP-Redirect' ? sent.query : null,
    destination: sent.destination,
  };
}

const spelling = /^saml[ _-]?re(sponse|quest)$/i;

/** Which parameter a name means, however it is spelt; null for any other name. */
export function parameterOf(name: Octets): Parameter | null {
  const match = spelling.exec(name);
  return match === null ? null : match[1]!.toLowerCase() === 'sponse' ? 'SAMLResponse' : 'SAMLRequest';
}
