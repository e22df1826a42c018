/** Who signed in, read from the bytes a given key's signature covered; or that nobody is proven. */
import { useState } from 'react';
import { Fingerprint, ShieldOff } from 'lucide-react';
import type { Report } from '../../../shared/finding.ts';
import { shortName } from '../../../shared/urns.ts';
import { plural } from '../cut.ts';
import { Breakable } from '../breakable.tsx';
import { CopyButton } from '../copy-field.tsx';
import { shortFingerprint } from '../fingerprint.ts';

const mostAttributes = 30;
const mostValues = 12;

const judged = new Set(['response', 'assertion']);

export function IdentityCard({ report }: { report: Report }) {
  const { identity } = report;
  if (!identity) {
    if (!judged.has(report.document.kind)) return null;
    return <p className="no-identity"><ShieldOff size={15} aria-hidden="true" />Nothing on this page is verified identity.</p>;
  }
  const signer = report.facts.signatures.find((signature) => signature.verifiedBy?.sha256 === identity.verifiedBy)?.verifiedBy?.certificate?.subject;
  const attributes = Object.entries(identity.attributes);
  return (
    <section className="identity" aria-label="Verified identity">
      <header><Fingerprint size={16} aria-hidden="true" />
        <h3>{report.verdict === 'accept' ? 'Signed in as' : 'The signature proves'}</h3>
        <p className="second">read from the {identity.coveredBy} that {signer ?? 'the given key'} signed{identity.verifiedBy ? <> · <span className="mono" title={identity.verifiedBy}>{shortFingerprint(identity.verifiedBy)}</span></> : null}</p>
      </header>
      <dl className="facts">
        <div><dt>nameID</dt><dd className="mono identity-name">{identity.nameID ?? <span className="quiet">none</span>}{identity.nameID ? <CopyButton text={identity.nameID} what="nameID" /> : null}</dd></div>
        {identity.nameIDFormat ? <div><dt>nameIDFormat</dt><dd title={identity.nameIDFormat}>{shortName(identity.nameIDFormat)}</dd></div> : null}
        {identity.issuer ? <div><dt>issuer</dt><dd className="mono">{identity.issuer}</dd></div> : null}
        {identity.sessionIndex ? <div><dt>sessionIndex</dt><dd className="mono">{identity.sessionIndex}</dd></div> : null}
      </dl>
      {attributes.length > 0 ? <Attributes rows={attributes.map(([name, values]) => ({ name, values }))} /> : <p className="quiet">No attributes were sent.</p>}
    </section>
  );
}

/** Attribute names and values; long lists are capped until asked for, and then drawn in portions. */
export function Attributes({ rows }: { rows: readonly { name: string; values: readonly string[] }[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.slice(0, mostAttributes);
  return (
    <>
      <table className="attributes">
        <thead><tr><th scope="col">Attribute</th><th scope="col">Values</th></tr></thead>
        <tbody>
          {shown.map((row, index) => <tr key={index}><th scope="row" className="mono" title={row.name}><Breakable text={row.name} /></th><td><Values name={row.name} values={row.values} /></td></tr>)}
        </tbody>
      </table>
      {rows.length > shown.length ? <button type="button" className="text-button" onClick={() => setAll(true)}>Show all {plural(rows.length, 'attribute')}</button> : null}
    </>
  );
}

const portion = 500;

function Values({ name, values }: { name: string; values: readonly string[] }) {
  const [limit, setLimit] = useState(mostValues);
  const rest = values.length - limit;
  if (values.length === 0) return <span className="quiet">no value</span>;
  return (
    <>
      <ul className="values">{values.slice(0, limit).map((value, index) => <li key={index} className="mono">{value === '' ? <em className="quiet">(empty)</em> : value.length > 400 ? `${value.slice(0, 400)}…` : value}</li>)}</ul>
      {rest > 0 ? (
        <p className="values-more"><button type="button" className="text-button" onClick={() => setLimit(limit + portion)}>Show {rest > portion ? `${portion} more of` : 'all'} {values.length.toLocaleString('en')}</button>
          <CopyButton text={values.join('\n')} what={`all values of ${name}`} label="Copy all" /></p>
      ) : null}
    </>
  );
}
