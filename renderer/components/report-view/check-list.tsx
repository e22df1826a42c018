/** All checks: what wants attention first, then what passed by family, then what was not checked and why. */
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { Search } from 'lucide-react';
import type { Connection } from '../../../shared/connection.ts';
import type { Outcome, Report } from '../../../shared/finding.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { OutcomeIcon, outcomeCount } from '../outcome.tsx';
import { plural } from '../cut.ts';
import { CheckRow } from './check-row.tsx';
import { familyTitle, isNotable, matches, quietGroups, type ReportItem } from './report-items.ts';

interface CheckListProps {
  report: Report;
  items: readonly ReportItem[];
  open: string | null;
  selected: number | null;
  onOpen: (check: string) => void;
  onSelect: (finding: number) => void;
  connection?: Connection | undefined;
}

const outcomes: readonly Outcome[] = ['fail', 'warn', 'pass', 'skip'];

export function CheckList({ report, items, open, selected, onOpen, onSelect, connection }: CheckListProps) {
  const [only, setOnly] = useState<Outcome | null>(null);
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim());
  const filtered = only !== null || wanted !== '';
  const shown = useMemo(() => items.filter((item) => (only === null || item.outcome === only) && matches(item, report, wanted)), [items, only, report, wanted]);
  const groups = useMemo(() => quietGroups(items), [items]);
  const list = useRef<HTMLDivElement>(null);
  const row = (item: ReportItem) => <CheckRow key={item.check} item={item} report={report} open={open === item.check} selected={selected} onOpen={onOpen} onSelect={onSelect} connection={connection} />;
  const counted = outcomes.filter((outcome) => report.counts[outcome] > 0);
  const passed = groups.filter((group) => group.outcome === 'pass');
  const skipped = groups.filter((group) => group.outcome === 'skip');
  const skippedCount = skipped.reduce((sum, group) => sum + group.items.length, 0);

  const moveFocus = (event: React.KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-check]') ?? [])].filter((one) => one.offsetParent !== null);
    const at = rows.indexOf(document.activeElement as HTMLElement);
    const next = rows[at + (event.key === 'ArrowDown' ? 1 : -1)];
    if (at < 0 || !next) return;
    event.preventDefault();
    next.focus();
  };

  return (
    <section className="checks" aria-label="Checks">
      <div className="checks-bar">
        <div className="chips" role="group" aria-label="Show only">
          {counted.map((outcome) => (
            <button type="button" key={outcome} className={`chip ${outcome}`} aria-pressed={only === outcome} onClick={() => setOnly(only === outcome ? null : outcome)}>
              <OutcomeIcon outcome={outcome} silent />{outcomeCount(outcome, report.counts[outcome])}
            </button>
          ))}
        </div>
        <label className="checks-search"><Search size={13} aria-hidden="true" /><span className="visually-hidden">Search the checks</span>
          <input type="search" className="input" placeholder="Search checks" value={text} onChange={(event) => setText(event.target.value)} />
        </label>
      </div>
      <div ref={list} onKeyDown={moveFocus}>
        {filtered ? (
          <>
            <p className="visually-hidden" role="status">{plural(shown.length, 'check')} shown</p>
            {shown.length === 0 ? <p className="quiet checks-none">No check matches. <button type="button" className="text-button" onClick={() => { setOnly(null); setText(''); }}>Show all</button></p> : <ul className="check-rows">{shown.map(row)}</ul>}
          </>
        ) : (
          <>
            <ul className="check-rows">{items.filter(isNotable).map(row)}</ul>
            {passed.length > 0 ? (
              <div className="check-groups">
                {passed.map((group) => (
                  <Disclosure key={group.key} className="check-group" open={group.items.some((item) => item.check === open)}
                    summary={<><OutcomeIcon outcome="pass" />{group.title}</>} aside={<span className="quiet">{group.items.length}</span>}>
                    <ul className="check-rows">{group.items.map(row)}</ul>
                  </Disclosure>
                ))}
              </div>
            ) : null}
            {skippedCount > 0 ? (
              <Disclosure className="check-group not-checked" summary={<><OutcomeIcon outcome="skip" silent />Not checked, and why</>} aside={<span className="quiet">{skippedCount}</span>} open={report.verdict === 'unverified'}>
                {skipped.map((group) => (
                  <div key={group.key} className="skip-group">
                    <p>{group.title} <span className="quiet">{plural(group.items.length, 'check')}: {[...new Set(group.items.map((item) => familyTitle(item.family)))].join(', ')}</span></p>
                    <ul className="check-rows">{group.items.map(row)}</ul>
                  </div>
                ))}
              </Disclosure>
            ) : null}
          </>
        )}
      </div>
    </section>
  );
}
