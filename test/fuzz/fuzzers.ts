/** Every fuzzer. */
import { forgeryFuzzers } from './forgery-fuzzers.ts';
import type { Fuzzer } from './fuzzer.ts';
import { inspectFuzzers } from './inspect-fuzzers.ts';
import { stopXmlsec, xmlsecMissing } from './peer-xmlsec.ts';
import { redirectFuzzer } from './redirect-fuzzer.ts';
import { verdictFuzzer } from './verdict-fuzzer.ts';
import { xmlFuzzers } from './xml-fuzzers.ts';

export const fuzzers: readonly Fuzzer[] = [...xmlFuzzers, ...inspectFuzzers, ...forgeryFuzzers, redirectFuzzer, verdictFuzzer];

/** Peers that are not on this machine, in words. */
export const notAsked = (): readonly string[] => xmlsecMissing();
export const stopPeers = stopXmlsec;
