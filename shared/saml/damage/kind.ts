/** A damage is a record: what happens to a text on its way through viewers, editors and mails, and how to undo it. */
import type { Edit, Markup } from './markup.ts';

export interface DamageKind {
  /** kebab-case; never renamed. */
  id: string;
  /** What happened, after "The capture": 'was pretty-printed'. */
  happened: string;
  /** How it was undone: 'with the indentation taken out'. */
  undone: string;
  /** Its sign is sure, and it hides the others: it is taken off before they are looked for. */
  isLayer?: true;
  /** It needs no sign to be tried, or guesses at many places: it comes after the others, and never together with another. */
  guesses?: true;
  /** It leaves a text as readable as it was: not tried on one that cannot be read, whose fault may be an attack's. */
  onlyReadable?: true;
  /** It matters only where namespace declarations are signed that nothing uses: with inclusive canonicalisation, or a prefix list. */
  onlyInclusive?: true;
  /** Candidates for the text as it was, each as the edits that lead to it. None when there is no sign of this damage. */
  undo(source: Markup): Iterable<Edit[]>;
}

/** Places a guess is made at, one after the other; values that people read are fewer than this in a login. */
const placesTried = 60;

/** All edits together, then each alone. */
export function* togetherThenEach(edits: readonly Edit[]): Iterable<Edit[]> {
  if (edits.length === 0) return;
  yield [...edits];
  if (edits.length > 1) for (const edit of edits.slice(0, placesTried)) yield [edit];
}

export const each = (edits: readonly Edit[]): Edit[][] => edits.slice(0, placesTried).map((edit) => [edit]);
