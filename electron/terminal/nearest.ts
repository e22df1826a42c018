/** What somebody most likely meant to type. */

/** Of these words the one that is a slip or two away; undefined where none is. */
export function nearest(typed: string, words: readonly string[]): string | undefined {
  const slips = words.map((word) => ({ word, away: distance(typed.toLowerCase(), word) })).sort((a, b) => a.away - b.away)[0];
  return slips !== undefined && slips.away <= (typed.length < 5 ? 1 : 2) ? slips.word : undefined;
}

/** How many letters must be put in, left out or changed to make one of the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
