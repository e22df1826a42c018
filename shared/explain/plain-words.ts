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
  // No sentence, but a document.
  const message = anyProductEntries.find((entry) => entry.id === 'any/message')!;
  if (readings.some(({ low }) => message.says!.every((group) => group.test(low.slice(0, longest))))) return [message];
  const vague = new Set<ErrorEntry>();
  // With its escapes undone a text says all that it says with them.
  const plain = readings.length > 1 ? readings.filter(({ low }) => !/%[0-9a-f]{2}|\w\+\w+\+\w/.test(low)) : readings;
  for (const { shown } of [...(plain.length > 0 ? plain : readings)].reverse()) {
    const start = shown.slice(0, longest * most);
    const text = lower(start);
    for (const lines of [text, unwrapped(text), lower(namesApart(start))]) {
      const said = firstSaid(lines, vague);
      if (said.length > 0) return [...said, ...vague].slice(0, mostReadings);
    }
  }
  return [...vague];
}

/** What the first sentence that says what is wrong says: it is the message, and what stands beneath it its surroundings. */
function firstSaid(text: string, vague: Set<ErrorEntry>): ErrorEntry[] {
  for (const sentence of sentencesOf(text)) {
    const fitting = anyProductEntries.filter((entry) => entry.says!.every((group) => group.test(sentence)));
    const said = fitting.filter((entry) => entry.id !== saysNothing);
    if (fitting.length > said.length) vague.add(fitting.find((entry) => entry.id === saysNothing)!);
    if (said.length > 0) return said.slice(0, mostReadings);
  }
  return [];
}

/** Lines that a terminal or a mail broke at its width, put together. */
const unwrapped = (text: string): string => text.replace(/(?<=^[^\n]{40,130}[^\n.!?:;{}])\n(?!at |caused by|traceback|\d{4}-|[[{<])/gm, ' ');

/** Names of errors are sentences without blanks: MissingEmailClaim. */
const namesApart = (text: string): string => text.replace(/(?<=[a-z])(?=[A-Z][a-z])/g, ' ');

function sentencesOf(text: string): string[] {
  const sentences = text.split(/\n|[.!?;](?=[\s"'}]|$)/, most * 2).map((each) => each.trim()).filter((each) => each.length > 8 && each.length <= longest);
  // Those that speak of SAML themselves come first.
  return [...sentences.filter(isOfSaml), ...sentences.filter((each) => !isOfSaml(each))].slice(0, most);
}
