/** Every fuzzer. */
import type { Fuzzer } from './fuzzer.ts';
import { inspectFuzzers } from './inspect-fuzzers.ts';
import { xmlFuzzers } from './xml-fuzzers.ts';

export const fuzzers: readonly Fuzzer[] = [...xmlFuzzers, ...inspectFuzzers];

/** Peers that are not on this machine, in words. */
export const notAsked = (): Promise<readonly string[]> => Promise.resolve([]);
export function stopPeers(): void {}
