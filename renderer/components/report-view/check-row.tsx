import { ArrowUpRight, ChevronRight, LocateFixed } from 'lucide-react';
import type { Connection } from '../../../shared/connection.ts';
import type { Finding, Report } from '../../../shared/finding.ts';
import { Button } from '../../ui/button.tsx';
import { checkWords } from '../check-words.ts';
import { Difference } from '../difference.tsx';
import { changePlace } from '../fix-place.ts';
import { OutcomeIcon, RemarkIcon } from '../outcome.tsx';
import { proofOf } from './cause.tsx';
import type { ReportItem } from './report-items.ts';

interface CheckRowProps {
  item: ReportItem;
  report: Report;
  open: boolean;
  selected: number | null;
  onOpen: (check: string) => void;
  onSelect: (finding: number) => void;
  connection?: Connection | undefined;
}

/** Findings of one check beyond this are counted, not listed. */
const mostFindings = 20;

export function CheckRow({ item, report, open, selected, onOpen, onSelect, connection }: CheckRowProps) {
  const first = item.findings[0] === undefined ? undefined : report.findings[item.findings[0]];
  const more = item.findings.length - 1;
  const panel = `check-${item.check.replace(/[^a-z0-9-]/gi, '-')}`;
  return (
    <li className={`check-row ${item.outcome} ${open ? 'open' : ''}`}>
      <button type="button" className="check-head" data-check={item.check} aria-expanded={open} aria-controls={open ? panel : undefined} onClick={() => onOpen(item.check)}>
        {first && item.outcome === 'pass' ? <RemarkIcon /> : <OutcomeIcon outcome={item.outcome} />}
        <span className="check-title">
          {first ? first.message : item.title}
          {more > 0 ? <span className="quiet"> and {more} more</span> : null}
          <code className="check-id">{item.check}</code>
        </span>
        <ChevronRight className="chevron" size={14} aria-hidden="true" />
      </button>
      {open ? <Panel id={panel} item={item} report={report} selected={selected} onSelect={onSelect} connection={connection} /> : null}
    </li>
  );
}

function Panel({ id, item, report, selected, onSelect, connection }: { id: string } & Omit<CheckRowProps, 'open' | 'onOpen'>) {
  const words = checkWords(item.check);
  return (
    <div className="check-panel" id={id}>
      {item.outcome === 'skip' ? <p><b>Not checked.</b> {item.reason}</p> : null}
      {item.findings.slice(0, mostFindings).map((index) => (
        <FindingPart key={index} finding={report.findings[index]!} alone={item.findings.length === 1} active={index === selected} onShow={() => onSelect(index)} connection={connection} />
      ))}
      {item.findings.length > mostFindings ? <p className="quiet">{item.findings.length - mostFindings} more of the same kind are not listed.</p> : null}
      {words ? (
        <>
          {item.findings.length > 0 && item.outcome !== 'pass' ? <p className="quiet">{words.title}</p> : null}
          <p className="second">{words.why}</p>
          {words.causes.length > 0 && item.outcome !== 'pass' ? (
            <div><p className="second">Usual causes</p><ul className="causes">{words.causes.map((cause) => <li key={cause}>{cause}</li>)}</ul></div>
          ) : null}
          <p><a href={words.spec.url} target="_blank" rel="noopener noreferrer">{words.spec.text}<ArrowUpRight size={12} aria-hidden="true" /><span className="visually-hidden"> (opens the standard in a new tab)</span></a></p>
        </>
      ) : null}
    </div>
  );
}

function FindingPart({ finding, alone, active, onShow, connection }: { finding: Finding; alone: boolean; active: boolean; onShow: () => void; connection?: Connection | undefined }) {
  const rows = proofOf(finding);
  const place = finding.fix ? changePlace(finding.fix, connection) : null;
  return (
    <div className={`finding-part ${active ? 'active' : ''}`}>
      {alone ? null : <p>{finding.message}</p>}
      {rows.length > 0 ? <Difference rows={rows} caption="Found and expected" /> : null}
      {finding.fix && place ? <p><span className="quiet">{place.path.length > 0 ? `at ${place.path.join(' › ')}: ` : place.where === '' ? '' : `${place.where}: `}</span>{finding.fix.text}</p> : null}
      {finding.at ? (
        <p className="finding-at">
          <Button look="quiet" size="small" icon={<LocateFixed aria-hidden="true" />} onClick={onShow}>Show</Button>
          <code className="quiet">{finding.at.path}</code><span className="quiet">line {finding.at.line}, column {finding.at.column}</span>
        </p>
      ) : null}
    </div>
  );
}
