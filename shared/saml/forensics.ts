/**
 * Signature forensics: when a signature fails, every common damage is undone, alone and in pairs, to see whether the signature then
 * holds. What comes out names the damage and nothing else: the repaired text is judged for nothing, trusted for nothing and thrown away.
 */
import type { Damage, Signature } from '../model.ts';
import { codePages, readAs, windows1252 } from './damage/code-pages.ts';
import type { DamageKind } from './damage/kind.ts';
import { countOf, leaves, localName, type Edit, type Markup } from './damage/markup.ts';
import { queryCandidates } from './damage/query.ts';
import { mostSignatures, scoreOf, Search, type Found, type Suspect as TextSuspect } from './damage/search.ts';
import { cutOff } from './damage/structure.ts';
import { verifyQuery, type SignedQuery } from './redirect-signature.ts';
import { verifySignatures } from './signature.ts';
import { parseXml } from './xml.ts';

/** Larger documents are lists of groups or metadata of federations; nobody copies them by hand, and each candidate is read whole. */
export const largestDocument = 256 * 1024;

export interface Suspect extends TextSuspect {
  query: SignedQuery | null;
  relayState: string | null;
}

/** Whether there is anything to look for; this is all that a message which passes costs. */
export const isSuspect = (signature: Signature): boolean => (signature.result === 'failed' && signature.embeddedKeyFits !== true)
  || (signature.result === 'failed' && signature.failure === 'digest')
  || (signature.result === 'refused' && signature.faults.some(({ code }) => mendable.has(code)));

/** Shape faults that a copy can have got on its way; the others are how it was built. */
const mendable = new Set(['base64', 'unexpected-content', 'missing-part', 'position', 'signature-algorithm']);

/** Names the damage that explains why the message fails; null when none does. Never throws for any bytes. */
export function findDamage(suspect: Suspect): Damage | null {
  if (suspect.bytes.length > largestDocument) return null;
  const failing = suspect.signatures.flatMap((signature, index) => (isSuspect(signature) ? [index] : []));
  const detached = failing.find((index) => suspect.signatures[index]!.detached);
  if (detached !== undefined && suspect.query !== null) return queryDamage(suspect, suspect.query, detached);
  const text = textOf(suspect.bytes);
  if (countOf(text, 'SignatureValue>') > mostSignatures * 2) return null;
  if (!suspect.broken && (failing.length === 0 || suspect.signatures.length > mostSignatures)) return null;
  const search = new Search(text, suspect, failing.map((index) => suspect.signatures[index]!));
  const found = search.run(suspect.broken ? readingsOf(text, suspect.bytes) : []);
  if (found !== null) return describe(found, { suspect, failing, source: search.source });
  return suspect.broken ? cut(search.source) : null;
}

/** UTF-8, or else windows-1252, which reads every byte. The declared encoding is blanked, because candidates are written as UTF-8. */
function textOf(bytes: Uint8Array): string {
  const text = isUtf8(bytes) ? new TextDecoder('utf-8').decode(bytes) : readAs(windows1252, bytes);
  return text.replace(/^(<\?xml[^<>?]{0,40}?)(\sencoding=(?:"[^"<>]{0,40}"|'[^'<>]{0,40}'))/, (_all, before: string, encoding: string) => before + ' '.repeat(encoding.length));
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Read in the right encoding it may be sound already: then that was the damage. */
function readingsOf(text: string, bytes: Uint8Array): { kind: DamageKind; text: string }[] {
  if (isUtf8(bytes)) return Buffer.from(text).equals(Buffer.from(bytes)) ? [] : [{ kind: misnamed, text }];
  return [{ kind: reEncoded, text }, ...codePages.map((page) => ({ kind: { ...reEncoded, happened: `was saved in another encoding (${page.called} instead of UTF-8)` }, text: readAs(page, bytes) }))];
}

interface Case {
  suspect: Suspect;
  failing: readonly number[];
  /** The text as it came. */
  source: Markup;
}

function describe(found: Found, { suspect, failing, source }: Case): Damage {
  const held = found.signatures.filter((signature) => scoreOf(signature, null) > 0);
  const verified = held.find((signature) => signature.verifiedBy !== null);
  const shown = verified ?? held[0]!;
  const before = suspect.signatures[failing.find((index) => suspect.signatures[index]!.parentID === shown.parentID) ?? -1];
  return {
    kinds: found.kinds.map(({ id }) => id),
    happened: listed(found.kinds.map(({ happened }) => happened)),
    undone: listed(found.kinds.map(({ undone }) => undone)),
    signed: [...new Set(held.map(({ parentName }) => parentName))],
    signatures: failing.filter((index) => held.some(({ parentID, parentName }) => parentID === suspect.signatures[index]!.parentID && parentName === suspect.signatures[index]!.parentName)),
    verifiesWith: verified?.verifiedBy == null ? null : { source: verified.verifiedBy.source, sha256: verified.verifiedBy.sha256 },
    fitsEmbedded: shown.embeddedKeyFits === true, otherKeyFits: verified === undefined ? otherKeyFor(found, shown, suspect) : null,
    digestClaimed: shown.digestClaimed, digestUndone: shown.digestComputed, digestBefore: before?.digestComputed ?? null,
    place: placeOf(source, found.edits, shown.parentID), places: found.edits.length,
  };
}

/** Which key that is known from elsewhere made the signature of the repaired text. */
function otherKeyFor({ text }: Found, shown: Signature, { keys, otherKeys = [] }: Suspect): number | null {
  if (otherKeys.length === 0) return null;
  const parsed = parseXml(Buffer.from(text));
  const signatures = parsed.ok ? verifySignatures(parsed.tree, 0, keys, { otherKeys }).signatures : [];
  return signatures.find(({ parentName, parentID }) => parentName === shown.parentName && parentID === shown.parentID)?.otherKeyFits ?? null;
}

/** 'a', 'a and b', 'a, b and c'. */
const listed = (words: readonly string[]): string => [words.slice(0, -1).join(', '), ...words.slice(-1)].filter((part) => part !== '').join(' and ');

/** The first edit within what the signature covers. */
function placeOf(source: Markup, edits: readonly Edit[], id: string | null): Damage['place'] {
  const signed = id === null ? -1 : source.text.indexOf(`"${id}"`);
  const edit = edits.find(({ start }) => start >= signed) ?? edits[0];
  return edit === undefined ? null : placeAt(source, edit.start);
}

function placeAt(source: Markup, offset: number): NonNullable<Damage['place']> {
  const before = source.text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: countOf(before, '\n') + 1, column: offset - lineStart + 1, path: pathTo(source, offset) };
}

function pathTo({ tokens }: Markup, offset: number): string {
  const open: string[] = [];
  for (const { kind, name, start } of tokens) {
    if (start >= offset) break;
    if (kind === 'open') open.push(localName(name));
    else if (kind === 'close') open.pop();
  }
  // The names of the innermost say enough; a hostile text nests without end.
  return open.slice(-12).join('/');
}

/** Nothing can verify what is not there any more, but where it stops can be said. */
function cut(source: Markup): Damage | null {
  const { text } = source;
  const found = cutOff(source);
  if (found === null || leaves(source).length === 0) return null;
  const closed = parseXml(Buffer.from(text.slice(0, found.at) + found.open.toReversed().map((name) => `</${name}>`).join('')));
  if (!closed.ok || text.includes('>', found.at)) return null;
  return { ...noProof, kinds: ['cut-off'], happened: 'was cut off at its end', undone: '', place: placeAt(source, text.length), places: 1 };
}

const noProof = { signed: [], signatures: [], verifiesWith: null, fitsEmbedded: false, otherKeyFits: null, digestClaimed: null, digestUndone: null, digestBefore: null };

/** The declaration was blanked before the text was read. */
const misnamed: DamageKind = { id: 'encoding-misnamed', happened: 'names another encoding than the one it is written in', undone: 'read as UTF-8', *undo() { /* The reading is the undoing. */ } };
const reEncoded: DamageKind = { id: 'saved-in-another-encoding', happened: 'was saved in another encoding (windows-1252 instead of UTF-8)', undone: 'read as that', *undo() { /* The reading is the undoing. */ } };

function queryDamage(suspect: Suspect, query: SignedQuery, index: number): Damage | null {
  for (const candidate of queryCandidates(query, suspect.relayState)) {
    const { result, verifiedBy } = verifyQuery(candidate.query, suspect.keys);
    if (result !== 'verified' || verifiedBy === null) continue;
    return {
      ...noProof, kinds: [candidate.id], happened: candidate.happened, undone: candidate.undone, signed: ['query string'], signatures: [index],
      verifiesWith: { source: verifiedBy.source, sha256: verifiedBy.sha256 }, place: null, places: 1,
    };
  }
  return null;
}
