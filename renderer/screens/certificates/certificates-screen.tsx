/** A certificate in any dress: what it is, its dates and fingerprints, and out again as PEM or DER. */
import { RotateCcw } from 'lucide-react';
import { CertificateCard } from '../../components/certificate-card.tsx';
import { ContentBox } from '../../components/content-box.tsx';
import { isEmpty } from '../../components/draft.ts';
import { JobStatus } from '../../components/job-status.tsx';
import { ReportView } from '../../components/report-view/report-view.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';
import { certificate, read, setPassphrase, takeCertificate, useCertificates } from './store.ts';

export default function CertificatesScreen() {
  const { draft, job, phase, report, error } = certificate.use();
  const passphrase = useCertificates((state) => state.passphrase);
  const file = report?.facts.certificateFile;
  return (
    <div className="page">
      <header className="page-head"><h1>Certificates</h1>{report ? <Button size="small" icon={<RotateCcw aria-hidden="true" />} onClick={certificate.clear}>Start over</Button> : null}</header>
      {report ? null : (
        <div className="stack certificate-form">
          <ContentBox label="A certificate: PEM, DER, base64, PKCS#7 or PKCS#12, pasted or dropped" rows={8} placeholder={'-----BEGIN CERTIFICATE-----\nMIIC…'} draft={draft} onDraft={certificate.setDraft} onArrive={takeCertificate} onSubmit={() => void read()} accept=".cer,.crt,.pem,.der,.p7b,.p7c,.p12,.pfx,.txt" />
          <div className="row"><Button look="primary" disabled={isEmpty(draft)} busy={job !== null} onClick={() => void read()}>Read it</Button></div>
          <p className="second read">A certificate carries the public key with which signatures are verified. Consoles want it in different dresses: Heap wants PEM with its BEGIN and END lines, others one line of base64. Paste what you have; take what you need.</p>
        </div>
      )}
      <JobStatus running={job !== null} phase={phase} onCancel={certificate.cancel} />
      {error ? <ErrorNotice error={error} onRetry={() => void read()} /> : null}
      {file?.needsPassphrase ? (
        <form className="row" onSubmit={(event) => { event.preventDefault(); void read(); }}>
          <TextField label="Passphrase of this file" type="password" value={passphrase} onChange={(event) => setPassphrase(event.target.value)} hint="Used once, not kept." />
          <Button look="primary" type="submit">Open it</Button>
        </form>
      ) : null}
      {file?.hasPrivateKey ? <Notice tone="warning" title="This holds a private key. It stays on this machine, but it should not be in a clipboard or a mail: give consoles the certificate only." /> : null}
      {report ? (
        <ReportView report={report} withContents={false} before={file && file.certificates.length > 0 ? (
          <div className="certificate-list">{file.certificates.map((one, index) => <CertificateCard key={index} certificate={one} reference={report.judgedAt} open={file.certificates.length <= 3} />)}</div>
        ) : null} />
      ) : null}
    </div>
  );
}
