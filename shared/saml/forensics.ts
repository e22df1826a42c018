/**
 * Signature forensics: when a signature fails, every common damage is undone, alone and in pairs, to see whether the signature then
 * holds. What comes out names the damage and nothing else: the repaired text is judged for nothing, trusted for nothing and thrown away.
 */
import type { Damage, Signature } from '../model.ts';
import { damageList } from './damage/index.ts';
import type { DamageKind } from './damage/kind.ts';
import { applyEdits, leaves, localName, markup, type Edit, type Markup } from './damage/markup.ts';
import { queryCandidates } from './damage/query.ts';
import { cutOff } from './damage/structure.ts';
import { verifyQuery, type SignedQuery } from './redirect-signature.ts';
import { keySearch, type PreparedKey } from './signature-keys.ts';
import { verifySignatures } from './signature.ts';
import { parseXml } from './xml.ts';

/** Larger documents are lists of groups or metadata of federations; nobody copies them by hand, and each candidate is read whole. */
export const largestDocument = 256 * 1024;
/**
 * Work for one document, in bytes parsed, canonicalised and searched: the same document always gets the same answer, whatever the clock
 * says. A login of 8 kB gets about 350 candidates out of it, one of 256 KiB a dozen; either takes a tenth of a second or two.
 */
const workBudget = 6 * 1024 * 1024;
/** Of which guesses get half, so that pairs have their turn in a text where much could be guessed. */
const guessBudget = workBudget / 2;
/** Honest messages have one to three; each is verified in every candidate. */
const mostSignatures = 8;
/** Variants of one damage that others are tried on top of; later ones are rarer. */
const pairedVariants = 3;
/** Edits that are tried one by one, to say which place alone explains the failure. */
const placesTried = 24;

export interface Suspect {
  /** The text as it was parsed, or as it came when it could not be. */
  bytes: Uint8Array;
  /** All signatures of the message; empty when it could not be parsed. */
  signatures: readonly Signature[];
  /** It could not be parsed. */
  broken: boolean;
  /** Trusted keys, as the verification had them. */
  keys: readonly PreparedKey[];
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
  return new Search(text, suspect, failing).run();
}

/** UTF-8, or else windows-1252, which reads every byte. The declared encoding is blanked, because candidates are written as UTF-8. */
function textOf(bytes: Uint8Array): string {
  const text = new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'windows-1252').decode(bytes);
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

function countOf(text: string, word: string): number {
  let count = 0;
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) count++;
  return count;
}

interface Attempt {
  kinds: DamageKind[];
  /** Of the first kind, into the text as it came. */
  edits: readonly Edit[];
  text: string;
}

interface Found extends Attempt {
  signatures: Signature[];
  /** 2 per signature that a given key verifies, 1 per digest that fits. */
  score: number;
}

class Search {
  private readonly text: string;
  private readonly suspect: Suspect;
  private readonly failing: readonly number[];
  private readonly source: Markup;
  private readonly tried = new Set<string>();
  private readonly keys = keySearch(true);
  private spent = 0;
  private best: Found | null = null;

  constructor(text: string, suspect: Suspect, failing: readonly number[]) {
    this.text = text;
    this.suspect = suspect;
    this.failing = failing;
    this.source = markup(text);
    this.tried.add(text);
  }

  run(): Damage | null {
    // Read in the right encoding it may be sound already: then that was the damage.
    const asRead = this.suspect.broken ? this.attempt({ kinds: [isUtf8(this.suspect.bytes) ? misnamed : reEncoded], edits: [], text: this.text }, true) : false;
    if (!asRead) this.search();
    if (this.best !== null) return this.describe(this.narrow(this.best));
    return this.suspect.broken ? this.cut() : null;
  }

  private search(): void {
    const single: Attempt[] = [];
    for (const guesses of [undefined, true] as const) {
      for (const kind of damageList) {
        if (kind.guesses !== guesses || (kind.onlyReadable === true && this.suspect.broken)) continue;
        const variants = this.undo(kind, this.source, [], guesses === true ? guessBudget : workBudget);
        if (variants === null) return;
        if (guesses === undefined) single.push(...variants.slice(0, pairedVariants));
      }
    }
    for (const first of single) {
      const source = markup(first.text);
      for (const kind of damageList.slice(damageList.indexOf(first.kinds[0]!) + 1)) {
        if (kind.guesses === true) continue;
        if (this.undo(kind, source, [first]) === null) return;
      }
    }
  }

  /** Tries the candidates of one damage; null as soon as the search is over. */
  private undo(kind: DamageKind, source: Markup, after: readonly Attempt[], budget = workBudget): Attempt[] | null {
    const variants: Attempt[] = [];
    this.spent += source.text.length;
    for (const edits of kind.undo(source)) {
      if (this.spent > workBudget) return null;
      if (this.spent > budget) break;
      if (edits.length === 0) continue;
      const first = after[0];
      const attempt: Attempt = { kinds: [...(first?.kinds ?? []), kind], edits: first?.edits ?? edits, text: applyEdits(source.text, edits) };
      if (this.tried.has(attempt.text)) continue;
      this.tried.add(attempt.text);
      if (this.attempt(attempt)) return null;
      variants.push(attempt);
    }
    return variants;
  }

  /** Whether every signature that failed holds in this text. The best so far is kept. */
  private attempt(attempt: Attempt, isReading = false): boolean {
    const found = this.verify(attempt);
    if (found === null) return false;
    // A text that reads well without any edit was damaged by its bytes alone, and that must be so.
    if (isReading && Buffer.from(attempt.text).equals(Buffer.from(this.suspect.bytes))) return false;
    if (this.best === null || found.score > this.best.score) this.best = found;
    return found.score === 2 * (this.suspect.broken ? found.signatures.length : this.failing.length);
  }

  private verify(attempt: Attempt): Found | null {
    const bytes = Buffer.from(attempt.text);
    this.spent += bytes.length;
    const parsed = parseXml(bytes);
    if (!parsed.ok) return null;
    const { signatures } = verifySignatures(parsed.tree, 0, this.suspect.keys, { onlyIntact: true, search: this.keys });
    for (const { canonicalBytes } of signatures) this.spent += canonicalBytes ?? 0;
    if (signatures.length > mostSignatures) return null;
    const wanted = this.suspect.broken ? signatures : this.failing.flatMap((index) => {
      const { parentName, parentID } = this.suspect.signatures[index]!;
      return signatures.filter((each) => each.parentName === parentName && each.parentID === parentID).slice(0, 1);
    });
    let score = 0;
    wanted.forEach((signature, at) => {
      const before = this.suspect.broken ? null : this.suspect.signatures[this.failing[at]!]!;
      score += scoreOf(signature, before);
    });
    return score === 0 ? null : { ...attempt, signatures: wanted, score };
  }

  /** One edit of several may be all that is needed: then its place is where the text was changed. */
  private narrow(found: Found): Found {
    if (found.kinds.length > 1 || found.edits.length < 2 || found.edits.length > placesTried) return found;
    for (const edit of found.edits) {
      if (this.spent > workBudget * 2) break;
      const alone = this.verify({ kinds: found.kinds, edits: [edit], text: applyEdits(this.text, [edit]) });
      if (alone !== null && alone.score === found.score) return alone;
    }
    return found;
  }

  private describe(found: Found): Damage {
    const held = found.signatures.filter((signature) => scoreOf(signature, null) > 0);
    const verified = held.find((signature) => signature.verifiedBy !== null);
    const shown = verified ?? held[0]!;
    const before = this.suspect.signatures[this.failing.find((index) => this.suspect.signatures[index]!.parentID === shown.parentID) ?? -1];
    return {
      kinds: found.kinds.map(({ id }) => id),
      happened: found.kinds.map(({ happened }) => happened).join(' and '),
      undone: found.kinds.map(({ undone }) => undone).join(' and '),
      signed: [...new Set(held.map(({ parentName }) => parentName))],
      signatures: this.failing.filter((index) => held.some(({ parentID, parentName }) => parentID === this.suspect.signatures[index]!.parentID && parentName === this.suspect.signatures[index]!.parentName)),
      verifiesWith: verified?.verifiedBy == null ? null : { source: verified.verifiedBy.source, sha256: verified.verifiedBy.sha256 },
      fitsEmbedded: shown.embeddedKeyFits === true,
      digestClaimed: shown.digestClaimed, digestUndone: shown.digestComputed, digestBefore: before?.digestComputed ?? null,
      place: this.placeOf(found.edits, shown.parentID), places: found.edits.length,
    };
  }

  /** The first edit within what the signature covers. */
  private placeOf(edits: readonly Edit[], id: string | null): Damage['place'] {
    const signed = id === null ? -1 : this.text.indexOf(`"${id}"`);
    const edit = edits.find(({ start }) => start >= signed) ?? edits[0];
    return edit === undefined ? null : this.place(edit.start);
  }

  private place(offset: number): NonNullable<Damage['place']> {
    const before = this.text.slice(0, offset);
    const lineStart = before.lastIndexOf('\n') + 1;
    return { line: countOf(before, '\n') + 1, column: offset - lineStart + 1, path: this.pathTo(offset) };
  }

  private pathTo(offset: number): string {
    const open: string[] = [];
    for (const { kind, name, start } of this.source.tokens) {
      if (start >= offset) break;
      if (kind === 'open') open.push(localName(name));
      else if (kind === 'close') open.pop();
    }
    // The names of the innermost say enough; a hostile text nests without end.
    return open.slice(-12).join('/');
  }

  /** Nothing can verify what is not there any more, but where it stops can be said. */
  private cut(): Damage | null {
    const cut = cutOff(this.source);
    if (cut === null || leaves(this.source).length === 0) return null;
    const tail = this.text.slice(cut.at);
    const closed = parseXml(Buffer.from(this.text.slice(0, cut.at) + cut.open.toReversed().map((name) => `</${name}>`).join('')));
    if (!closed.ok || tail.includes('>')) return null;
    return { ...noProof, kinds: ['cut-off'], happened: 'was cut off at its end', undone: '', place: this.place(this.text.length), places: 1 };
  }
}

const noProof = { signed: [], signatures: [], verifiesWith: null, fitsEmbedded: false, digestClaimed: null, digestUndone: null, digestBefore: null };

/** The declaration was blanked before the text was read. */
const misnamed: DamageKind = { id: 'encoding-misnamed', happened: 'names another encoding than the one it is written in', undone: 'read as UTF-8', *undo() { /* The reading is the undoing. */ } };
const reEncoded: DamageKind = { id: 'saved-in-another-encoding', happened: 'was saved in another encoding (windows-1252 instead of UTF-8)', undone: 'read as that', *undo() { /* The reading is the undoing. */ } };

/**
 * 2 when a given key verifies it. 1 when only the digest fits and nothing speaks against it; without a certificate in the message a
 * digest alone counts where it did not fit before.
 */
function scoreOf(signature: Signature, before: Signature | null): number {
  if (signature.result === 'verified') return 2;
  const digestFits = signature.faults.length === 0 && signature.digestComputed !== null && signature.digestComputed === signature.digestClaimed;
  if (!digestFits || signature.embeddedKeyFits === false) return 0;
  return before === null || before.failure === 'digest' || signature.embeddedKeyFits === true ? 1 : 0;
}

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
