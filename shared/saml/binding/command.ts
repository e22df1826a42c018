/** The URL of a command or script that posts a form: curl, wget, PowerShell, fetch. */
import { caretDecode } from './escapes.ts';
import { toText, type Octets } from './octets.ts';

/** Copied commands carry headers and cookies between their URL and their data. */
const BEFORE = 32 * 1024;
const AFTER = 4 * 1024;

const command = /\b(?:curl(?:\.exe)?|wget|fetch\(|Invoke-WebRequest|Invoke-RestMethod|https?(?= +(?:--form +)?POST))/g;
const address = /https?:\/\/[^\s"'`<>\\]{1,2000}/;

/** Where the command around `start` to `end` sends its data; null when there is none. */
export function commandUrl(text: Octets, start: number, end: number): string | null {
  const before = text.slice(Math.max(0, start - BEFORE), start);
  let last = -1;
  for (const match of before.matchAll(command)) last = match.index;
  if (last < 0 || !isOneCommand(before.slice(last))) return null;
  const found = address.exec(before.slice(last)) ?? address.exec(sameCommand(text.slice(end, end + AFTER)));
  return found === null ? null : toText(caretDecode(found[0]).replace(/\^$/, ''));
}

/** Whether the text from the command to its data is still that command: no line ended, or no call was closed. */
function isOneCommand(text: Octets): boolean {
  return text.startsWith('fetch(') ? !text.includes(');') : sameCommand(text) === text;
}

/** To the end of the command: its line, and lines joined to it by a backslash, caret or backtick. */
function sameCommand(text: Octets): Octets {
  const stop = text.search(/(?<![\\^`\r])\r?\n/);
  return stop < 0 ? text : text.slice(0, stop);
}
