/** What decoding one paste may still spend. Shared by everything that looks at it, so that many small costs are one large one. */
import { inflateRaw, inflateWrapped, type Inflated } from '../node.ts';
import type { DecodeLimits } from './decoded.ts';

/** Guesses at compressed text in prose or logs, and tries at values that were meant as messages; each costs a tenth of a millisecond. */
const GUESSES = 1000;
const TRIES = 1200;
/** Bytes. No message is compressed to as few; a list of words has thousands of them. */
const SHORTEST = 40;
/** Documents without an end that are searched to the end of the paste. */
const UNCLOSED = 8;
/** Texts under a dressing that are searched on their own. */
const SEARCHES = 2000;

export class Budget {
  readonly limits: Readonly<DecodeLimits>;
  #inflated = 0;
  #guesses = GUESSES;
  #tries = TRIES;
  #unclosed = UNCLOSED;
  #searches = SEARCHES;

  constructor(limits: Readonly<DecodeLimits>) {
    this.limits = limits;
  }

  /** Whether all that may be inflated for this paste has been. */
  get isSpent(): boolean {
    return this.#inflated >= this.limits.inflatedTotal;
  }

  /** Undoes DEFLATE within what is left for the paste. What failed counts as the most it may have cost. */
  inflate(bytes: Uint8Array, form: DeflateForm): Inflated {
    const ceiling = Math.min(this.limits.inflated, this.limits.inflatedTotal - this.#inflated);
    if (ceiling <= 0) return { ok: false, reason: 'too-large' };
    const inflated = inflateAs(form, bytes, ceiling);
    if ('bytes' in inflated) this.#inflated += inflated.bytes.length;
    else this.#inflated += Math.min(ceiling, bytes.length * MOST_GROWTH);
    return inflated;
  }

  /** The first bytes of what DEFLATE makes of a value, or null when it makes nothing or no tries are left. */
  peek(bytes: Uint8Array, form: DeflateForm, isGuess: boolean): Uint8Array | null {
    if (bytes.length < SHORTEST || (isGuess ? this.#guesses-- : this.#tries--) <= 0) return null;
    for (const length of PEEK_LENGTHS) {
      const head = inflateAs(form, bytes.subarray(0, length), length * MOST_GROWTH);
      if (!('bytes' in head)) return null;
      if (head.bytes.length > 0) return head.bytes;
    }
    return null;
  }

  /** Whether the end of a document may still be searched for. */
  get searchesEnds(): boolean {
    return this.#unclosed > 0;
  }

  /** Counts a search for an end that was not found. */
  missedEnd(): void {
    this.#unclosed--;
  }

  /** Takes one search of a text under a dressing; false when none is left. */
  search(): boolean {
    return this.#searches-- > 0;
  }
}

/** Raw DEFLATE, or with the header of zlib or gzip. */
export type DeflateForm = 'raw' | 'wrapped';

/** DEFLATE makes at most 1032 bytes of one. */
const MOST_GROWTH = 1032;
/** The code tables of a block can fill the first bytes; then more are needed to see anything. */
const PEEK_LENGTHS = [128, 512];

function inflateAs(form: DeflateForm, bytes: Uint8Array, ceiling: number): Inflated {
  return form === 'raw' ? inflateRaw(bytes, ceiling) : inflateWrapped(bytes, ceiling);
}
