/** A Report in the terminal's forms: text for people, JSON as the API, SARIF and JUnit for build servers, Markdown for tickets. */
import { checkById } from '../../shared/checks/index.ts';
import type { Report } from '../../shared/finding.ts';
import type { Expected, Facts } from '../../shared/model.ts';
import type { Format } from './options.ts';
import { printableLines } from './printable.ts';
import { asText, changeHead, contentLines, marks, verdictWords } from './text.ts';
import { wrap } from './wrap.ts';

export function printReport(report: Report, format: Format, name: string, expected?: Expected): void {
  const write = { text: asText, json: asJson, sarif: asSarif, junit: asJunit, markdown: asMarkdown }[format];
  process.stdout.write(write(report, name, expected) + '\n');
}

/** What was asked for beside the Report: a key in JSON; in text it stands in place of the findings. */
export interface Asked {
  key: string;
  value: unknown;
  lines: readonly string[];
}

export function printAsked(report: Report, asked: readonly Asked[], isJson: boolean): void {
  const more = Object.fromEntries(asked.map(({ key, value }) => [key, value]));
  const written = isJson ? JSON.stringify({ ...jsonOf(report), ...more }, null, 2) : printableLines([...wrap(report.headline, `${verdictWords[report.verdict]}  `), ...asked.flatMap(({ lines }) => lines)]);
  process.stdout.write(written + '\n');
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

function asMarkdown(report: Report, name: string, expected?: Expected): string {
  const escape = (text: string): string => text.replace(/([\\`*_{}[\]<>|])/g, '\\$1');
  const lines = [`# ${verdictWords[report.verdict]}: ${escape(report.headline)}`, '', `\`${name}\`, judged as of ${report.judgedAt}, policy ${report.policy}.`, ''];
  for (const cause of report.diagnoses) {
    lines.push(`## ${escape(cause.message)}`, '', ...(cause.detail === undefined ? [] : [escape(cause.detail), '']), `**${escape(changeHead(cause.fix, expected))}:** ${escape(cause.fix.text)}`, '');
    for (const each of cause.evidence) lines.push(`- ${escape(each.label)} (${escape(each.from)}): \`${each.value.replace(/`/g, '')}\``);
    lines.push('');
  }
  lines.push('| | check | found |', '| --- | --- | --- |');
  for (const each of report.findings) if (each.outcome === 'fail' || each.outcome === 'warn') lines.push(`| ${marks[each.outcome]} | ${each.check} | ${escape(each.message)} |`);
  const content = contentLines(report.facts);
  if (content.length > 0) lines.push('', '```', ...content.slice(1), '```');
  lines.push('', `${report.counts.fail} failed, ${report.counts.warn} warnings, ${report.counts.pass} passed, ${report.counts.skip} not checked.`);
  return printableLines(lines);
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
