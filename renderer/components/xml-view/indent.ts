/** An indented reading of XML that stands on one long line: line breaks are added between tags, never inside anything. */
export interface Indented {
  text: string;
  /** Offset in the original to offset here: `start` counts line breaks added at that very place, `end` does not. */
  start(offset: number): number;
  end(offset: number): number;
}

const deepest = 40;

/** No-break spaces: a long value then wraps where it must, not right after its indentation. They are spaces again when copied. */
const indentation = '\u00a0\u00a0';

/** Whether several tags stand on one line that is too long to read. A long certificate alone is no reason. */
export function isOneLine(text: string): boolean {
  for (let from = 0; from < text.length;) {
    const to = text.indexOf('\n', from);
    const end = to < 0 ? text.length : to;
    if (end - from > readable) {
      let tags = 0;
      for (let at = text.indexOf('<', from); at >= 0 && at < end && tags <= fewTags; at = text.indexOf('<', at + 1)) tags++;
      if (tags > fewTags) return true;
    }
    from = end + 1;
  }
  return false;
}

const readable = 400;
const fewTags = 4;

export function indentXml(text: string): Indented {
  const at: number[] = [];
  const total: number[] = [];
  const parts: string[] = [];
  let added = 0;
  let copied = 0;
  let depth = 0;
  let previous: 'open' | 'close' | 'other' | null = null;
  let previousEnd = -1;

  for (let from = text.indexOf('<'); from >= 0; from = text.indexOf('<', previousEnd)) {
    const [kind, end] = tagAt(text, from);
    if (kind === 'close') depth--;
    const empty = previous === 'open' && kind === 'close';
    if (from === previousEnd && previous !== null && !empty) {
      const space = `\n${indentation.repeat(Math.max(0, Math.min(depth, deepest)))}`;
      parts.push(text.slice(copied, from), space);
      copied = from;
      added += space.length;
      at.push(from);
      total.push(added);
    }
    if (kind === 'open') depth++;
    previous = kind;
    previousEnd = end;
  }
  parts.push(text.slice(copied));

  const before = (offset: number, inclusive: boolean): number => {
    let low = 0;
    let high = at.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const here = at[middle]!;
      if (here < offset || (inclusive && here === offset)) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? 0 : total[low - 1]!;
  };
  return {
    text: parts.join(''),
    start: (offset) => offset + before(offset, true),
    end: (offset) => offset + before(offset, false),
  };
}

function tagAt(text: string, from: number): ['open' | 'close' | 'other', number] {
  const until = (mark: string): number => {
    const found = text.indexOf(mark, from);
    return found < 0 ? text.length : found + mark.length;
  };
  if (text.startsWith('<!--', from)) return ['other', until('-->')];
  if (text.startsWith('<![CDATA[', from)) return ['other', until(']]>')];
  if (text.startsWith('<?', from)) return ['other', until('?>')];
  if (text[from + 1] === '!') return ['other', until('>')];
  let end = from + 1;
  for (let quote = ''; end < text.length; end++) {
    const letter = text[end]!;
    if (quote !== '') {
      if (letter === quote) quote = '';
    } else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === '>') break;
  }
  const kind = text[from + 1] === '/' ? 'close' : text[end - 1] === '/' ? 'other' : 'open';
  return [kind, Math.min(end + 1, text.length)];
}
