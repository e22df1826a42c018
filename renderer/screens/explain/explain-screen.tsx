/** An error text of any product, explained; or one check by its id (deep link). */
import { useEffect } from 'react';
import type { ExchangeSummary } from '../../../shared/exchange.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/field.tsx';
import { ErrorNotice } from '../../ui/notice.tsx';
import { middleCut } from '../../components/cut.ts';
import { draftOfText } from '../../components/draft.ts';
import { Explanations } from '../../components/explanations.tsx';
import { useOpenCapture } from '../../components/open-capture.ts';
import { relativeTime, useNow } from '../../components/time.tsx';
import { hrefOfTool } from '../../route.ts';
import { useProcedure } from '../../use-procedure.ts';
import { explain, setAgainst, setText, takeError, useExplain } from './store.ts';
import './explain.css';

const examples = ['AADSTS50011: The redirect URI specified in the request does not match', 'Invalid signature on SAML response', 'app_not_configured_for_user', 'Signature validation failed. SAML Response rejected'];

export default function ExplainScreen({ id }: { id: string | null }) {
  const { text, asked, busy, found, error, against } = useExplain();
  const headline = useOpenCapture((state) => state.capture?.words);
  useEffect(() => { if (id !== null) takeError(id); }, [id]);
  return (
    <div className="page explain">
      <header className="page-head"><h1>Explain an error</h1></header>
      <form className="stack explain-form" onSubmit={(event) => { event.preventDefault(); void explain(); }}>
        <TextArea label="What did the page, the mail or the log say?" rows={3} value={text} placeholder="AADSTS50011: The redirect URI …" onChange={(event) => setText(event.target.value)} onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void explain(); }} hint="Any product’s words, in part or as a whole; or the id of a check, like conditions/expired." />
        <AgainstCapture />
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
      {found !== null && found.length > 0 ? <Explanations found={found} headline={against === 'open' ? headline : undefined} /> : null}
    </div>
  );
}

/** As far back as anybody remembers which was which. */
const mostLogins = 20;

/** It is judged as of when it came. */
const keptLogin = (logins: readonly ExchangeSummary[], exchange: string) => ({ exchange, at: logins.find(({ id }) => id === exchange)?.endedAt ?? '' });

/** A login to hold the text against: the one looked at last, or a kept one. */
function AgainstCapture() {
  const against = useExplain((state) => state.against);
  const capture = useOpenCapture((state) => state.capture);
  const now = useNow();
  const logins = useProcedure('exchange.list', {}).value?.filter((each) => each.kind === 'login' && each.state === 'received').slice(0, mostLogins) ?? [];
  if (capture === null && logins.length === 0) return null;
  const value = typeof against === 'object' ? against.exchange : capture === null ? 'nothing' : against;
  return (
    <label className="capture-select"><span className="second">Hold it against</span>
      <select className="input" value={value} onChange={({ target }) => setAgainst(target.value === 'open' || target.value === 'nothing' ? target.value : keptLogin(logins, target.value))}>
        {capture ? <option value="open">The login you looked at last: {middleCut(capture.words, 70)}</option> : null}
        <option value="nothing">Nothing: only the text</option>
        {logins.map((each) => <option key={each.id} value={each.id}>{each.connectionName}, {relativeTime(Date.parse(each.startedAt), now)}: {middleCut(each.title, 60)}</option>)}
      </select>
    </label>
  );
}
