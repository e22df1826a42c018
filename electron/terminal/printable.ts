/** What stands in a message may not write over what is said about it: line breaks, commands to the terminal, turns of the reading direction. */

const unprintable = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** One line as it may be printed: every such character in the way a string of JSON or JavaScript has it. */
export const printable = (line: string): string => line.replace(unprintable, (character) => short[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

export const printableLines = (lines: readonly string[]): string => lines.map(printable).join('\n');
