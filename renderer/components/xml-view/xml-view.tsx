/** The XML beside the findings: which source, exact bytes or indented, search, what each signature covers. */
import { lazy, Suspense, useMemo, useState } from 'react';
import { Search } from 'lucide-react';
import type { Coverage, Finding, Source } from '../../../shared/finding.ts';
import { IconButton } from '../../ui/button.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { bytesInWords } from '../cut.ts';
import { CopyButton } from '../copy-field.tsx';
import { indentXml, isOneLine } from './indent.ts';
import { ErrorNotice } from '../../ui/notice.tsx';
import type { Signature } from '../../../shared/model.ts';
import { LensPanel } from './lens-panel.tsx';
import type { Bar, Mark, Shade, SignatureLegend } from './marks.ts';
import type { LensView } from './use-lens.ts';
import './xml-view.css';

const XmlEditor = lazy(() => import('./xml-editor.tsx'));

/** Marks beyond this would slow drawing; the list beside has them all. */
const mostMarks = 500;

interface XmlViewProps {
  sources: readonly Source[];
  findings: readonly Finding[];
  coverage: readonly Coverage[];
  legend: readonly SignatureLegend[];
  source: number;
  onSource: (source: number) => void;
  selected: number | null;
  onSelect: (finding: number) => void;
  signatures: readonly Signature[];
  /** A signature stands where none counts. */
  hasStray: boolean;
  /** Null: the signed bytes cannot be shown. */
  lens: LensView | null;
}

type Mode = 'indented' | 'exact' | 'signed';

const modes: readonly { value: Mode; label: string }[] = [{ value: 'indented', label: 'Indented' }, { value: 'exact', label: 'Exact bytes' }, { value: 'signed', label: 'Signed bytes' }];
const noShades: readonly Shade[] = [];

export function XmlView({ sources, findings, coverage, legend, source, onSource, selected, onSelect, signatures, hasStray, lens }: XmlViewProps) {
  const current = sources[source] ?? sources[0];
  const text = current?.text ?? '';
  const isLong = useMemo(() => text.startsWith('<') && isOneLine(text), [text]);
  const [wanted, setWanted] = useState<Mode | null>(null);
  const mode = wanted === 'signed' || isLong ? wanted ?? 'indented' : 'exact';
  const shown = mode === 'signed' ? (isLong ? 'indented' : 'exact') : mode;
  const hasLens = lens !== null && (signatures.some((each) => !each.detached) || hasStray);
  const offered = modes.filter(({ value }) => (value === 'indented' ? isLong : value === 'exact' || hasLens));
  const choose = (value: Mode): void => {
    setWanted(value);
    if (value === 'signed') lens?.ask();
  };
  const [searchTurn, setSearchTurn] = useState(0);

  const reading = useMemo(() => (shown === 'indented' ? indentXml(text) : null), [shown, text]);
  const marks = useMemo(() => findings.flatMap((finding, index): Mark[] => {
    if (!finding.at || finding.at.source !== source || finding.outcome === 'skip') return [];
    const { offset, length } = finding.at;
    const range = reading ? { from: reading.start(offset), to: reading.end(offset + length) } : { from: offset, to: offset + length };
    return [{ finding: index, ...range, tone: finding.outcome === 'pass' ? 'info' : finding.outcome, label: finding.message }];
  }).slice(0, mostMarks), [findings, source, reading]);
  const bars = useMemo(() => coverage.filter((one) => one.source === source).map((one): Bar => {
    const to = one.offset + one.length;
    const words = legend.find((entry) => entry.signature === one.signature);
    return {
      signature: one.signature + 1,
      verified: one.verified,
      from: reading ? reading.start(one.offset) : one.offset,
      to: reading ? reading.end(to) : to,
      label: words ? `Signature ${one.signature + 1} covers ${words.covers}: ${words.words}` : `Signature ${one.signature + 1}`,
    };
  }), [coverage, legend, source, reading]);

  const opened = mode === 'signed' ? lens?.lens ?? null : null;
  const shades = useMemo(() => (opened === null ? noShades : opened.stretches.filter((one) => one.source === source).map((one): Shade => {
    const to = one.offset + one.length;
    return {
      from: reading ? reading.start(one.offset) : one.offset,
      to: reading ? reading.end(to) : to,
      covered: one.coveredBy.length > 0,
      label: one.coveredBy.length > 0 ? `Covered by signature ${one.coveredBy.map((index) => index + 1).join(' and ')}` : 'Nothing covers this',
    };
  })), [opened, source, reading]);

  if (!current) return null;
  const here = legend.filter((entry) => coverage.some((one) => one.signature === entry.signature && one.source === source));
  return (
    <section className="xml-view" aria-label="The document">
      <header className="xml-bar">
        {sources.length > 1
          ? <label className="xml-source"><span className="visually-hidden">Source</span>
            <select className="input" value={source} onChange={(event) => onSource(Number(event.target.value))}>
              {sources.map((one, index) => <option key={index} value={index}>{one.name}</option>)}
            </select></label>
          : <h3 className="xml-name">{current.name}</h3>}
        <span className="quiet nowrap">{bytesInWords(text.length)}</span>
        <span className="xml-tools">
          {offered.length > 1 ? <Segmented label="How the document is shown" value={mode} options={offered} onChange={choose} /> : null}
          <IconButton name="Search in the document" size="small" icon={<Search aria-hidden="true" />} onClick={() => setSearchTurn((turn) => turn + 1)} />
          <CopyButton text={text} what="the document as it was received" />
        </span>
      </header>
      {here.length > 0 ? (
        <ul className="xml-legend" aria-label="What each signature covers">
          {here.map((entry) => (
            <li key={entry.signature}>
              <span className={`legend-bar ${entry.verified ? 'verified' : 'unverified'}`} aria-hidden="true" />
              <span><b>Signature {entry.signature + 1}</b> covers {entry.covers}: {entry.words}</span>
            </li>
          ))}
        </ul>
      ) : null}
      {mode === 'signed' && lens?.error ? <div className="lens-error"><ErrorNotice error={lens.error} /></div> : null}
      {opened ? <LensPanel lens={opened} signatures={signatures} legend={legend} sources={sources} source={source} onSource={onSource} /> : null}
      {text === '' ? <p className="xml-nothing quiet">There is no text to show: the input was binary or empty.</p> : (
        <Suspense fallback={<div className="xml-nothing"><Loading what="Loading the XML view" /></div>}>
          <XmlEditor key={`${source} ${shown}`} text={reading?.text ?? text} label={`${current.name}, read-only`} marks={marks} bars={bars} shades={shades} selected={selected} onSelect={onSelect} searchTurn={searchTurn} />
        </Suspense>
      )}
    </section>
  );
}
