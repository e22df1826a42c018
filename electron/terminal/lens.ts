/** `check --lens`: what each signature covers and what nothing covers, its digests, and what a careless reader would take. */
import type { LensReading, Report, Source } from '../../shared/finding.ts';
import { shortName } from '../../shared/urns.ts';
import { terminalWidth, wrap } from './wrap.ts';

interface Span {
  /** Name of the document or plaintext. */
  source: string;
  line: number;
  endLine: number;
  characters: number;
}

/** An API: scripts depend on it. */
export interface LensView {
  signatures: {
    number: number;
    element: string;
    elementID: string | null;
    reference: string | null;
    result: string;
    verifiedBy: string | null;
    /** Null for one that is not in the XML. */
    covers: Span | null;
    transforms: string[];
    signatureMethod: string | null;
    digestMethod: string | null;
    digestComputed: string | null;
    digestClaimed: string | null;
    canonicalBytes: number | null;
  }[];
  /** What no verified signature covers, but for white space, and the first elements of each. */
  uncovered: (Span & { elements: string[] })[];
  readings: LensReading[];
}

/** Null where there is no XML to look at, or the lens was not asked for. */
export function lensViewOf({ facts, lens, coverage, sources }: Report): LensView | null {
  if (lens === undefined) return null;
  return {
    signatures: facts.signatures.map((signature, index) => {
      const covers = coverage.find((each) => each.signature === index);
      const by = signature.verifiedBy;
      return {
        number: index + 1, element: signature.parentName, elementID: signature.parentID, reference: signature.referenceURI, result: signature.result,
        verifiedBy: by === null ? null : (by.certificate?.subject ?? by.source),
        covers: covers === undefined ? null : { source: nameOf(sources, covers.source), line: covers.line, endLine: covers.endLine, characters: covers.length },
        transforms: signature.transforms, signatureMethod: signature.signatureMethod, digestMethod: signature.digestMethod,
        digestComputed: signature.digestComputed, digestClaimed: signature.digestClaimed, canonicalBytes: signature.canonicalBytes,
      };
    }),
    uncovered: lens.stretches.flatMap(({ source, offset, length, coveredBy }) => {
      const { text } = sources[source]!;
      const part = text.slice(offset, offset + length);
      return coveredBy.length > 0 || part.trim() === '' ? [] : [{ source: nameOf(sources, source), ...linesIn(text, offset, length), characters: length, elements: elementsIn(part) }];
    }),
    readings: lens.readings,
  };
}

const nameOf = (sources: readonly Source[], source: number): string => sources[source]?.name ?? 'document';

function linesIn(text: string, offset: number, length: number): { line: number; endLine: number } {
  const count = (from: number, to: number): number => {
    let lines = 0;
    for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) lines++;
    return lines;
  };
  const line = 1 + count(0, offset);
  return { line, endLine: line + count(offset, offset + length - 1) };
}

const mostElements = 6;

/** By local name; a part that begins inside an element has only what begins in it. */
function elementsIn(part: string): string[] {
  const names = [...part.replace(/<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>/g, '').matchAll(/<(?:[^\s<>/:!?]+:)?([^\s<>/:!?]+)/g)].map((match) => match[1]!);
  if (names[0] === 'Signature' && /Signature\s*>$/.test(part)) return ['the signature itself'];
  return [...new Set(names)].slice(0, mostElements);
}

const margin = ' '.repeat(10);
const results: Readonly<Record<string, string>> = { verified: 'verified', failed: 'NOT VERIFIED: it does not hold', refused: 'NOT VERIFIED: its form is not allowed', 'not-checked': 'not verified: no key was given to check it by' };
const amount = (characters: number): string => `${characters.toLocaleString('en')} characters`;
const linesOf = ({ line, endLine }: Span): string => (line === endLine ? `line ${line}` : `lines ${line} to ${endLine}`);
const spanWords = (span: Span): string => `${linesOf(span)}${span.source === 'document' ? '' : ` of the ${span.source}`}, ${amount(span.characters)}`;

export function lensLines(view: LensView | null): string[] {
  if (view === null) return ['', 'SIGNED    There is no XML in it to look into.'];
  const lines: string[] = view.signatures.length === 0 ? ['', 'SIGNED    Nothing: it carries no signature.'] : [];
  for (const each of view.signatures) {
    const row = (name: string, value: string): string[] => wrap(value, `${margin}${name.padEnd(10)}  `);
    lines.push('', ...wrap(`Signature ${each.number}, of the ${each.element}${each.elementID === null ? '' : ` ${each.elementID}`}: ${results[each.result] ?? each.result}`, 'SIGNED    '));
    if (each.verifiedBy !== null) lines.push(...row('key', each.verifiedBy.replaceAll('\n', ', ')));
    lines.push(...row(each.result === 'verified' ? 'covers' : 'would cover', each.covers === null ? 'the query string' : `${spanWords(each.covers)}, less the signature itself`));
    lines.push(...row('reference', `${each.reference === null ? 'without URI' : each.reference === '' ? 'the whole document' : each.reference}; ${each.transforms.map(shortName).join(', ') || 'no transforms'}`));
    if (each.canonicalBytes !== null) lines.push(...row('bytes', `${each.canonicalBytes.toLocaleString('en')} in canonical form; sso-workbench decode --canonical writes them`));
    if (each.digestComputed === null) lines.push(...row('digest', 'none was computed'));
    else if (each.digestComputed === each.digestClaimed) lines.push(...row('digest', `${each.digestComputed}  (${shortName(each.digestMethod ?? '')}, computed and claimed)`));
    else lines.push(...row('computed', `${each.digestComputed}  (${shortName(each.digestMethod ?? '')})`), ...row('claimed', each.digestClaimed ?? 'none'));
  }
  lines.push(...uncoveredLines(view.uncovered), ...readingLines(view.readings));
  return lines;
}

function uncoveredLines(uncovered: LensView['uncovered']): string[] {
  if (uncovered.length === 0) return ['', 'UNSIGNED  Nothing: verified signatures cover all of it.'];
  return ['', ...uncovered.flatMap((span, index) => wrap(`${spanWords(span)}${span.elements.length === 0 ? '' : `: ${span.elements.join(', ')}`}`, (index === 0 ? 'UNSIGNED' : '').padEnd(10)))];
}

/** Looks by name, takes the first and reads its first text: what forgeries are made for. */
function readingLines(readings: readonly LensReading[]): string[] {
  if (readings.length === 0) return [];
  const wrong = readings.filter((each) => each.differs);
  const signed = readings.some((each) => each.signed !== null);
  const head = !signed ? 'A careless reader takes these, and nothing verified was signed:'
    : wrong.length > 0 ? 'A CARELESS READER TAKES SOMETHING ELSE THAN WHAT WAS SIGNED:' : 'A careless reader takes the very values that were signed:';
  const room = terminalWidth() / 2 - margin.length - 2;
  const width = Math.min(40, Math.max(0, ...readings.map((each) => each.what.length).filter((length) => length <= room)));
  const value = (text: string | null): string => (text === null ? 'nothing' : text === '' ? '(empty)' : text);
  return ['', ...wrap(head, 'READ      '), ...readings.flatMap((each) => {
    // A name that leaves its value no room stands above it.
    const above = each.what.length > room ? [`${margin}${each.what}`] : [];
    const name = above.length > 0 ? `${margin}    ` : `${margin}${each.what.padEnd(width)}  `;
    if (!each.differs) return [...above, ...wrap(`${value(each.taken)}${signed && !each.covered ? '  (nothing covers it)' : ''}`, name)];
    const blank = ' '.repeat(name.length);
    return [...above, ...wrap(`taken   ${value(each.taken)}`, name), ...wrap(`signed  ${value(each.signed)}`, blank), ...wrap(`from    ${each.from}${each.covered ? '' : ', which nothing covers'}`, blank)];
  })];
}
