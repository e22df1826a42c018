/** What an error text may mean, the most likely first, each held against the capture at hand. */
import { CircleCheck, CircleX } from 'lucide-react';
import type { CaptureMark, Explanation } from '../../shared/contract.ts';
import { hrefOfTool } from '../route.ts';
import { Difference } from './difference.tsx';
import './explanations.css';

const most = 12;

/** `headline`: what the capture says itself, said where no explanation fits it. */
export function Explanations({ found, headline }: { found: readonly Explanation[]; headline?: string | undefined }) {
  const fits = found.some((one) => one.capture?.some((mark) => mark.says === 'fits'));
  const known = found.filter((one) => one.guessed === undefined);
  const guessed = found.filter((one) => one.guessed === true);
  return (
    <>
      {known.length === 0 ? <p className="read capture-otherwise" role="status">This text is not known here. Some of its words stand in these; it may be none of them.{headline === undefined ? <> The response of the failed login holds the cause, whatever the text says. <a href={hrefOfTool('inspect')}>Inspect a response</a></> : null}</p> : null}
      {headline !== undefined && !fits ? <p className="read capture-otherwise">None of these fits your capture. What it says itself: <b>{headline}</b></p> : null}
      {known.length > 0 ? <ol className="explanations" aria-label="Explanations, the most likely first">{known.slice(0, most).map((one, index) => <Explained key={`${one.kind}-${one.id}`} one={one} open={index === 0} />)}</ol> : null}
      {guessed.length > 0 ? (
        <section className="stack" aria-label="Guessed by single words">
          {known.length > 0 ? <p className="second">Some of the words stand in these too:</p> : null}
          <ol className="explanations" aria-label="Explanations by single words">{guessed.map((one) => <Explained key={`${one.kind}-${one.id}`} one={one} open={false} />)}</ol>
        </section>
      ) : null}
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
      <p>{fits ? <CircleCheck size={15} aria-hidden="true" /> : <CircleX size={15} aria-hidden="true" />}<span><b>{fits ? 'Fits your capture:' : 'Your capture says otherwise:'}</b> {mark.text}</span></p>
      {mark.proof.length > 0 ? <Difference rows={mark.proof} caption={`Proof: ${mark.text}`} /> : null}
    </li>
  );
}
