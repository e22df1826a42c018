/** The people who will sign in: addresses out of a CSV, a list, a column copied from a sheet. */

export interface People {
  /** Each once, as first written; at most `mostPeople`. */
  addresses: string[];
  /** Lines that hold no address, with their number from 1; a head line is none of them. */
  refused: { line: number; text: string }[];
  /** Addresses that stood there more than once, in any letter case. */
  doubles: number;
}

/** More are cut: the comparison is for the people of one service provider. */
export const mostPeople = 20_000;

const address = /[^\s,;|"'<>()[\]]+@[^\s,;|"'<>()[\]]+\.[^\s,;|"'<>()[\].]+/;

/** Takes the first thing that looks like an e-mail address from each line, whatever else the line holds. */
export function readPeople(text: string): People {
  const addresses: string[] = [];
  const refused: People['refused'] = [];
  const seen = new Set<string>();
  let doubles = 0;
  for (const [index, line] of text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '') continue;
    const all = line.match(new RegExp(address, 'g')) ?? [];
    // A list in one line is all addresses; of a row of a sheet, the first is the person's.
    const found = all.length > 1 && line.split(/[,;\s]+/).filter(Boolean).every((part) => address.test(part)) ? all : all.slice(0, 1);
    if (found.length === 0 && !(index === 0 && /mail|user|name|login/i.test(line))) refused.push({ line: index + 1, text: line.trim().slice(0, 80) });
    for (const one of found) {
      const key = one.toLowerCase();
      if (seen.has(key)) doubles++;
      else if (addresses.length < mostPeople) {
        seen.add(key);
        addresses.push(one);
      }
    }
  }
  return { addresses, refused, doubles };
}

export const domainOf = (nameID: string): string => (nameID.includes('@') ? nameID.slice(nameID.lastIndexOf('@') + 1).toLowerCase() : '');
