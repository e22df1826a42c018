/** The search for the damage: every one undone alone and in pairs, cheapest and likeliest first, within a budget of bytes. */
import type { Signature } from '../../model.ts';
import { keySearch, type PreparedKey } from '../signature-keys.ts';
import { signedForms, type SignedForm } from '../signed-form.ts';
import { verifySignatures } from '../signature.ts';
import { ns } from '../../urns.ts';
import { parseXml } from '../xml.ts';
import { damageList } from './index.ts';
import type { DamageKind } from './kind.ts';
import { applyEdits, countOf, localName, markup, once, type Edit, type Markup } from './markup.ts';

/**
 * Work for one document, in bytes read, canonicalised and digested: the same document always gets the same answer, whatever the clock
 * says. A login of 8 kB gets all there is to try, one of 256 KiB a few dozen candidates; either takes a tenth of a second or two.
 */
const workBudget = 5 * 1024 * 1024;
/** Of which guesses get half, so that pairs have their turn in a text where much could be guessed. */
const guessBudget = workBudget / 2;
/** A byte digested costs this much of one that is parsed, verified and canonicalised. */
const digestShare = 1 / 8;
/** So does one that is looked at for the signs of a damage. */
const scanShare = 1 / 2;
/** An edit that is made costs as much as so many bytes. */
const editCost = 16;
/** Honest messages have one to three; each is verified in every candidate. */
export const mostSignatures = 8;
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
  /** Keys known from elsewhere, tried for the diagnosis only. */
  otherKeys?: readonly PreparedKey[];
}

/** A text that was reached by undoing something, or the one that came. */
interface State {
  source: Markup;
  kinds: readonly DamageKind[];
  /** Of the first kind, into the text as it came. */
  edits: readonly Edit[];
  /** How the signatures that are to hold do in it; null when it cannot be read. */
  signatures: readonly Signature[] | null;
}

export interface Found {
  kinds: readonly DamageKind[];
  /** Of the first kind, into the text as it came. */
  edits: readonly Edit[];
  text: string;
  signatures: readonly Signature[];
  /** 2 per signature that a given key verifies, 1 per digest that fits. */
  score: number;
}

type Attempt = Omit<Found, 'signatures' | 'score'>;

export class Search {
  private readonly text: string;
  private readonly suspect: Suspect;
  private readonly failing: readonly Signature[];
  private readonly start: State;
  private readonly tried = new Set<string>();
  private readonly keys = keySearch(true);
  private spent = 0;
  private best: Found | null = null;

  /** `failing` are those of the suspect that shall hold. */
  constructor(text: string, suspect: Suspect, failing: readonly Signature[]) {
    this.text = text;
    this.suspect = suspect;
    this.failing = failing;
    this.start = { source: markup(text), kinds: [], edits: [], signatures: suspect.broken ? null : failing };
    this.tried.add(text);
  }

  get source(): Markup {
    return this.start.source;
  }

  /** What explains most; `readings` are tried first: the text as other encodings read its bytes. */
  run(readings: readonly { kind: DamageKind; text: string }[]): Found | null {
    const isRead = readings.some(({ kind, text }) => this.attempt({ kinds: [kind], edits: [], text }).holds);
    const from = isRead ? null : this.peeled();
    if (from !== null) this.search(from);
    return this.best === null ? null : this.narrow(this.best);
  }

  /** The text without the layers around it; null when that is all it needs. */
  private peeled(): State | null {
    let state = this.start;
    for (const kind of damageList) {
      if (kind.isLayer !== true) continue;
      const variants = this.undo(kind, state, workBudget, 1);
      if (variants === null) return null;
      state = variants[0] ?? state;
    }
    return state;
  }

  private search(from: State): void {
    const single: State[] = [];
    for (const kind of this.kinds(from, false)) {
      const variants = this.undo(kind, from, workBudget, pairedVariants);
      if (variants === null) return;
      single.push(...variants);
    }
    // A guess mends nothing that keeps a text from being read.
    const rest = [() => this.guess(from), () => this.pairs(single)];
    for (const step of this.suspect.broken ? rest.toReversed() : rest) if (step()) return;
  }

  /** True when the search is over. */
  private guess(from: State): boolean {
    return this.kinds(from, true).some((kind) => this.undo(kind, from, this.suspect.broken ? workBudget : guessBudget, 0) === null);
  }

  /** True when the search is over. */
  private pairs(single: readonly State[]): boolean {
    return single.some((first) => {
      const after = damageList.indexOf(first.kinds.at(-1)!);
      return this.kinds(first, false).some((kind) => damageList.indexOf(kind) > after && this.undo(kind, first, workBudget, 0) === null);
    });
  }

  private kinds({ source }: State, guesses: boolean): DamageKind[] {
    return damageList.filter((kind) => (kind.guesses === true) === guesses && kind.isLayer !== true && !(kind.onlyReadable === true && this.suspect.broken) && !(kind.onlyInclusive === true && !signsDeclarations(source)));
  }

  /** Tries the candidates of one damage, and gives out the first of them to go on from; null as soon as the search is over. */
  private undo(kind: DamageKind, from: State, budget: number, wanted: number): State[] | null {
    const variants: State[] = [];
    const { source } = from;
    this.spent += source.text.length * scanShare;
    for (const edits of kind.undo(source)) {
      this.spent += costOf(edits);
      if (this.spent > workBudget) return null;
      if (this.spent > budget) break;
      if (edits.length === 0) continue;
      const isHopeless = this.isHopeless(from, edits);
      if (isHopeless && variants.length >= wanted) continue;
      const text = applyEdits(source.text, edits);
      if (this.tried.has(text)) continue;
      this.tried.add(text);
      const attempt: Attempt = { kinds: [...from.kinds, kind], edits: from.kinds.length === 0 ? edits : from.edits, text };
      const { holds, signatures } = isHopeless ? { holds: false, signatures: from.signatures } : this.attempt(attempt);
      if (holds) return null;
      if (variants.length < wanted) variants.push({ source: markup(text), kinds: attempt.kinds, edits: attempt.edits, signatures });
    }
    return variants;
  }

  /** Whether digests alone show that no signature that fails will hold: most candidates end here, a tenth as dear as reading them. */
  private isHopeless({ source, signatures }: State, edits: readonly Edit[]): boolean {
    if (signatures === null || signatures.length === 0) return false;
    // What is wrong with it stands inside of it.
    if (signatures.some(({ failure }) => failure !== 'digest') && touches(signatureSpans(source), edits)) return false;
    for (const { failure, digestClaimed, parentName, parentID } of signatures) {
      if (failure !== 'digest') continue;
      const form = this.forms(source)?.find((each) => each.parentName === parentName && each.parentID === parentID);
      if (form === undefined) return false;
      this.spent += form.length * digestShare;
      const computed = form.digestWith(edits);
      if (computed === null || computed === digestClaimed) return false;
    }
    return true;
  }

  private readonly formsOf = once(signedForms);

  private forms(source: Markup): readonly SignedForm[] | null {
    if (this.lastForms !== source) this.spent += source.text.length * 3;
    this.lastForms = source;
    return this.formsOf(source);
  }

  private lastForms: Markup | null = null;

  /** Whether every signature that failed holds in this text, and how each does. The best so far is kept. */
  private attempt(attempt: Attempt): { holds: boolean; signatures: readonly Signature[] | null } {
    const found = this.verify(attempt);
    if (found === null) return { holds: false, signatures: null };
    if (found.score > (this.best?.score ?? 0)) this.best = found;
    const { signatures, score } = found;
    return { holds: score > 0 && score === 2 * (this.suspect.broken ? signatures.length : this.failing.length), signatures };
  }

  /** Null when it cannot be read. */
  private verify(attempt: Attempt): Found | null {
    const bytes = Buffer.from(attempt.text);
    this.spent += bytes.length;
    const parsed = parseXml(bytes);
    if (!parsed.ok) return null;
    const { signatures } = verifySignatures(parsed.tree, 0, this.suspect.keys, { onlyIntact: true, search: this.keys });
    for (const { canonicalBytes } of signatures) this.spent += canonicalBytes ?? 0;
    if (signatures.length > mostSignatures) return null;
    const wanted = this.suspect.broken ? signatures : this.failing.flatMap(({ parentName, parentID }) => signatures.filter((each) => each.parentName === parentName && each.parentID === parentID).slice(0, 1));
    let score = 0;
    wanted.forEach((signature, at) => {
      score += scoreOf(signature, this.suspect.broken ? null : this.failing[at]!);
    });
    return { ...attempt, signatures: wanted, score };
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
}

/**
 * 2 when a given key verifies it. 1 when only the digest fits and nothing speaks against it; without a certificate in the message a
 * digest alone counts where it did not fit before.
 */
export function scoreOf(signature: Signature, before: Signature | null): number {
  if (signature.result === 'verified') return 2;
  const digestFits = signature.faults.length === 0 && signature.digestComputed !== null && signature.digestComputed === signature.digestClaimed;
  if (!digestFits || signature.embeddedKeyFits === false) return 0;
  return before === null || before.failure === 'digest' || signature.embeddedKeyFits === true ? 1 : 0;
}

/** A canonicalisation that is not exclusive, or a Reference that names none, which is inclusive too. */
const signsDeclarations = once(({ text }): boolean => /InclusiveNamespaces|REC-xml-c14n|xml-c14n11/.test(text) || countOf(text, ns.excC14n) < 2 * countOf(text, 'SignatureMethod '));

/** Where the Signatures stand. */
const signatureSpans = once(({ tokens, text }): readonly { start: number; stop: number }[] => {
  const spans: { start: number; stop: number }[] = [];
  for (const { kind, name, start, stop } of tokens) {
    if (localName(name) !== 'Signature') continue;
    if (kind === 'open') spans.push({ start, stop: text.length });
    else if (kind === 'close' && spans.length > 0) spans.at(-1)!.stop = stop;
  }
  return spans;
});

function costOf(edits: readonly Edit[]): number {
  let cost = 0;
  for (const edit of edits) cost += editCost + edit.text.length * digestShare;
  return cost;
}

const touches = (spans: readonly { start: number; stop: number }[], edits: readonly Edit[]): boolean => edits.some((edit) => spans.some(({ start, stop }) => start < edit.stop && edit.start < stop));
