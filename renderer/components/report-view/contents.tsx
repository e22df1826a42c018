/** What the message says, each part with what covers it; metadata and certificates as their own previews. */
import type { Report } from '../../../shared/finding.ts';
import type { Assertion, AuthnRequest, Instant, Logout, Response, StatusFacts } from '../../../shared/model.ts';
import { shortName } from '../../../shared/urns.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { CertificateCard } from '../certificate-card.tsx';
import { EntityPreview } from '../entity-preview.tsx';
import { Time } from '../time.tsx';
import { coveredWords } from './coverage-words.ts';
import { Attributes } from './identity-card.tsx';

type Row = [term: string, value: React.ReactNode];

export function Contents({ report }: { report: Report }) {
  const { facts } = report;
  const assertions = facts.response?.assertions ?? (facts.assertion ? [facts.assertion] : []);
  const entity = facts.metadata?.entities[facts.metadata.chosen];
  return (
    <div className="contents">
      {facts.response ? <Part title="What the Response says" covered={coveredWords(report, facts.response.coveredBy)} rows={responseRows(facts.response)} /> : null}
      {assertions.map((assertion, index) => (
        <Part key={index} title={`What the Assertion says${assertions.length > 1 ? ` (${index + 1} of ${assertions.length})` : ''}`} covered={`${assertion.from === 'decrypted' ? 'decrypted, ' : ''}${coveredWords(report, assertion.coveredBy)}`} rows={assertionRows(assertion)}>
          {assertion.attributes.length > 0 ? <Attributes rows={assertion.attributes} /> : null}
        </Part>
      ))}
      {facts.request ? <Part title="What the AuthnRequest says" rows={requestRows(facts.request)} /> : null}
      {facts.logout ? <Part title={facts.logout.kind === 'request' ? 'What the LogoutRequest says' : 'What the LogoutResponse says'} rows={logoutRows(facts.logout)} /> : null}
      {entity ? <EntityPreview entity={entity} judgedAt={report.judgedAt} /> : null}
      {facts.certificateFile?.certificates.map((certificate, index) => <CertificateCard key={index} certificate={certificate} reference={report.judgedAt} open />)}
    </div>
  );
}

function Part({ title, covered, rows, children }: { title: string; covered?: string; rows: Row[]; children?: React.ReactNode }) {
  return (
    <Disclosure summary={title} aside={covered ? <span className="quiet covered-words">{covered}</span> : null}>
      <dl className="facts">{rows.map(([term, value], index) => <div key={index}><dt>{term}</dt><dd>{value}</dd></div>)}</dl>
      {children}
    </Disclosure>
  );
}

const text = (value: string | null | undefined): React.ReactNode => (value === null || value === undefined ? <span className="quiet">not there</span> : <span className="mono">{value}</span>);
const instant = (value: Instant | null | undefined): React.ReactNode => (!value ? <span className="quiet">not there</span> : <><span className="mono">{value.text}</span>{value.at === null ? null : <span className="quiet"> <Time at={value.at} /></span>}</>);
const short = (value: string | null | undefined): React.ReactNode => (value ? <span title={value}>{shortName(value)}</span> : <span className="quiet">not there</span>);

const statusWords = (status: StatusFacts): string => `${status.codes.map(shortName).join(' › ')}${status.message ? `: ${status.message}` : ''}`;

function responseRows(response: Response): Row[] {
  return [
    ['issuer', text(response.issuer?.value)],
    ['destination', text(response.destination)],
    ['inResponseTo', text(response.inResponseTo)],
    ['issueInstant', instant(response.issueInstant)],
    ['status', text(response.status && statusWords(response.status))],
    ['ID', text(response.id)],
  ];
}

function assertionRows(assertion: Assertion): Row[] {
  const { subject, conditions } = assertion;
  const rows: Row[] = [
    ['issuer', text(assertion.issuer?.value)],
    ['nameID', text(subject?.nameID?.value)],
    ['nameIDFormat', short(subject?.nameID?.format)],
    ['audience', text(conditions ? conditions.audienceRestrictions.map((list) => list.join(' or ')).join(' and ') || null : null)],
    ['notBefore', instant(conditions?.notBefore)],
    ['notOnOrAfter', instant(conditions?.notOnOrAfter)],
  ];
  for (const confirmation of subject?.confirmations ?? []) {
    rows.push(['recipient', text(confirmation.recipient)], ['inResponseTo', text(confirmation.inResponseTo)], ['confirmation until', instant(confirmation.notOnOrAfter)]);
  }
  for (const statement of assertion.authnStatements) {
    rows.push(['authnInstant', instant(statement.authnInstant)], ['authnContextClassRef', short(statement.authnContextClassRef)], ['sessionIndex', text(statement.sessionIndex)]);
  }
  return [...rows, ['ID', text(assertion.id)]];
}

function requestRows(request: AuthnRequest): Row[] {
  return [
    ['issuer', text(request.issuer?.value)],
    ['destination', text(request.destination)],
    ['assertionConsumerServiceURL', text(request.assertionConsumerServiceURL)],
    ['protocolBinding', short(request.protocolBinding)],
    ['nameIDPolicy format', short(request.nameIDPolicyFormat)],
    ['forceAuthn', request.forceAuthn === null ? text(null) : String(request.forceAuthn)],
    ['isPassive', request.isPassive === null ? text(null) : String(request.isPassive)],
    ['authnContextClassRefs', request.authnContextClassRefs.length > 0 ? request.authnContextClassRefs.map(shortName).join(', ') : text(null)],
    ['issueInstant', instant(request.issueInstant)],
    ['ID', text(request.id)],
  ];
}

function logoutRows(logout: Logout): Row[] {
  return [
    ['issuer', text(logout.issuer?.value)],
    ['destination', text(logout.destination)],
    ['inResponseTo', text(logout.inResponseTo)],
    ['nameID', text(logout.nameID?.value)],
    ['sessionIndex', text(logout.sessionIndexes.join(', ') || null)],
    ['status', text(logout.status && statusWords(logout.status))],
    ['notOnOrAfter', instant(logout.notOnOrAfter)],
    ['ID', text(logout.id)],
  ];
}
