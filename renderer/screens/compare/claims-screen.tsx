/** The claim doctor: what the service provider reads, what was sent, and the change in the words of the identity provider's console. */
import { useMemo } from 'react';
import { CircleCheck, CircleDashed, CircleX, TriangleAlert } from 'lucide-react';
import { claims, type Claims, type Trust } from '../../../shared/claims/claims.ts';
import type { Connection } from '../../../shared/connection.ts';
import type { Outcome } from '../../../shared/finding.ts';
import type { Evidence } from '../../../shared/guides/guide.ts';
import { serviceProvider } from '../../../shared/guides/index.ts';
import { claimWords } from '../../../shared/guides/wanted-claims.ts';
import { Breakable } from '../../components/breakable.tsx';
import { hrefOfConnection } from '../../route.ts';
import { LinkButton } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ClaimNames } from './claim-names.tsx';
import { ClaimCard, Values } from './claim-card.tsx';
import { LoginSource, useLastLogin } from './last-login.tsx';
import './compare.css';

const icons = { fail: CircleX, warn: TriangleAlert, pass: CircleCheck, skip: CircleDashed } as const satisfies Record<Outcome, unknown>;

/** Beside values that are not a person's. */
const labels: Record<Trust, string | null> = { verified: null, signed: 'login refused', nobody: 'not verified' };
const told = {
  signed: { title: 'A key you gave signed these values, and the login was refused.', words: 'They are what the identity provider sent. Nobody is signed in by them.' },
  nobody: { title: 'No key you gave signed these values.', words: 'They are what somebody sent. Nobody is proven by them; the names of the claims can be put right all the same.' },
} as const;

const worstOf = ({ entries }: Claims): Outcome => (['fail', 'warn', 'skip', 'pass'] as const).find((outcome) => entries.some((entry) => entry.outcome === outcome)) ?? 'skip';

export default function ClaimsScreen({ connection, evidence }: { connection: Connection; evidence: Evidence }) {
  const looked = useLastLogin(connection, evidence);
  const result = useMemo(() => claims(connection, looked.login?.report ?? null), [connection, looked.login]);
  const outcome = worstOf(result);
  const Icon = icons[outcome];
  const asks = serviceProvider(connection.sp.guide).inputs.some((spec) => spec.namesClaim === true);
  return (
    <div className="compare">
      <header className="compare-head">
        <div role="status"><h2><Icon className={`outcome-icon ${outcome}`} size={18} aria-hidden="true" />{result.sentence}</h2></div>
        <LoginSource connection={connection} looked={looked} />
      </header>
      {result.trust !== 'verified' && result.entries.some((entry) => entry.found.length > 0) ? <Notice tone="warning" title={told[result.trust].title}>{told[result.trust].words}</Notice> : null}
      <div className="claim-entries">{result.entries.map((entry) => <ClaimCard key={entry.term} entry={entry} connection={connection} label={labels[result.trust]} />)}</div>
      {looked.login === null && !looked.loading ? (
        <div className="empty">
          <p className="read second">A login shows under which name each claim is sent. For example: the service provider reads “email”, and Entra sends it as http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress, so it finds none. The change then stands here in Entra’s words.</p>
          <LinkButton look="primary" href={hrefOfConnection(connection.id, 'login')}>Go to Test login</LinkButton>
        </div>
      ) : null}
      {asks ? <ClaimNames connection={connection} /> : null}
      {result.carried.length > 0 ? <Everything result={result} /> : null}
    </div>
  );
}

const mostRows = 50;

function Everything({ result }: { result: Claims }) {
  const rows = result.carried.slice(0, mostRows);
  return (
    <section className="claims-section" aria-labelledby="claims-everything">
      <h2 id="claims-everything">Everything that was sent{labels[result.trust] === null ? null : <span className="tag">{labels[result.trust]}</span>}</h2>
      <table className="plain-table">
        <thead><tr><th scope="col">Attribute</th><th scope="col">Looks like</th><th scope="col">Values</th></tr></thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              <th scope="row" className="mono"><Breakable text={row.name} />{row.wanted ? <span className="tag">is read</span> : null}</th>
              <td>{row.kind === null ? <span className="quiet">not known</span> : row.kind === 'userName' ? 'User name' : claimWords(row.kind)}</td>
              <td><Values values={row.values} />{row.remarks.map((remark) => <p key={remark} className="second">{remark}</p>)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {result.carried.length > rows.length ? <p className="quiet">And {result.carried.length - rows.length} more, which Inspect shows.</p> : null}
    </section>
  );
}
