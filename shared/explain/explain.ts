/** Error text in reverse: what a pasted message, a code, a check id or a few words mean, offline. */
import type { Check } from '../checks/check.ts';
import { checkById, checks } from '../checks/index.ts';
import type { CaptureMark, Explanation } from '../contract.ts';
import { diagnosisList } from '../diagnoses/index.ts';
import { valuesSentence } from './compare.ts';
import { contextOf, head, type Context } from './context.ts';
import type { ErrorEntry } from './entry.ts';
import { fold, unescaped, unquoted, type Folded } from './fold.ts';
import { catalogue } from './index.ts';
import { buildIndex, findAll, numbersInContext, type Hit } from './matcher.ts';
import { saidInPlainWords } from './plain-words.ts';
import { productName } from './products.ts';
import { markOfDiagnosis, marksOf, marksOfEntry, weightOf, type Capture } from './rank.ts';
import { entryWords, searchTitles, wordsOf, type Titled } from './titles.ts';

export interface ExplainOptions {
  /** The Report of a capture at hand: what fits it rises, what it speaks against sinks, and both are said with their proof. */
  capture?: Capture | undefined;
}

type DiagnosisWords = (typeof diagnosisList)[number];
type Named = { kind: 'check'; check: Check } | { kind: 'diagnosis'; diagnosis: DiagnosisWords } | { kind: 'error'; entry: ErrorEntry };

const most = 12;
/** A reading of plain words, which no entry of a product outdid. */
const plain = 0.45;
const surer = 0.55;
/** More would bury the rest. */
const mostGuesses = 5;
/** What only some words of a title speak for is never surer than this. */
const guess = 0.4;
/** Of a text that speaks of nothing that has to do with SAML, a title must have nearly every word. */
const ofNothingElse = 0.75;

interface Tables {
  index: ReturnType<typeof buildIndex>;
  byId: ReadonlyMap<string, ErrorEntry>;
  titles: readonly Titled<Named>[];
  /** Of two that fit alike the one that stands first in the catalogue. */
  order: ReadonlyMap<ErrorEntry, number>;
}

let tables: Tables | null = null;

function prepared(): Tables {
  tables ??= {
    index: buildIndex(catalogue),
    byId: new Map(catalogue.map((entry) => [entry.id, entry])),
    order: new Map(catalogue.map((entry, at) => [entry, at])),
    titles: [
      ...checks.map((check): Titled<Named> => ({ item: { kind: 'check', check }, words: wordsOf(`${check.id} ${check.title}`), body: wordsOf(`${check.why} ${check.causes.join(' ')}`) })),
      ...diagnosisList.map((diagnosis): Titled<Named> => ({ item: { kind: 'diagnosis', diagnosis }, words: wordsOf(`${diagnosis.id} ${diagnosis.title}`), body: wordsOf(diagnosis.meaning) })),
      ...catalogue.filter((entry) => entry.product !== 'elsewhere').map((entry): Titled<Named> => ({ item: { kind: 'error', entry }, ...entryWords(entry) })),
    ],
  };
  return tables;
}

/** What the text may mean, likeliest first, at most twelve. Empty when nothing fits. */
export function explain(text: string, options: ExplainOptions = {}): Explanation[] {
  const wanted = text.trim();
  if (wanted === '') return [];
  const { index, byId, titles, order } = prepared();
  const { capture } = options;

  const check = checkById(wanted);
  if (check !== undefined) return [ofCheck(check, 1, capture)];
  const diagnosis = diagnosisList.find((each) => each.id === wanted);
  if (diagnosis !== undefined) return [ofDiagnosis(diagnosis, 1, capture)];
  const named = byId.get(wanted);
  if (named !== undefined) return [ofEntry(named, 1, '', capture)];

  const readings = readingsOf(wanted);
  const hits = new Map<ErrorEntry, Hit>();
  for (const reading of readings) {
    for (const [entry, hit] of findAll(index, reading)) {
      const known = hits.get(entry);
      if (known === undefined || better(hit, known)) hits.set(entry, hit);
    }
  }
  const context = contextOf(readings);
  const elsewhere = [...hits.keys()].some((entry) => entry.product === 'elsewhere');
  const results: { explanation: Explanation; weight: number; at: number; order: number }[] = [];
  for (const hit of hits.values()) {
    const rank = rankOf(hit, context, elsewhere, capture);
    if (rank !== null) results.push({ explanation: ofEntry(hit.entry, rank, valuesSentence(hit.values), capture), weight: hit.length, at: hit.at, order: order.get(hit.entry)! });
  }
  for (const other of otherCodes(readings[0]!, byId, index.codes)) results.push({ explanation: other, weight: 0, at: 0, order: 0 });
  for (const id of checkIds(readings[0]!.low)) results.push({ explanation: ofCheck(id, 0.9, capture), weight: id.id.length, at: 0, order: 0 });
  if (context.saml && !elsewhere && results.every(({ explanation }) => explanation.rank < surer)) {
    for (const [at, entry] of saidInPlainWords(readings).entries()) results.push({ explanation: ofEntry(entry, rounded(plain - at / 100 + weightOf(marksOfEntry(entry, capture))), '', capture), weight: 0, at, order: order.get(entry)! });
  }
  results.sort((a, b) => b.explanation.rank - a.explanation.rank || b.weight - a.weight || a.at - b.at || a.order - b.order);
  const found = results.slice(0, most).map(({ explanation }) => explanation);
  if (found.some((each) => !each.id.startsWith('any/'))) return found;

  const leastShare = context.saml || context.named.size > 0 ? 0 : ofNothingElse;
  const byWords = searchTitles(titles, wanted).filter(({ item, share }) => share >= leastShare && !(item.kind === 'error' && found.some((each) => each.id === item.entry.id))).slice(0, mostGuesses).map(({ item, share }) => {
    const rank = 0.1 + 0.3 * share;
    if (item.kind === 'check') return ofCheck(item.check, rank, capture);
    return item.kind === 'diagnosis' ? ofDiagnosis(item.diagnosis, rank, capture) : ofEntry(item.entry, rank, '', capture);
  });
  const highest = Math.min(guess, ...found.map((each) => each.rank - 0.01));
  const guessed = byWords.map((each): Explanation => ({ ...each, rank: Math.max(0.05, Math.min(highest, each.rank + weightOf(each.capture ?? []))), guessed: true }));
  return [...found, ...guessed.sort((a, b) => b.rank - a.rank)];
}

/** The text as it stands, and with the escapes of an address or of a log record undone, which may lie inside one another. */
function readingsOf(text: string): Folded[] {
  const texts = [text];
  const undone = (each: string | null): void => { if (each !== null && !texts.includes(each)) texts.push(each); };
  undone(unescaped(text));
  undone(unescaped(texts.at(-1)!));
  const quoted = texts.map(unquoted);
  quoted.forEach(undone);
  return texts.map(fold);
}

const better = (one: Hit, other: Hit): boolean => (one.code !== null && other.code === null) || (one.code === null) === (other.code === null) && (one.length > other.length || (one.length === other.length && one.values.length > other.values.length));

// ---- rank ------------------------------------------------------------------------------------------------------

function rankOf(hit: Hit, { saml, named, hinted }: Context, elsewhere: boolean, capture: Capture | undefined): number | null {
  const { entry } = hit;
  // A code names it; the status codes of SAML stand beside the code of a product, which says more.
  let rank = hit.code !== null ? (entry.product === 'saml' ? 0.95 : 1) : 0.5 + 0.4 * Math.min(1, hit.length / 60);
  if (entry.generic === true) rank *= 0.8;
  if (hit.code !== null && rank >= 0.95) return rank;
  // Words that others print too are a message of this product only where something else points at it.
  if (!hit.own && !named.has(entry.product) && hit.stands !== 'line') {
    const isOthers = hit.stands === 'inside' || entry.commonplace === true;
    if (elsewhere || (isOthers && !saml)) return null;
    if (isOthers) rank *= 0.8;
  }
  if (named.has(entry.product)) rank += 0.06;
  else if (hinted.has(entry.product)) rank += 0.03;
  return rounded(rank + weightOf(marksOfEntry(entry, capture)));
}

const rounded = (rank: number): number => Math.max(0.05, Math.min(0.94, Math.round(rank * 1000) / 1000));

// ---- what is not in the catalogue by itself ----------------------------------------------------------------------

/** Codes of Entra and AD FS that no entry has. */
function otherCodes({ low }: Folded, byId: ReadonlyMap<string, ErrorEntry>, known: ReadonlyMap<string, unknown>): Explanation[] {
  const codes = new Set<string>();
  for (const [code] of low.matchAll(/(?<![a-z0-9_])(?:aadsts\d{4,9}|msis\d{4})(?![a-z0-9_])/g)) if (!known.has(code) && codes.size < 2) codes.add(code);
  if (low.slice(0, head).includes('login.microsoftonline.com/error')) for (const { digits } of numbersInContext(low.slice(0, head))) if (!known.has(`aadsts${digits}`) && codes.size < 2) codes.add(`aadsts${digits}`);
  const explained: Explanation[] = [];
  for (const code of codes) {
    const entry = byId.get(code.startsWith('a') ? 'entra/other-code' : 'adfs/other-code');
    if (entry === undefined) continue;
    const upper = code.toUpperCase();
    const told = ofEntry(entry, 0.6, ` The code is ${upper}.`, undefined);
    explained.push(code.startsWith('a') ? { ...told, todo: told.todo.map((each) => each.replace('code= with the digits of the code', `code=${code.slice(6)}`)) } : told);
  }
  return explained;
}

/** Checks that the text names by id, as a report of this app does. */
function checkIds(low: string): Check[] {
  const found = new Set<Check>();
  for (const [id] of low.matchAll(/(?<![a-z0-9/-])[a-z-]{3,30}\/[a-z0-9-]{2,60}(?![a-z0-9/-])/g)) {
    const check = checkById(id);
    if (check !== undefined && found.size < most) found.add(check);
  }
  return [...found];
}

// ---- as the contract wants them ----------------------------------------------------------------------------------

const marked = (marks: CaptureMark[]): Pick<Explanation, 'capture'> => (marks.length === 0 ? {} : { capture: marks });

function ofEntry(entry: ErrorEntry, rank: number, told: string, capture: Capture | undefined): Explanation {
  return {
    kind: 'error', id: entry.id, title: `${entry.title} (${productName(entry.product)})`, meaning: entry.meaning + told,
    causes: [...entry.causes], todo: entry.fixes.map((each) => each.text), source: `${entry.source} (${entry.checkedOn})${entry.unconfirmed === true ? ' (unconfirmed)' : ''}`, rank, ...marked(marksOfEntry(entry, capture)),
  };
}

function ofCheck(check: Check, rank: number, capture: Capture | undefined): Explanation {
  return { kind: 'check', id: check.id, title: check.title, meaning: check.why, causes: [...check.causes], todo: [], source: `${check.spec.text} ${check.spec.url}`, rank, ...marked(marksOf([check.id], capture)) };
}

function ofDiagnosis(diagnosis: DiagnosisWords, rank: number, capture: Capture | undefined): Explanation {
  return { kind: 'diagnosis', id: diagnosis.id, title: diagnosis.title, meaning: diagnosis.meaning, causes: [], todo: [], source: '', rank, ...marked(markOfDiagnosis(diagnosis.id, capture)) };
}
