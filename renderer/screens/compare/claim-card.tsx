/** One thing the service provider reads: found or not, under which name, and what to change where. */
import type { Connection } from '../../../shared/connection.ts';
import type { ClaimEntry, ClaimState } from '../../../shared/claims/claim.ts';
import { shortName } from '../../../shared/urns.ts';
import { Breakable } from '../../components/breakable.tsx';
import { CopyField } from '../../components/copy-field.tsx';
import { Difference } from '../../components/difference.tsx';
import { OutcomeIcon } from '../../components/outcome.tsx';
import { Change } from '../../components/report-view/cause.tsx';
import '../../components/report-view/report-view.css';
import { RichText } from '../../components/rich-text.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';

const words: Record<ClaimState, string> = {
  found: 'found', 'other-name': 'under another name', 'other-case': 'in other letter case', missing: 'missing', empty: 'empty', duplicate: 'sent twice', 'not-email': 'no e-mail address', 'user-name': 'user name instead of e-mail',
  opaque: 'internal identifier', 'other-format': 'another format', identifiers: 'identifiers instead of names', overage: 'a link instead of groups', 'near-cap': 'near the limit', delimited: 'a list in one value', 'white-space': 'blanks around it', sealed: 'encrypted', unknown: 'not known yet',
};

const shownValues = 5;

export function Values({ values }: { values: readonly string[] }) {
  if (values.length === 0) return <span className="quiet">no value</span>;
  return (
    <ul className="claim-values mono">
      {values.slice(0, shownValues).map((value, index) => <li key={index}>{value === '' ? <em className="quiet">(empty)</em> : <Breakable text={value.length > 300 ? `${value.slice(0, 300)}…` : value} />}</li>)}
      {values.length > shownValues ? <li className="quiet">and {values.length - shownValues} more</li> : null}
    </ul>
  );
}

export function ClaimCard({ entry, connection, label }: { entry: ClaimEntry; connection: Connection; /** Beside values that are not a person's. */ label: string | null }) {
  const { found, wanted, change } = entry;
  const isNameID = entry.term === 'nameID';
  const renamed = entry.state === 'other-case';
  return (
    <section className="claim-entry" aria-label={entry.words} data-term={entry.term}>
      <header>
        <OutcomeIcon outcome={entry.outcome} silent />
        <h3>{entry.words}</h3>
        <span className={`claim-state ${entry.outcome}`}>{words[entry.state]}</span>
        {entry.required ? null : <span className="tag">not needed</span>}
      </header>
      {entry.state === 'unknown' ? null : <p className="read">{entry.message}</p>}
      {renamed ? <Difference caption="The name that is sent and the name that is read" rows={[{ label: 'sent as', value: found[0]!.name, from: '' }, { label: 'read as', value: wanted[0] ?? '', from: '' }]} /> : null}
      <dl className="facts">
        {!renamed && wanted.length > 0 ? <div><dt>{isNameID ? 'format wanted' : 'read as'}</dt><dd className="mono">{isNameID ? shortName(wanted[0]!) : wanted.join(' or ')}</dd></div> : null}
        {entry.state === 'other-name' ? <div><dt>sent as</dt><dd className="mono"><Breakable text={found[0]!.name} /></dd></div> : null}
        {found.map((one, index) => (
          <div key={index}><dt>{isNameID ? `sent as ${shortName(one.name)}` : found.length > 1 ? `value ${index + 1}` : 'value'}</dt><dd><Values values={one.values} />{label === null ? null : <span className="tag">{label}</span>}</dd></div>
        ))}
      </dl>
      {change === null ? null : (
        <>
          <Change fix={{ side: change.fix.side, text: change.fix.text, field: change.fix.field ?? 'attributes' }} connection={connection} />
          <div className="claim-how">
            {change.how === null ? null : <p className="read"><RichText text={change.how} /></p>}
            {change.values.length > 0 ? <dl className="copy-list">{change.values.map((value, index) => <CopyField key={index} label={value.label} term={value.term} value={value.value} note={value.note} copyable={value.copy} />)}</dl> : null}
            {change.instead === null ? null : <p className="second">{change.instead}</p>}
            {change.unconfirmed.length > 0 ? <Disclosure summary={<span className="quiet">{change.unconfirmed.length} unconfirmed</span>}><ul className="causes">{change.unconfirmed.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul></Disclosure> : null}
          </div>
        </>
      )}
    </section>
  );
}
