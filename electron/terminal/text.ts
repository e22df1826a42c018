/** A Report as text for people: verdict, who changes what where, the proof, then the findings. */
import type { Diagnosis, Finding, Fix, Report, Side } from '../../shared/finding.ts';
import type { Place } from '../../shared/guides/guide.ts';
import { consoleOf, doing, noField, repairPlace } from '../../shared/guides/places.ts';
import type { CertificateFacts, Expected, Facts } from '../../shared/model.ts';
import { shortName } from '../../shared/urns.ts';
import { printableLines } from './printable.ts';
import { terminalWidth, wrap } from './wrap.ts';

export const verdictWords: Record<Report['verdict'], string> = { accept: 'ACCEPTED', reject: 'REJECTED', unverified: 'NOT VERIFIED' };
export const marks: Record<Finding['outcome'], string> = { fail: '✕', warn: '!', skip: '·', pass: '✓' };

const sides: Record<Side, string> = { idp: 'at the identity provider', sp: 'at the service provider', clock: '', network: '', capture: '' };
const verbs = { change: 'Change', look: 'Look', start: 'Start', do: 'Do this' };

const guideOf = (side: Side, expected: Expected | undefined): string => (side === 'idp' ? expected?.idp?.guide : side === 'sp' ? expected?.sp?.guide : undefined) ?? 'other';

function placeOf(side: Side, field: Fix['field'], expected: Expected | undefined): Place | null {
  return field === undefined ? null : repairPlace({ sp: guideOf('sp', expected), idp: guideOf('idp', expected) }, field, side);
}

/** `at Okta > …`; without a guide in use, whose side it is and what the field is called in many consoles. */
function whereOf(side: Side, field: Fix['field'], expected: Expected | undefined): string {
  const place = placeOf(side, field, expected);
  if (guideOf(side, expected) !== 'other') return `at ${place?.path ?? consoleOf({ sp: guideOf('sp', expected), idp: guideOf('idp', expected) }, side)}`;
  return place === null ? sides[side] : `${sides[side]}, where it is often called “${place.label}”`;
}

/** `Change at Okta > …`, or `Do this` where no console is concerned. */
export function changeHead(fix: Fix, expected: Expected | undefined): string {
  const verb = doing(fix);
  return verb === 'do' ? verbs.do : `${verbs[verb]} ${whereOf(fix.side, fix.field, expected)}`;
}

/** What is to be done, with the place and where the new value comes from. */
function changeLines(cause: Diagnosis, expected: Expected | undefined): string[] {
  const { fix } = cause;
  const verb = doing(fix);
  const place = placeOf(fix.side, fix.field, expected);
  const note = place?.note ?? (verb === 'change' && place === null && guideOf(fix.side, expected) !== 'other' ? noField : undefined);
  const option = optionFor(cause.id);
  return section(verb.toUpperCase(), [
    ...(verb === 'do' ? [] : [whereOf(fix.side, fix.field, expected)]), fix.text, ...(note === undefined ? [] : [note]),
    ...(fix.from === undefined || guideOf(fix.from.side, expected) === 'other' || placeOf(fix.from.side, fix.from.field, expected) === null ? [] : [`Take it from ${placeOf(fix.from.side, fix.from.field, expected)!.path}.`]),
    ...(option === undefined ? [] : [`The option for it: ${option}`]),
  ]);
}

/** What a cause asks for, as this command takes it. */
const options: Readonly<Record<string, string>> = {
  'several-entities': '--entity-id X', 'no-key-given': '--metadata idp.xml, or --certificate c.pem', 'no-decryption-key': '--decryption-key k.pem', 'passphrase-needed': '--passphrase P',
  'old-capture': '--now issued', 'lost-request': '--request-id Z',
};

export const optionFor = (cause: string): string | undefined => options[cause];

/** A section: its name in the margin, its lines beside it. */
const section = (name: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : ['', ...lines.flatMap((line, index) => wrap(line, (index === 0 ? name : '').padEnd(10)))]);

/** A section of names and values; a name that leaves its value no room on the terminal stands above it. */
function table(name: string, rows: readonly (readonly [label: string, value: string])[], widest: number): string[] {
  const width = Math.min(widest, Math.max(0, ...rows.map(([label]) => label.length)));
  return rows.length === 0 ? [] : ['', ...rows.flatMap(([label, value], index) => {
    const margin = (index === 0 ? name : '').padEnd(10);
    const first = `${margin}${label.padEnd(width)}  `;
    return first.length > terminalWidth() / 2 ? [`${margin}${label}`, ...wrap(value, ' '.repeat(14))] : wrap(value, first);
  })];
}

/** Blanks at an end are often the whole difference, and nobody sees them. */
const shown = (value: string): string => (value === value.trim() ? value : `“${value}”`);

export function asText(report: Report, _name: string, expected?: Expected): string {
  const [cause, ...others] = report.diagnoses;
  const lines = wrap(report.headline, `${verdictWords[report.verdict]}  `);
  // An accepted login has no cause to show; what is worth changing is among the findings.
  if (cause !== undefined) {
    if (cause.message !== report.headline) lines.push(...section(report.verdict === 'accept' ? 'BETTER' : 'CAUSE', [cause.message]));
    if (cause.detail !== undefined) lines.push(...(cause.message === report.headline ? [] : ['']), ...wrap(cause.detail, ' '.repeat(10)));
    lines.push(...changeLines(cause, expected));
    lines.push(...table('PROOF', cause.evidence.map((each) => [each.label, `${shown(each.value)}  (${each.from})`]), Infinity));
    lines.push(...section('ALSO', others.map((each) => each.message)));
  }
  lines.push(...identityLines(report), ...contentLines(report.facts));
  const { fail, warn, pass, skip } = report.counts;
  lines.push('', `${fail} failed · ${warn} ${warn === 1 ? 'warning' : 'warnings'} · ${pass} passed · ${skip} not checked`);
  for (const finding of report.findings) lines.push(...findingLines(finding, cause));
  lines.push(...skipLines(report));
  for (const note of report.document.notes) lines.push('', ...wrap(note.message, 'Note: '));
  if (report.document.messages > 1) lines.push('', ...wrap(`The input holds ${report.document.messages} messages; this is number ${report.document.index + 1}. --message N shows another.`, 'Note: '));
  return printableLines(lines);
}

function identityLines({ identity, facts }: Report): string[] {
  if (identity === null) return [];
  const signer = facts.signatures.find((signature) => signature.verifiedBy?.sha256 === identity.verifiedBy)?.verifiedBy?.certificate?.subject;
  const rows = Object.entries(identity.attributes).slice(0, 50).map(([name, values]): [string, string] => [name, `${values.slice(0, 10).join(', ')}${values.length > 10 ? `, and ${values.length - 10} more` : ''}`]);
  const all: [string, string][] = [['nameID', identity.nameID ?? 'none'], ...(identity.nameIDFormat == null ? [] : [['nameIDFormat', shortName(identity.nameIDFormat)] as [string, string]]), ...rows];
  return [...section('IDENTITY', [`Read from the bytes that ${signer ?? 'the given key'} signed${identity.verifiedBy == null ? '' : `, SHA-256 ${identity.verifiedBy}`}.`]), ...table('', all, 70).slice(1)];
}

/** A failure or warning, or what is worth knowing. What the cause explains is changed there and nowhere else. */
function findingLines(finding: Finding, cause: Diagnosis | undefined): string[] {
  if (finding.outcome === 'skip') return [];
  if (finding.outcome === 'pass') return finding.at === undefined && finding.severity === 'info' ? [] : ['', ...wrap(finding.message, 'i '), `    ${finding.check}`];
  return [
    '', ...wrap(finding.message, `${marks[finding.outcome]} `),
    ...wrap(`${finding.check}${finding.at === undefined ? '' : `, line ${finding.at.line}, column ${finding.at.column}, ${finding.at.path}`}`, '    '),
    ...(finding.actual === undefined ? [] : wrap(finding.actual, '    found     ')),
    ...(finding.expected === undefined ? [] : wrap(finding.expected, '    expected  ')),
    ...(finding.fix === undefined || finding.fix.text === cause?.fix.text || cause?.because.includes(finding.check) === true ? [] : wrap(finding.fix.text, '    change    ')),
  ];
}

/** How many checks could not be made, by reason. */
function skipLines(report: Report): string[] {
  const reasons = new Map<string, number>();
  for (const finding of report.findings) if (finding.outcome === 'skip') reasons.set(finding.message, (reasons.get(finding.message) ?? 0) + 1);
  return reasons.size === 0 ? [] : ['', 'Not checked, and why (--json names the checks):', ...[...reasons].flatMap(([reason, count]) => wrap(reason, `${String(count).padStart(4)}  `))];
}

/** What metadata or a certificate file holds. */
export function contentLines(facts: Facts): string[] {
  const { metadata, certificateFile } = facts;
  if (certificateFile !== null && certificateFile.certificates.length > 0) return ['', `HOLDS     ${certificateFile.form}`, ...certificateFile.certificates.flatMap((each) => certificate(each, ''))];
  if (metadata === null) return [];
  const entity = metadata.entities[metadata.chosen];
  if (entity === undefined) return section('HOLDS', [...metadata.entities.slice(0, 100).map((each) => `${each.entityID ?? 'without entityID'}  (${each.roles.map((role) => roleWords[role.role]).join(', ') || 'no SAML role'})`), ...(metadata.entities.length > 100 ? [`and ${metadata.entities.length - 100} more`] : [])]);
  return ['', `HOLDS     ${entity.entityID ?? 'an entity without entityID'}`, ...entity.roles.flatMap((role) => {
    const width = Math.max(0, ...role.endpoints.map((endpoint) => endpoint.service.length));
    return [
      `  ${roleWords[role.role]}`,
      ...role.endpoints.map((endpoint) => `  ${endpoint.service.padEnd(width)}  ${shortName(endpoint.binding ?? 'no binding').padEnd(13)}  ${endpoint.location ?? 'no location'}`),
      ...role.keyDescriptors.flatMap((key) => key.certificates.flatMap((each) => certificate(each, key.use === null ? '  (for signing and encryption)' : `  (for ${key.use})`))),
    ];
  })];
}

const roleWords = { idp: 'identity provider', sp: 'service provider' };

const certificate = (facts: CertificateFacts, use: string): string[] => [
  `  certificate  ${facts.subject === '' ? (facts.fault ?? 'without a name') : facts.subject}${use}`,
  ...(facts.der === '' ? [] : [`               ${facts.notBefore.slice(0, 10)} to ${facts.notAfter.slice(0, 10)}, ${facts.keyType} ${facts.curve ?? facts.keyBits}, ${facts.signatureAlgorithm}`, `               SHA-256 ${facts.sha256}`, `               SHA-1   ${facts.sha1}`]),
];
