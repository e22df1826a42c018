/** For the message of a product that nobody listed: which rule of SAML its sentences say was broken. */
import { anyProductEntries } from './any-product.ts';
import { isOfSaml } from './context.ts';
import type { ErrorEntry } from './entry.ts';
import { lower, type Folded } from './fold.ts';

/** A longer one is no sentence but data; after so many it is a log, whose lines say everything. */
const longest = 600;
const most = 200;
/** That it failed, and no more: another sentence may say why. */
const saysNothing = 'any/refused';
/** More readings than these would say nothing. */
const mostReadings = 3;

export function saidInPlainWords(readings: readonly Folded[]): ErrorEntry[] {
  const said = new Set<ErrorEntry>();
  for (const { shown } of [...readings].reverse()) {
    const vague = new Set<ErrorEntry>();
    // The first sentence that says what is wrong is the message; what stands beneath it is its surroundings.
    for (const sentence of sentencesOf(shown)) {
      const fitting = anyProductEntries.filter((entry) => entry.says!.every((group) => group.test(sentence)));
      for (const entry of fitting.slice(0, mostReadings)) (entry.id === saysNothing ? vague : said).add(entry);
      if (said.size > 0) break;
    }
    for (const entry of vague) said.add(entry);
    if (said.size > 0) break;
  }
  return [...said].slice(0, mostReadings);
}

function sentencesOf(shown: string): string[] {
  const sentences = lower(shown.slice(0, longest * most)).split(/\n|[.!?;](?=[\s"'}]|$)/, most * 2).map((each) => each.trim()).filter((each) => each.length > 8 && each.length <= longest);
  // Those that speak of SAML themselves come first.
  return [...sentences.filter(isOfSaml), ...sentences.filter((each) => !isOfSaml(each))].slice(0, most);
}
