/** What decoding one paste may still spend. Shared by everything that looks at it, so that many small costs are one large one. */
import { inflateRaw, inflateWrapped, type Inflated } from '../node.ts';
import type { DecodeLimits } from './decoded.ts';

/** Guesses at compressed text in prose or logs; each costs some microseconds even when wrong. */
const PROBES = 5000;
/** Documents without an end that are searched to the end of the paste. */
const UNCLOSED = 8;

export class Budget {
  readonly limits: Readonly<DecodeLimits>;
  #inflated = 0;
  #probes = PROBES;
  #unclosed = UNCLOSED;

  constructor(limits: Readonly<DecodeLimits>) {
    this.limits = limits;
  }

  /** Undoes DEFLATE within what is left for the paste. What failed counts as the most it may have cost. */
  inflate(bytes: Uint8Array, form: 'raw' | 'wrapped'): Inflated {
    const ceiling = Math.min(this.limits.inflated, this.limits.inflatedTotal - this.#inflated);
    if (ceiling <= 0) return { ok: false, reason: 'too-large' };
    const inflated = form === 'raw' ? inflateRaw(bytes, ceiling) : inflateWrapped(bytes, ceiling);
    if ('bytes' in inflated) this.#inflated += inflated.bytes.length;
    // DEFLATE makes at most 1032 bytes of one.
    else this.#inflated += Math.min(ceiling, bytes.length * 1032);
    return inflated;
  }

  /** Takes one guess at compressed text; false when none is left. */
  probe(): boolean {
    return this.#probes-- > 0;
  }

  /** Takes one search for an end that was not found; false when none is left. */
  unclosed(): boolean {
    return this.#unclosed-- > 0;
  }
}
