/** Lines broken between words to fit the terminal; in a pipe or a file they stay whole. */

/** Wider lines are hard to read, narrower ones are all breaks. */
const [narrowest, widest] = [60, 100];

export const terminalWidth = (): number => (process.stdout.isTTY ? Math.min(widest, Math.max(narrowest, process.stdout.columns)) : Infinity);

/** `first` stands before the first line, and as many blanks before the others. */
export function wrap(text: string, first: string, width = terminalWidth()): string[] {
  const lines: string[] = [];
  const room = width - first.length;
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(line);
  const margin = ' '.repeat(first.length);
  return lines.map((each, index) => `${index === 0 ? first : margin}${each}`.trimEnd());
}
