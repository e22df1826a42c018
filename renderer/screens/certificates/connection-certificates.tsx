/** Every certificate a connection depends on, with how long it has left; before the day the login breaks. */
import { idpName, idpSource, isPractice, spName, type Connection } from '../../../shared/connection.ts';
import type { KeySummary } from '../../../shared/contract.ts';
import { CertificateCard } from '../../components/certificate-card.tsx';
import { CopyButton } from '../../components/copy-field.tsx';
import { saveFile } from '../../components/files.ts';
import { groupedFingerprint } from '../../components/fingerprint.ts';
import { Day, useNow } from '../../components/time.tsx';
import { hrefOfConnection } from '../../route.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { useProcedure } from '../../use-procedure.ts';
import { PlannedRollover } from './planned-rollover.tsx';

export default function ConnectionCertificates({ connection }: { connection: Connection }) {
  const keys = useProcedure('key.list', {});
  const now = new Date(useNow()).toISOString();
  const summary = connection.idp.metadata?.summary;
  const typed = idpSource(connection).from === 'by hand' && connection.idp.certificate;
  return (
    <div className="metadata-sections certificate-page">
      <section>
        <h2>{idpName(connection)} signs with {isPractice(connection.idp.metadata) ? <span className="tag">practice</span> : null}</h2>
        {summary ? summary.signingCertificates.map((one) => <CertificateCard key={one.sha256} certificate={one} reference={now} open />) : null}
        {typed ? <p className="row"><span>A certificate typed by hand.</span><CopyButton text={connection.idp.certificate ?? ''} what="certificate" label="Copy" look="plain" /></p> : null}
        {!summary && !typed ? (
          <div className="empty"><p className="read second">No certificate is known yet. It comes with the metadata of {idpName(connection)}: the key with which every login is verified.</p>
            <LinkButton look="primary" href={hrefOfConnection(connection.id, 'metadata')}>Bring the metadata</LinkButton></div>
        ) : null}
      </section>
      {summary || typed ? <PlannedRollover connection={connection} /> : null}
      {connection.sp.metadata && connection.sp.metadata.summary.encryptionCertificates.length > 0 ? (
        <section><h2>{spName(connection)} decrypts with</h2>{connection.sp.metadata.summary.encryptionCertificates.map((one) => <CertificateCard key={one.sha256} certificate={one} reference={now} />)}</section>
      ) : null}
      <section>
        <h2>This app’s own, for test logins</h2>
        {(keys.value ?? []).filter((key) => key.id === 'sp' || key.id === 'sp-https').map((key) => <OwnKey key={key.id} item={key} />)}
      </section>
    </div>
  );
}

function OwnKey({ item }: { item: KeySummary }) {
  return (
    <article className="certificate">
      <p><b>{item.subject}</b> <span className="second">{item.purpose} Until <Day at={item.notAfter} />.</span></p>
      <p className="mono quiet own-print">SHA-256 {groupedFingerprint(item.sha256)}</p>
      <p className="certificate-actions"><CopyButton text={item.certificatePem} what={`the certificate ${item.subject}`} label="Copy PEM" look="plain" /><Button size="small" onClick={() => saveFile(`${item.id}.pem`, item.certificatePem, 'application/x-pem-file')}>PEM file</Button></p>
    </article>
  );
}
