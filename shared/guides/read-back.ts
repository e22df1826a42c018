/** Read-back: what the service provider's console shows after the upload, held against what was handed to it. */
import type { Connection, ReadBack } from '../connection.ts';
import type { Field } from '../finding.ts';
import { guideContext } from './context.ts';
import type { GuideContext } from './guide.ts';
import { certificatesInOrder, toPem } from './handover.ts';
import { serviceProvider } from './index.ts';
import { termWords } from './terms.ts';

export type ReadBackPart = 'certificate' | 'singleSignOnService' | 'entityID';

export interface ReadBackRow {
  part: ReadBackPart;
  term: Field;
  termWords: string;
  /** That console's label. */
  label: string;
  /** What was handed over; several certificates one a line. */
  handed: string;
  /** What the console shows, '' where the admin gave nothing. */
  shown: string;
  state: 'equal' | 'different' | 'unknown';
  /** What it means, and what to do where it differs. */
  words: string;
}

const fields: readonly { part: ReadBackPart; term: Field }[] = [
  { part: 'certificate', term: 'signingCertificate' }, { part: 'singleSignOnService', term: 'singleSignOnService' }, { part: 'entityID', term: 'idpEntityID' },
];

/** Only the fields that this service provider's console has. */
export function readBackRows(connection: Connection): ReadBackRow[] {
  const context = guideContext(connection);
  const console = serviceProvider(context.sp).exports(context);
  return fields.flatMap(({ part, term }) => {
    const item = console.find((one) => one.term === term);
    if (item === undefined) return [];
    const base = { part, term, termWords: termWords[term], label: item.label.replace(/ \(\d+ of \d+\)$/, '') };
    return [{ ...base, ...(part === 'certificate' ? certificateRow(context) : addressRow(context, part)) }];
  });
}

/** Whether it shows that the upload arrived: the key and every other value given are the same. Null: not shown yet. */
export function readBackHolds(connection: Connection): boolean | null {
  const given = readBackRows(connection).filter((row) => row.state !== 'unknown');
  if (given.some((row) => row.state === 'different')) return false;
  return given.some((row) => row.part === 'certificate') ? true : null;
}

type Compared = Pick<ReadBackRow, 'handed' | 'shown' | 'state' | 'words'>;

function certificateRow(context: GuideContext): Compared {
  const { readBack } = context.connection;
  const known = certificatesInOrder(context);
  const handed = known.map((one) => one.facts?.sha256 ?? 'typed by hand').join('\n');
  const shown = readBack?.sha256 ?? readBack?.sha1 ?? readBack?.certificate ?? '';
  if (readBack === undefined || readBack.certificate === '') return { handed, shown: '', state: 'unknown', words: `Paste the certificate or the fingerprint that ${context.spName} shows.` };
  if (known.length === 0) return { handed, shown, state: 'unknown', words: 'No signing certificate is known here to compare it with.' };
  if (readBack.sha256 === null && readBack.sha1 === null) return { handed, shown, state: 'different', words: 'This is neither a certificate nor a SHA-1 or SHA-256 fingerprint. Copy it again, whole.' };
  const same = known.some((one) => (readBack.sha256 !== null && one.facts?.sha256 === readBack.sha256) || (readBack.sha1 !== null && one.facts?.sha1 === readBack.sha1) || toPem(one.material) === toPem(readBack.certificate));
  return same
    ? { handed, shown, state: 'equal', words: `${context.spName} holds a certificate of ${context.idpName}: the same key.` }
    : { handed, shown, state: 'different', words: `${context.spName} holds another certificate than the metadata of ${context.idpName} names. Logins fail with it: hand over the right one again.` };
}

function addressRow(context: GuideContext, part: 'singleSignOnService' | 'entityID'): Compared {
  const { source, spName, connection } = context;
  const services = connection.idp.metadata?.summary.singleSignOnServices.map((one) => one.location) ?? [];
  const handed = (part === 'entityID' ? source.entityID : source.singleSignOnService) ?? '';
  const shown = connection.readBack?.[part] ?? '';
  if (shown === '') return { handed, shown, state: 'unknown', words: `Paste what ${spName} shows there.` };
  if (handed === '') return { handed, shown, state: 'unknown', words: 'Nothing is known here to compare it with.' };
  // Any of its addresses will do: which binding the console took is its own choice.
  const same = shown === handed || (part === 'singleSignOnService' && services.includes(shown));
  return same ? { handed, shown, state: 'equal', words: `${spName} has it as it was handed over.` } : { handed, shown, state: 'different', words: `${spName} has another value: correct it there, letter by letter.` };
}

const separators = /[\s:.-]+/g;

/** A fingerprint out of 'SHA256 Fingerprint=AB:CD…', 'ab cd …' or plain digits; null where the text is none. */
export function readFingerprint(text: string): Pick<ReadBack, 'sha256' | 'sha1'> | null {
  const digits = text.replace(/^[^=]*=\s*/, '').replace(/^\s*sha-?(?:1|256)\b[^0-9a-f]*/i, '').replace(separators, '');
  if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(digits)) return null;
  const pairs = digits.toUpperCase().match(/../g)!.join(':');
  return digits.length === 64 ? { sha256: pairs, sha1: null } : { sha256: null, sha1: pairs };
}
