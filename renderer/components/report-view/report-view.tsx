/** The one place where a Report is drawn: cause, change, proof, checks; beside them the document itself. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Connection } from '../../../shared/connection.ts';
import type { Report } from '../../../shared/finding.ts';
import { announce } from '../../ui/announce.tsx';
import { verdictWord } from '../outcome.tsx';
import { useLens, type LensView } from '../xml-view/use-lens.ts';
import { XmlView } from '../xml-view/xml-view.tsx';
import { Cause } from './cause.tsx';
import { CheckList } from './check-list.tsx';
import { DocumentLine } from './document-line.tsx';
import { ErrorText } from './error-text.tsx';
import { IdentityCard } from './identity-card.tsx';
import { Judges } from './judges.tsx';
import { Contents } from './contents.tsx';
import { coverageLegend } from './coverage-words.ts';
import { isNotable, reportItems } from './report-items.ts';
import { TimeMachineView } from '../time-machine/time-machine.tsx';
import { useTimeMachine, type Handed, type TimeMachine } from '../time-machine/use-time-machine.ts';
import './report-view.css';

interface ReportViewProps {
  report: Report;
  /** The connection it was judged for: names the consoles and the place to change. */
  connection?: Connection | undefined;
  /** Shown on the verdict's line, at its end. */
  actions?: React.ReactNode;
  /** The metadata screen shows its own preview of the entity. */
  withContents?: boolean;
  /** Stands between the cause and the checks. */
  before?: React.ReactNode;
  /** Stands under the checks. */
  after?: React.ReactNode;
  /** What the Report was made of: with it, it can be judged as of another time. */
  handed?: Handed | undefined;
}

/** A new Report starts afresh: nothing selected, the document itself shown. */
export function ReportView(props: ReportViewProps) {
  const { document, judgedAt, verdict } = props.report;
  return <Judged key={`${document.sha256} ${document.index} ${judgedAt} ${verdict}`} {...props} />;
}

/** The Report as it came, or the same document's as of another time. */
function Judged({ handed, ...props }: ReportViewProps) {
  const machine = useTimeMachine(props.report, handed);
  const { verdict, headline } = machine?.report ?? props.report;
  const told = useRef(headline);
  useEffect(() => {
    if (told.current !== headline) announce(`${verdictWord(verdict)}. ${headline}`);
    told.current = headline;
  }, [verdict, headline]);
  const lens = useLens(handed);
  const isLogin = props.report.facts.response !== null || props.report.facts.assertion !== null;
  const errorText = handed && isLogin ? <ErrorText report={props.report} handed={handed} /> : null;
  const shown = machine?.report ?? props.report;
  const judges = handed && shown.facts.response !== null ? <Judges handed={handed} judgedAt={shown.judgedAt} /> : null;
  return <Drawn {...props} report={shown} machine={machine} lens={lens} errorText={<>{judges}{errorText}</>} />;
}

interface DrawnProps extends Omit<ReportViewProps, 'handed'> {
  machine: TimeMachine | null;
  lens: LensView | null;
  errorText: React.ReactNode;
}

function Drawn({ report, connection, actions, withContents = true, before, after, machine, lens, errorText }: DrawnProps) {
  const items = useMemo(() => reportItems(report), [report]);
  const legend = useMemo(() => coverageLegend(report), [report]);
  const [open, setOpen] = useState<string | null>(null);
  // Findings are known by number, and the numbers are one Report's own.
  const [selection, setSelection] = useState<{ report: Report; finding: number } | null>(null);
  const selected = selection?.report === report ? selection.finding : null;
  const [source, setSource] = useState(0);
  const list = useRef<HTMLDivElement>(null);

  const selectFinding = useCallback((finding: number, reveal: boolean) => {
    const found = report.findings[finding];
    if (!found) return;
    setSelection({ report, finding });
    setOpen(found.check);
    if (found.at) setSource(found.at.source);
    if (reveal) requestAnimationFrame(() => rowOf(list.current, found.check)?.closest('li')?.scrollIntoView({ block: 'nearest' }));
  }, [report]);

  const openItem = useCallback((check: string) => {
    setOpen((current) => (current === check ? null : check));
    const first = items.find((item) => item.check === check)?.findings[0];
    setSelection(first === undefined ? null : { report, finding: first });
    const at = first === undefined ? undefined : report.findings[first]?.at;
    if (at) setSource(at.source);
  }, [items, report]);

  useFindingKeys(useCallback((step: 1 | -1) => {
    const order = items.filter(isNotable).flatMap((item) => item.findings);
    if (order.length === 0) return;
    const at = selected === null ? -1 : order.indexOf(selected);
    const next = order[at < 0 ? (step > 0 ? 0 : order.length - 1) : Math.min(Math.max(at + step, 0), order.length - 1)]!;
    selectFinding(next, true);
    requestAnimationFrame(() => rowOf(list.current, report.findings[next]!.check)?.focus({ preventScroll: true }));
  }, [items, report, selected, selectFinding]));

  const hasText = report.sources.some((one) => one.text !== '');
  return (
    <article className={`report ${hasText ? 'with-document' : ''}`} aria-label="Report">
      <div className="report-words" ref={list}>
        <Cause key={`${report.verdict} ${report.diagnoses.map((each) => each.id).join(' ')}`} report={report} connection={connection} actions={actions} onShow={(finding) => selectFinding(finding, true)} />
        <TimeMachineView report={report} machine={machine} planned={connection?.idp.rollover ? Date.parse(connection.idp.rollover.at) : undefined} />
        <IdentityCard report={report} />
        {before}
        <CheckList report={report} items={items} open={open} selected={selected} onOpen={openItem} onSelect={(finding) => selectFinding(finding, false)} connection={connection} />
        {withContents ? <Contents report={report} /> : null}
        {errorText}
        {after}
        <DocumentLine report={report} />
      </div>
      {hasText ? (
        <div className="report-document">
          <XmlView sources={report.sources} findings={report.findings} coverage={report.coverage} legend={legend} source={source} onSource={setSource} selected={selected} onSelect={(finding) => selectFinding(finding, true)} signatures={report.facts.signatures} hasStray={(report.facts.xml?.straySignatures.length ?? 0) > 0} lens={lens} />
        </div>
      ) : null}
    </article>
  );
}

const rowOf = (root: HTMLElement | null, check: string): HTMLElement | null => root?.querySelector<HTMLElement>(`[data-check="${CSS.escape(check)}"]`) ?? null;

/** j and k go through what was found, wherever the focus is, unless the admin is typing. */
function useFindingKeys(onStep: (step: 1 | -1) => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if ((event.key !== 'j' && event.key !== 'k') || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.composedPath()[0];
      const inDialog = target instanceof Element && target.closest('[role="dialog"]') !== null;
      const inEditor = target instanceof Element && target.closest('.cm-content') !== null;
      if (inDialog || (isTyping(target) && !inEditor)) return;
      event.preventDefault();
      onStep(event.key === 'j' ? 1 : -1);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [onStep]);
}

const isTyping = (target: EventTarget | undefined): boolean => target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
