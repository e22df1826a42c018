/** Base64 that stands in lines with something around each: a log's time and host, the ">" of a quoted mail, the quotes and "+" of a program. */
import { note, type DecodedMessage } from './decoded.ts';
import { notSent, toMessage, type Source } from './source.ts';
import { isWhole, unwrap } from './unwrap.ts';

/** Runs as long as this are no words; programs wrap base64 at 60 and more. */
const run = /[A-Za-z0-9+/\-_]{40,}={0,2}/;
/** The last line is as long as it comes. */
const rest = /[A-Za-z0-9+/\-_]+={0,2}(?=["']?[;,)]*$)/;
/** Fewer lines are read as what they are. */
const fewestLines = 3;

/** The message whose base64 is in the lines, all of one length but the last; empty when it is none, or not whole. */
export function searchFramed(source: Source): DecodedMessage[] {
  const { start, end } = source.trimmed;
  const { text } = source;
  if (text.charAt(start) === '<' || text.charAt(start) === '{') return [];
  const parts: string[] = [];
  let isFramed = false;
  for (let at = start; at < end; ) {
    const found = text.indexOf('\n', at);
    const stop = found === -1 || found > end ? end : found;
    const line = text.slice(at, stop).trimEnd();
    const part = (run.exec(line) ?? rest.exec(line))?.[0];
    const width = parts[0]?.length ?? 0;
    // What follows a shorter line is no part of it.
    if (part === undefined || (parts.length > 0 && part.length > width)) return [];
    if (part.length !== line.length) isFramed = true;
    parts.push(part);
    if (parts.length > 1 && part.length < width) break;
    at = stop + 1;
  }
  if (!isFramed || parts.length < fewestLines || parts[0]!.length < 40) return [];
  const unwrapped = unwrap(parts.join(''), { budget: source.budget, isParameter: true, isGuess: true });
  return isWhole(unwrapped) ? [toMessage({ ...unwrapped, notes: [note('text-around'), ...unwrapped.notes] }, source.original(start, end), notSent)] : [];
}
