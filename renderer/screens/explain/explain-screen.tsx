/** An error text of any product, explained; or one check by its id (deep link). */
import { useEffect } from 'react';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/field.tsx';
import { ErrorNotice } from '../../ui/notice.tsx';
import { draftOfText } from '../../components/draft.ts';
import { hrefOfTool } from '../../route.ts';
import type { Explanation } from '../../../shared/contract.ts';
import { explain, setText, takeError, useExplain } from './store.ts';
import './explain.css';

const examples = ['AADSTS50011: The redirect URI specified in the request does not match', 'Invalid signature on SAML response', 'app_not_configured_for_user', 'Signature validation failed. SAML Response rejected'];

export default function ExplainScreen({ id }: { id: string | null }) {
  const { text, asked, busy, found, error } = useExplain();
  useEffect(() => { if (id !== null) takeError(id); }, [id]);
  return (
    <div className="page explain">
      <header className="page-head"><h1>Explain an error</h1></header>
      <form className="stack explain-form" onSubmit={(event) => { event.preventDefault(); void explain(); }}>
        <TextArea label="What did the page, the mail or the log say?" rows={3} value={text} placeholder="AADSTS50011: The redirect URI …" onChange={(event) => setText(event.target.value)} onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void explain(); }} hint="Any product’s words, in part or as a whole; or the id of a check, like conditions/expired." />
        <div className="row"><Button type="submit" look="primary" busy={busy} disabled={text.trim() === ''}>Explain</Button></div>
      </form>
      {error ? <ErrorNotice error={error} onRetry={() => void explain()} /> : null}
      {found === null && !error ? (
        <section className="stack" aria-label="Examples"><h2>For example</h2>
          <ul className="example-errors">{examples.map((example) => <li key={example}><button type="button" className="text-button" onClick={() => takeError(example)}>{example}</button></li>)}</ul></section>
      ) : null}
      {found !== null && found.length === 0 ? (
        <section className="empty" role="status"><h2>Nothing here knows these words.</h2>
          <p className="read second">Found: “{draftOfText(asked).size > 120 ? `${asked.slice(0, 120)}…` : asked}”. Take the response of the failed login instead: it holds the cause. <a href={hrefOfTool('inspect')}>Inspect a response</a></p></section>
      ) : null}
      {found !== null && found.length > 0 ? <ol className="explanations" aria-label="Explanations, the most likely first">{found.slice(0, 12).map((one, index) => <Explained key={`${one.kind}-${one.id}`} one={one} open={index === 0} />)}</ol> : null}
    </div>
  );
}

function Explained({ one, open }: { one: Explanation; open: boolean }) {
  return (
    <li className="explanation">
      <details open={open}>
        <summary><h2>{one.title}</h2><span className="rank" title={`How well it fits: ${Math.round(one.rank * 100)} of 100`}><span style={{ width: `${Math.round(one.rank * 100)}%` }} /></span></summary>
        <div className="stack explanation-body">
          <p className="read">{one.meaning}</p>
          {one.todo.length > 0 ? <div><h3>Do this</h3><ol className="steps-small">{one.todo.map((line) => <li key={line}>{line}</li>)}</ol></div> : null}
          {one.causes.length > 0 ? <div><h3>Usual causes</h3><ul className="causes">{one.causes.map((line) => <li key={line}>{line}</li>)}</ul></div> : null}
          <p className="quiet"><code>{one.id}</code>{one.source ? <> · {one.source}</> : null}</p>
        </div>
      </details>
    </li>
  );
}
