/** A Report in the terminal's forms: text for people, JSON as the API, SARIF and JUnit for build servers, Markdown for tickets. */
import { checkById } from '../../shared/checks/index.ts';
import type { Finding, Report } from '../../shared/finding.ts';
import type { CertificateFacts, Facts } from '../../shared/model.ts';
import { shortName } from '../../shared/urns.ts';
import type { Format } from './options.ts';

export function printReport(report: Report, format: Format, name: string): void {
  const write = { text: asText, json: asJson, sarif: asSarif, junit: asJunit, markdown: asMarkdown }[format];
  process.stdout.write(write(report, name) + '\n');
}

/** The shape scripts depend on. Facts stay inside the program: they change with it. */
export function jsonOf(report: Report): object {
  const { document } = report;
  return {
    verdict: report.verdict,
    headline: report.headline,
    document: { ...document, ...documentDetail(report.facts) },
    identity: report.identity === null ? null : { nameID: report.identity.nameID, nameIDFormat: report.identity.nameIDFormat, attributes: report.identity.attributes },
    findings: report.findings,
    diagnoses: report.diagnoses.map(({ id, message, detail, because, evidence, fix }) => ({ id, message, ...(detail === undefined ? {} : { detail }), because, evidence, fix })),
    counts: report.counts,
    policy: report.policy,
    judgedAt: report.judgedAt,
  };
}

const asJson = (report: Report): string => JSON.stringify(jsonOf(report), null, 2);

/** What a script wants to know of metadata and certificates. */
function documentDetail(facts: Facts): object {
  const entity = facts.metadata?.entities[facts.metadata.chosen];
  if (entity !== undefined) {
    return {
      entityID: entity.entityID,
      roles: entity.roles.map((role) => ({
        role: role.role,
        endpoints: role.endpoints.map(({ service, binding, location }) => ({ service, binding, location })),
        certificates: role.keyDescriptors.flatMap((key) => key.certificates.map(({ subject, notBefore, notAfter, sha256, sha1 }) => ({ use: key.use, subject, notBefore, notAfter, sha256, sha1 }))),
        nameIDFormats: role.nameIDFormats,
      })),
    };
  }
  if (facts.certificateFile !== null) return { form: facts.certificateFile.form, certificates: facts.certificateFile.certificates.map(({ der: _der, ...rest }) => rest) };
  return {};
}

const words: Record<Report['verdict'], string> = { accept: 'ACCEPTED', reject: 'REJECTED', unverified: 'NOT VERIFIED' };
const marks: Record<Finding['outcome'], string> = { fail: '✕', warn: '!', skip: '·', pass: '✓' };
const sides: Record<string, string> = { idp: 'at the identity provider', sp: 'at the service provider', clock: 'a clock', network: 'the network', capture: 'the capture' };

function asText(report: Report): string {
  const lines = [`${words[report.verdict]}  ${report.headline}`];
  const [cause] = report.diagnoses;
  if (cause !== undefined) {
    if (cause.detail !== undefined) lines.push(`  ${cause.detail}`);
    lines.push('', `CHANGE ${sides[cause.fix.side] ?? cause.fix.side}`, `  ${cause.fix.text}`);
    if (cause.evidence.length > 0) {
      lines.push('', 'PROOF');
      const width = Math.max(...cause.evidence.map((each) => each.label.length));
      for (const each of cause.evidence) lines.push(`  ${each.label.padEnd(width)}  ${each.value}  (${each.from})`);
    }
  }
  if (report.identity !== null) {
    lines.push('', `VERIFIED IDENTITY  signed by ${report.identity.verifiedBy ?? 'the public key you gave'}`, `  nameID  ${report.identity.nameID ?? 'none'}`);
    for (const [name, values] of Object.entries(report.identity.attributes).slice(0, 50)) lines.push(`  ${name}  ${values.slice(0, 10).join(', ')}${values.length > 10 ? `, and ${values.length - 10} more` : ''}`);
  }
  lines.push(...contentLines(report.facts));
  lines.push('', `${report.counts.fail} failed · ${report.counts.warn} ${report.counts.warn === 1 ? 'warning' : 'warnings'} · ${report.counts.pass} passed · ${report.counts.skip} not checked`);
  for (const finding of report.findings) {
    if (finding.outcome === 'pass' && finding.severity === 'info' && finding.at === undefined) continue;
    if (finding.outcome === 'skip') continue;
    lines.push(`${marks[finding.outcome]} ${finding.check}`, `    ${finding.message}`);
    if (finding.expected !== undefined) lines.push(`    expected  ${finding.expected}`);
    if (finding.actual !== undefined) lines.push(`    found     ${finding.actual}`);
    if (finding.at !== undefined) lines.push(`    at        line ${finding.at.line}, column ${finding.at.column}  ${finding.at.path}`);
    if (finding.fix !== undefined) lines.push(`    change    ${finding.fix.text}`);
  }
  const skipped = report.findings.filter((each) => each.outcome === 'skip');
  if (skipped.length > 0) {
    lines.push('', 'Not checked:');
    const reasons = new Map<string, string[]>();
    for (const each of skipped) reasons.set(each.message, [...(reasons.get(each.message) ?? []), each.check]);
    for (const [reason, checks] of reasons) lines.push(`· ${reason}`, `    ${checks.join(', ')}`);
  }
  for (const note of report.document.notes) lines.push(`note: ${note.message}`);
  if (report.document.messages > 1) lines.push(`note: the input holds ${report.document.messages} messages; this is number ${report.document.index + 1} (--message N for another).`);
  return lines.join('\n');
}

/** What metadata or a certificate file holds, for people. */
function contentLines(facts: Facts): string[] {
  const certificate = (facts: CertificateFacts, use: string): string[] => [
    `  certificate  ${facts.subject === '' ? (facts.fault ?? 'unreadable') : facts.subject}${use}`,
    ...(facts.der === '' ? [] : [`               ${facts.notBefore.slice(0, 10)} to ${facts.notAfter.slice(0, 10)}, ${facts.keyType} ${facts.keyBits}, ${facts.signatureAlgorithm}`, `               SHA-256 ${facts.sha256}`, `               SHA-1   ${facts.sha1}`]),
  ];
  if (facts.certificateFile !== null && facts.certificateFile.certificates.length > 0) return ['', `HOLDS  ${facts.certificateFile.form}`, ...facts.certificateFile.certificates.flatMap((each) => certificate(each, ''))];
  const { metadata } = facts;
  const entity = metadata?.entities[metadata.chosen];
  if (metadata === null) return [];
  if (entity === undefined) return ['', 'HOLDS', ...metadata.entities.slice(0, 100).map((each) => `  ${each.entityID ?? 'without entityID'}  ${each.roles.map((role) => role.role).join(', ')}`), ...(metadata.entities.length > 100 ? [`  and ${metadata.entities.length - 100} more`] : [])];
  return ['', `HOLDS  ${entity.entityID ?? 'an entity without entityID'}`, ...entity.roles.flatMap((role) => [
    `  ${role.role === 'idp' ? 'identity provider' : 'service provider'}`,
    ...role.endpoints.map((endpoint) => `  ${endpoint.service}  ${shortName(endpoint.binding ?? 'no binding')}  ${endpoint.location ?? 'no location'}`),
    ...role.keyDescriptors.flatMap((key) => key.certificates.flatMap((each) => certificate(each, key.use === null ? '  (for signing and encryption)' : `  (for ${key.use})`))),
  ])];
}

function asMarkdown(report: Report, name: string): string {
  const escape = (text: string): string => text.replace(/([\\`*_{}[\]<>|])/g, '\\$1');
  const lines = [`# ${words[report.verdict]}: ${escape(report.headline)}`, '', `\`${name}\`, judged as of ${report.judgedAt}, policy ${report.policy}.`, ''];
  for (const cause of report.diagnoses) {
    lines.push(`## ${escape(cause.message)}`, '', `**Change ${sides[cause.fix.side] ?? ''}:** ${escape(cause.fix.text)}`, '');
    for (const each of cause.evidence) lines.push(`- ${escape(each.label)} (${escape(each.from)}): \`${each.value.replace(/`/g, '')}\``);
    lines.push('');
  }
  lines.push('| | check | found |', '| --- | --- | --- |');
  for (const each of report.findings) if (each.outcome === 'fail' || each.outcome === 'warn') lines.push(`| ${marks[each.outcome]} | ${each.check} | ${escape(each.message)} |`);
  lines.push(...contentLines(report.facts));
  lines.push('', `${report.counts.fail} failed, ${report.counts.warn} warnings, ${report.counts.pass} passed, ${report.counts.skip} not checked.`);
  return lines.join('\n');
}

/** SARIF 2.1.0, one run. Places are given where the input is the XML itself. */
function asSarif(report: Report, name: string): string {
  const results = report.findings.filter((each) => each.outcome === 'fail' || each.outcome === 'warn');
  const rules = [...new Set(results.map((each) => each.check))].map((id) => {
    const check = checkById(id);
    return { id, name: id, shortDescription: { text: check?.title ?? id }, fullDescription: { text: check?.why ?? id }, ...(check === undefined ? {} : { helpUri: check.spec.url }) };
  });
  return JSON.stringify({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: 'SSO Workbench', rules } },
      results: results.map((each) => ({
        ruleId: each.check,
        level: each.outcome === 'fail' ? 'error' : 'warning',
        message: { text: each.fix === undefined ? each.message : `${each.message} ${each.fix.text}` },
        locations: [{
          physicalLocation: {
            artifactLocation: { uri: name === '-' ? 'stdin' : encodeURI(name) },
            ...(each.at === undefined || report.document.binding !== null || each.at.source !== 0 ? {} : { region: { startLine: each.at.line, startColumn: each.at.column } }),
          },
          ...(each.at === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: each.at.path }] }),
        }],
      })),
      properties: { verdict: report.verdict, headline: report.headline },
    }],
  }, null, 2);
}

function asJunit(report: Report, name: string): string {
  const escape = (text: string): string => text.replace(/[&<>"]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character]!).replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd]/g, '\ufffd');
  const cases = report.outcomes.map((outcome) => {
    const problems = report.findings.filter((each) => each.check === outcome.check && (each.outcome === 'fail' || each.outcome === 'warn'));
    const body = outcome.outcome === 'fail'
      ? problems.map((each) => `<failure message="${escape(each.message)}">${escape(each.fix?.text ?? '')}</failure>`).slice(0, 1).join('')
      : outcome.outcome === 'skip' ? `<skipped message="${escape(outcome.reason ?? '')}"/>` : outcome.outcome === 'warn' ? `<system-out>${escape(problems.map((each) => each.message).join('\n'))}</system-out>` : '';
    return `    <testcase classname="${escape(outcome.check.split('/')[0]!)}" name="${escape(outcome.check)}">${body}</testcase>`;
  });
  // Nothing verified is not a pass: it counts as an error, so that a build that asks for proof does not go on without.
  const unverified = report.verdict === 'unverified' ? `    <testcase classname="verdict" name="verdict"><error message="${escape(report.headline)}"/></testcase>\n` : '';
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n  <testsuite name="${escape(name)}" tests="${cases.length + (unverified === '' ? 0 : 1)}" failures="${report.counts.fail}" errors="${unverified === '' ? 0 : 1}" skipped="${report.counts.skip}">\n${cases.join('\n')}\n${unverified}  </testsuite>\n</testsuites>`;
}
