/** The runbook of a connection: what is set, what is proven, who must do what next, and how to get back. No secret is in it. */
import { displayName, isPractice, type Connection } from '../connection.ts';
import { guideContext } from './context.ts';
import type { Evidence, ExchangeEvidence, Walk, WalkStep } from './guide.ts';
import { lockoutGuard, type GuardItem } from './lockout.ts';
import { loginWords } from './proofs.ts';
import { readBackRows } from './read-back.ts';

export interface Runbook {
  title: string;
  /** ISO 8601. */
  writtenAt: string;
  /** Readiness in one sentence. */
  standing: string;
  sections: RunbookSection[];
}

export interface RunbookSection {
  title: string;
  parts: RunbookPart[];
}

/** `**…**` in a sentence is a label of a console. */
export type RunbookPart =
  | { kind: 'text'; text: string }
  | { kind: 'list'; ordered: boolean; items: string[] }
  | { kind: 'table'; head: string[]; rows: string[][] };

const guardWords: Record<GuardItem['state'], string> = { good: 'good', warning: 'look at it', bad: 'not ready', unknown: 'not known' };
const mostLogins = 10;

export function runbook(connection: Connection, evidence: Evidence, walk: Walk): Runbook {
  const context = guideContext(connection);
  const guard = lockoutGuard(connection, evidence);
  return {
    title: `${displayName(connection)}: single sign-on runbook`,
    writtenAt: new Date(evidence.now).toISOString(),
    standing: `${walk.readiness.sentence} ${walk.readiness.proven} of ${walk.readiness.total} steps are proven.`,
    sections: [
      next(walk),
      values(walk, connection),
      steps(walk),
      logins(evidence, { sp: context.spName, idp: context.idpName }),
      guardSection(guard),
      dates(connection),
      wayBack(walk),
      record(connection),
    ].filter((one) => one.parts.length > 0),
  };
}

const who = (walk: Walk, step: WalkStep): string => ({ sp: `the admin of ${walk.sp.name}`, idp: `the admin of ${walk.idp.name}`, workbench: 'whoever runs SSO Workbench' })[step.side];

/** Open steps by who must do them, in order. */
function next(walk: Walk): RunbookSection {
  const open = walk.steps.filter((step) => step.state !== 'done' && step.proof !== 'none');
  return {
    title: 'Who must do what next',
    parts: open.length === 0
      ? [{ kind: 'text', text: 'Nothing is left to be proven.' }]
      : [{ kind: 'table', head: ['Step', 'Who', 'What', 'Standing'], rows: open.map((step) => [String(step.number), who(walk, step), step.title, step.warning ?? step.blockedBy ?? step.said ?? (step.state === 'current' ? 'next' : 'later')]) }],
  };
}

function values(walk: Walk, connection: Connection): RunbookSection {
  const readBack = new Map(readBackRows(connection).map((row) => [row.term as string, row]));
  const shown = (term: string): string => ({ equal: 'read back: the same', different: 'read back: DIFFERENT', unknown: 'not read back' })[readBack.get(term)?.state ?? 'unknown'];
  const handed = walk.exports.filter((item) => item.way === 'manual' && item.content !== '' && !item.content.includes('\n'));
  const keys = connection.idp.metadata?.summary.signingCertificates ?? [];
  return {
    title: 'Values',
    parts: [
      { kind: 'table', head: [`In ${walk.idp.name}`, 'SAML', 'Value'], rows: walk.targets.map((one) => [one.label, one.term, one.value === '' ? `not known: ${one.missing ?? ''}` : one.value]) },
      ...(handed.length + keys.length === 0 ? [] : [{
        kind: 'table' as const, head: [`In ${walk.sp.name}`, 'SAML', 'Value', 'Seen there'],
        rows: [
          ...handed.map((one) => [one.label, one.term, one.content, readBack.has(one.term) ? shown(one.term) : '']),
          ...keys.map((one) => ['Signing certificate', 'signingCertificate', `${one.subject || 'no subject'}, until ${one.notAfter.slice(0, 10)}, SHA-256 ${one.sha256}`, shown('signingCertificate')]),
        ],
      }]),
      ...(isPractice(connection.idp.metadata) ? [{ kind: 'text' as const, text: 'These are values of the practice identity provider: nothing here is of the real one.' }] : []),
    ],
  };
}

const steps = (walk: Walk): RunbookSection => ({
  title: 'Steps',
  parts: [{ kind: 'table', head: ['', 'Step', 'Where', 'Proof'], rows: walk.steps.map((step) => [String(step.number), step.title, { sp: walk.sp.name, idp: walk.idp.name, workbench: 'SSO Workbench' }[step.side], step.evidence ?? step.said ?? (step.proof === 'none' ? 'cannot be proven from here' : 'open')]) }],
});

function logins({ exchanges }: Evidence, names: { sp: string; idp: string }): RunbookSection {
  const judged = exchanges.filter((one) => one.verdict !== null).slice(0, mostLogins);
  const outcome = (one: ExchangeEvidence): string => (one.outcome === 'passed' ? 'passed' : one.headline);
  return {
    title: 'Logins',
    parts: judged.length === 0 ? [{ kind: 'text', text: 'None yet.' }] : [{
      kind: 'table', head: ['When (UTC)', 'What', 'Outcome', 'Signed with (SHA-256)'],
      rows: judged.map((one) => [utc(one.at), one.practice ? 'practice login' : loginWords(one, names).replace(/,$/, ''), outcome(one), one.verifiedBy ?? 'nothing verified']),
    }],
  };
}

const guardSection = (guard: GuardItem[]): RunbookSection => ({
  title: 'Before it is enforced',
  parts: [{ kind: 'table', head: ['What', 'Standing', 'Why', 'To do'], rows: guard.map((item) => [item.title, guardWords[item.state], item.words, item.state === 'good' ? '' : item.todo ?? '']) }],
});

/** Everything that happens by itself on a day, the first on top. */
function dates(connection: Connection): RunbookSection {
  const { metadata, rollover } = connection.idp;
  const all = [
    ...(metadata?.summary.signingCertificates ?? []).map((one) => [one.notAfter, `The signing certificate ${one.subject || one.sha256.slice(0, 11)} ends. Change it before, on both sides.`]),
    ...(metadata?.summary.validUntil ? [[metadata.summary.validUntil, 'The metadata says it is not to be used any longer. Bring it again.']] : []),
    ...(rollover ? [[rollover.at, 'Planned change of key. Add the new certificate at the service provider before, take the old one away after.']] : []),
  ].sort(([a], [b]) => Date.parse(a!) - Date.parse(b!));
  return { title: 'Dates', parts: all.length === 0 ? [] : [{ kind: 'table', head: ['When (UTC)', 'What'], rows: all.map(([at, what]) => [utc(at!), what!]) }] };
}

/** The sheet to have on paper: when nobody gets in, nobody gets in here either. */
function wayBack(walk: Walk): RunbookSection {
  const step = walk.steps.find((one) => one.id.endsWith('/way-back'));
  return {
    title: 'Way back, to print',
    parts: step === undefined ? [] : [
      { kind: 'text', text: 'Print this page before single sign-on is enforced.' },
      { kind: 'list', ordered: true, items: step.body },
      ...(step.unconfirmed.length === 0 ? [] : [{ kind: 'text' as const, text: `Stated by no source outright: ${step.unconfirmed.join(' ')}` }]),
      { kind: 'text', text: `Checked ${step.checked.on} against ${step.checked.source}.` },
    ],
  };
}

function record(connection: Connection): RunbookSection {
  const { metadata } = connection.idp;
  const lines = [
    ...(metadata === null ? [] : [`Metadata of the identity provider: ${metadata.source}, ${utc(metadata.addedAt)}, SHA-256 of the document ${metadata.sha256}.`]),
    ...(connection.goLive?.breakGlass ? [`Account that gets in without single sign-on, as noted: ${connection.goLive.breakGlass}.`] : []),
    ...(connection.overrides ?? []).map((one) => `${utc(one.at)}: handed over against the judge’s word. ${one.reason}`),
  ];
  return { title: 'Record', parts: lines.length === 0 ? [] : [{ kind: 'list', ordered: false, items: lines }] };
}

const utc = (at: string): string => (Number.isNaN(Date.parse(at)) ? at : new Date(at).toISOString().replace('T', ' ').slice(0, 16));
