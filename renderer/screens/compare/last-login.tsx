/** Which login the two screens look at: the newest of this connection, or a response pasted here. */
import { useMemo } from 'react';
import type { LastLogin } from '../../../shared/board/sides.ts';
import type { Connection } from '../../../shared/connection.ts';
import type { Evidence, ExchangeEvidence } from '../../../shared/guides/guide.ts';
import { ContentBox } from '../../components/content-box.tsx';
import { JobStatus } from '../../components/job-status.tsx';
import { VerdictBadge } from '../../components/outcome.tsx';
import { Time } from '../../components/time.tsx';
import { hrefOfConnection } from '../../route.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { ErrorNotice } from '../../ui/notice.tsx';
import { useProcedure } from '../../use-procedure.ts';
import { pasted, takeResponse } from './store.ts';

const judged = new Set(['passed', 'failed', 'unverified']);

/** The newest with the metadata of now; else the newest of all. */
function newest(connection: Connection, { exchanges }: Evidence): ExchangeEvidence | null {
  const all = exchanges.filter((one) => judged.has(one.outcome)).sort((a, b) => (a.at < b.at ? 1 : -1));
  const sha256 = connection.idp.metadata?.sha256 ?? null;
  return all.find((one) => one.metadataSha256 === sha256) ?? all[0] ?? null;
}

export interface Looked {
  login: LastLogin | null;
  loading: boolean;
  exchange: ExchangeEvidence | null;
}

export function useLastLogin(connection: Connection, evidence: Evidence): Looked {
  const handed = pasted.use((state) => (state.handed?.against.connectionId === connection.id ? state.report : null));
  const exchange = newest(connection, evidence);
  const kept = useProcedure('exchange.get', exchange === null ? null : { id: exchange.id });
  const report = kept.value?.report ?? null;
  return useMemo((): Looked => {
    if (handed !== null) return { login: { report: handed, as: 'captured' }, loading: false, exchange: null };
    if (exchange === null || report === null) return { login: null, loading: kept.loading && exchange !== null, exchange: null };
    return { login: { report, as: exchange.captured === true ? 'captured' : exchange.rehearsal ? 'rehearsal' : 'test' }, loading: false, exchange };
  }, [handed, exchange, report, kept.loading]);
}

const asked = { captured: 'login at the service provider, captured', rehearsal: 'rehearsal login', test: 'test login' } as const;

export function LoginSource({ connection, looked }: { connection: Connection; looked: Looked }) {
  const { draft, job, phase, error } = pasted.use();
  const { login, exchange } = looked;
  const stale = exchange !== null && exchange.metadataSha256 !== (connection.idp.metadata?.sha256 ?? null);
  return (
    <div className="login-source">
      <p className="second">
        {login === null ? <>No login to look at yet. <a href={hrefOfConnection(connection.id, 'login')}>Test login</a></>
          : exchange === null ? <>Looking at the pasted response <VerdictBadge verdict={login.report.verdict} /> <Button size="small" look="quiet" onClick={pasted.clear}>Put it aside</Button></>
            : <>Looking at the last {asked[login.as]}{exchange.practice ? ', answered by the practice identity provider,' : ''} <a href={hrefOfConnection(connection.id, 'history', exchange.id)}><Time at={exchange.at} /></a> <VerdictBadge verdict={login.report.verdict} /></>}
      </p>
      {stale ? <p className="second">It was made before the metadata was changed: sign in again to be sure.</p> : null}
      <Disclosure summary={login === null ? 'Paste a response' : 'Paste another response'}>
        <ContentBox label="Response" labelHidden rows={3} draft={draft} placeholder="SAMLResponse of a login at the service provider itself: base64, form, HAR or XML" onDraft={pasted.setDraft} onArrive={(given) => takeResponse(connection.id, given)} onSubmit={() => void pasted.run({ connectionId: connection.id })} />
        <div className="row"><Button size="small" disabled={draft.size === 0} onClick={() => void pasted.run({ connectionId: connection.id })}>Look at it</Button></div>
        <JobStatus running={job !== null} phase={phase} onCancel={pasted.cancel} />
        {error ? <ErrorNotice error={error} /> : null}
      </Disclosure>
    </div>
  );
}
