/** What an error text may mean, the most likely first, each held against the capture at hand. */
import { CircleCheck, CircleX } from 'lucide-react';
import type { CaptureMark, Explanation } from '../../shared/contract.ts';
import { Difference } from './difference.tsx';
import './explanations.css';

const most = 12;

/** `headline`: what the capture says itself, said where no explanation fits it. */
export function Explanations({ found, headline }: { found: readonly Explanation[]; headline?: string | undefined }) {
  const fits = found.some((one) => one.capture?.some((mark) => mark.says === 'fits'));
  return (
    <>
      {headline !== undefined && !fits ? <p className="read capture-otherwise">None of these fits your capture. What it says itself: <b>{headline}</b></p> : null}
      <ol className="explanations" aria-label="Explanations, the most likely first">{found.slice(0, most).map((one, index) => <Explained key={`${one.kind}-${one.id}`} one={one} open={index === 0} />)}</ol>
    </>
  );
}

function Explained({ one, open }: { one: Explanation; open: boolean }) {
  const [first] = one.capture ?? [];
  return (
    <li className="explanation">
      <details open={open}>
        <summary><h2>{one.title}</h2>{first ? <span className={`capture-word ${first.says}`}>{first.says === 'fits' ? 'fits your capture' : 'your capture says otherwise'}</span> : null}<span className="rank" title={`How well it fits: ${Math.round(one.rank * 100)} of 100`}><span style={{ width: `${Math.round(one.rank * 100)}%` }} /></span></summary>
        <div className="stack explanation-body">
          {one.capture ? <ul className="capture-marks">{one.capture.map((mark) => <Mark key={mark.check} mark={mark} />)}</ul> : null}
          <p className="read">{one.meaning}</p>
          {one.todo.length > 0 ? <div><h3>Do this</h3><ol className="steps-small">{one.todo.map((line) => <li key={line}>{line}</li>)}</ol></div> : null}
          {one.causes.length > 0 ? <div><h3>Usual causes</h3><ul className="causes">{one.causes.map((line) => <li key={line}>{line}</li>)}</ul></div> : null}
          <p className="quiet"><code>{one.id}</code>{one.source ? <> · {one.source}</> : null}</p>
        </div>
      </details>
    </li>
  );
}

function Mark({ mark }: { mark: CaptureMark }) {
  const fits = mark.says === 'fits';
  return (
    <li className={`capture-mark ${mark.says}`}>
      <p>{fits ? <CircleCheck size={15} aria-hidden="true" /> : <CircleX size={15} aria-hidden="true" />}<span><b>{fits ? 'Fits your capture:' : 'Your capture says otherwise:'}</b> {mark.text}{fits ? null : <span className="quiet"> This was checked, and holds.</span>}</span></p>
      {mark.proof.length > 0 ? <Difference rows={mark.proof} caption={`Proof: ${mark.text}`} /> : null}
    </li>
  );
}
