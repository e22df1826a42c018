/** Verdict and the one cause; who changes what, where; the proof. What the eye must land on. */
import { useState } from 'react';
import { ArrowUpRight, LocateFixed } from 'lucide-react';
import type { Connection } from '../../../shared/connection.ts';
import type { Diagnosis, Finding, Fix, Report } from '../../../shared/finding.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { CopyButton } from '../copy-field.tsx';
import { Difference, type Compared } from '../difference.tsx';
import { changePlace, fixHeading } from '../fix-place.ts';
import { outcomeCount, VerdictBadge, verdictTone, verdictWord } from '../outcome.tsx';

export interface CauseProps {
  report: Report;
  connection?: Connection | undefined;
  actions?: React.ReactNode;
  onShow: (finding: number) => void;
}

interface Told {
  message: string;
  detail: string | undefined;
  fix: Fix | undefined;
  proof: Compared[];
  /** The finding to light, -1 for none. */
  finding: number;
}

export function Cause({ report, connection, actions, onShow }: CauseProps) {
  const causes = report.diagnoses;
  // What was accepted needs no cause; what is worth changing is listed and opened by choice.
  const [chosen, setChosen] = useState(report.verdict === 'accept' ? -1 : 0);
  const told = tell(report, causes[chosen]);
  const tone = verdictTone(report.verdict);
  return (
    <section className={`cause ${tone}`} aria-labelledby="report-cause">
      <div className="cause-line">
        <VerdictBadge verdict={report.verdict} large />
        {report.verdict === 'accept' && report.counts.warn > 0 ? <span className="cause-with">with {outcomeCount('warn', report.counts.warn)}</span> : null}
        {report.policy === 'strict' ? <span className="tag">strict policy</span> : null}
        <span className="cause-actions">{actions}<CopyButton text={tellInText(report, told, connection)} what="verdict, cause and proof as text" label="Copy as text" /></span>
      </div>
      <h2 className="cause-message" id="report-cause">{told.message}</h2>
      {told.detail ? <p className="read second">{told.detail}</p> : null}
      {told.fix ? <Change fix={told.fix} connection={connection} /> : null}
      {told.proof.length > 0 ? (
        <div className="cause-part">
          <h3 className="part-name">Proof</h3>
          <div className="part-body">
            <Difference rows={told.proof} caption={`Proof: ${told.message}`} />
            {told.finding >= 0 && report.findings[told.finding]?.at ? <Button look="quiet" size="small" icon={<LocateFixed aria-hidden="true" />} onClick={() => onShow(told.finding)}>Show in the document</Button> : null}
          </div>
        </div>
      ) : null}
      {causes.some((_, index) => index !== chosen) ? (
        <div className="cause-part">
          <h3 className="part-name">{report.verdict === 'accept' ? 'Worth changing' : chosen === 0 ? 'Also' : 'Causes'}</h3>
          <ul className="part-body other-causes">
            {causes.map((cause, index) => (index === chosen ? null : (
              <li key={cause.id}>
                <button type="button" className="text-button" onClick={() => setChosen(index)}>{cause.message}</button>
                {report.verdict === 'accept' ? <ChangeWhere fix={cause.fix} connection={connection} /> : null}
              </li>
            )))}
          </ul>
        </div>
      ) : null}
    </section>
  );
}

/** For the one who has to change it, often somebody else at another company: no attributes, no NameID. */
function tellInText(report: Report, told: Told, connection: Connection | undefined): string {
  const place = told.fix ? changePlace(told.fix, connection) : null;
  const origin = told.fix?.from ? changePlace({ ...told.fix.from, text: '' }, connection) : null;
  const where = place && place.path.length > 0 ? ` at ${place.path.join(' > ')}` : place?.where ? ` ${place.where}` : '';
  return [
    `${verdictWord(report.verdict)}: ${told.message}`,
    told.detail ?? '',
    told.fix ? `${fixHeading(told.fix)}${where}: ${told.fix.text}${place?.note === undefined ? '' : ` ${place.note}`}` : '',
    origin && origin.path.length > 1 ? `Take it from ${origin.path.join(' > ')}.` : '',
    ...told.proof.map((row) => `  ${row.label}: ${row.value}${row.from ? ` (${row.from})` : ''}`),
    `Judged at ${report.judgedAt}, policy ${report.policy}.`,
  ].filter(Boolean).join('\n');
}

/** The chosen diagnosis, else the first finding that failed or warned, else the headline alone. */
function tell(report: Report, diagnosis: Diagnosis | undefined): Told {
  const first = report.findings.findIndex((finding) => finding.outcome === 'fail');
  const warned = report.verdict === 'accept' ? -1 : report.findings.findIndex((finding) => finding.outcome === 'warn');
  if (diagnosis) {
    const index = report.findings.findIndex((finding) => diagnosis.because.includes(finding.check) && finding.outcome !== 'pass');
    const finding = report.findings[index];
    return {
      message: diagnosis.message,
      detail: diagnosis.detail,
      fix: diagnosis.fix,
      proof: diagnosis.evidence.length > 0 ? diagnosis.evidence : proofOf(finding),
      finding: index,
    };
  }
  const index = report.verdict === 'accept' ? -1 : first >= 0 ? first : warned;
  const finding = report.findings[index];
  return { message: report.headline, detail: finding && finding.message !== report.headline ? finding.message : undefined, fix: finding?.fix, proof: proofOf(finding), finding: index };
}

export function proofOf(finding: Finding | undefined): Compared[] {
  if (!finding) return [];
  const rows: Compared[] = [];
  if (finding.actual !== undefined) rows.push({ label: 'found', value: finding.actual, from: finding.at ? 'in the document' : '' });
  if (finding.expected !== undefined) rows.push({ label: 'expected', value: finding.expected, from: '' });
  return rows;
}

/** What stands in brackets has a name of the admin's own there. */
const Path = ({ parts }: { parts: readonly string[] }) => <>{parts.map((part, index) => <span key={index}>{index > 0 ? <span className="path-step"> › </span> : null}{/^\(.*\)$/.test(part) ? part : <b>{part}</b>}</span>)}</>;

function ChangeWhere({ fix, connection }: { fix: Fix; connection?: Connection | undefined }) {
  const place = changePlace(fix, connection);
  return place.path.length === 0 && place.where === '' ? null : <p className="change-where">{place.path.length > 0 ? <>at <Path parts={place.path} /></> : place.where}</p>;
}

export function Change({ fix, connection }: { fix: Fix; connection?: Connection | undefined }) {
  const place = changePlace(fix, connection);
  const origin = fix.from ? changePlace({ ...fix.from, text: '' }, connection) : null;
  return (
    <div className="cause-part change">
      <h3 className="part-name">{fixHeading(fix)}</h3>
      <div className="part-body">
        <ChangeWhere fix={fix} connection={connection} />
        <p className="change-text">{fix.text}</p>
        {place.note === undefined ? null : <p className="read second">{place.note}</p>}
        {origin && origin.path.length > 1 ? <p className="change-where second">Take it from <Path parts={origin.path} /></p> : null}
        {fix.value !== undefined || place.url ? (
          <p className="change-actions">
            {place.url ? <LinkButton href={place.url} external size="small" icon={<ArrowUpRight aria-hidden="true" />}>Open {place.console}</LinkButton> : null}
            {fix.value !== undefined ? <CopyButton text={fix.value} what={`the value to enter, ${fix.value}`} label="Copy the value to enter" look="plain" /> : null}
          </p>
        ) : null}
      </div>
    </div>
  );
}
