/** The error catalogue: every entry, in the order of products. */
import type { ErrorEntry } from './entry.ts';

export const catalogue: readonly ErrorEntry[] = [];
