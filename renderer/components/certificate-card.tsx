/** One certificate: whose, how long, how strong, its fingerprints; and out again as PEM or DER. */
import { Download, FileKey, TriangleAlert } from 'lucide-react';
import type { CertificateFacts } from '../../shared/model.ts';
import { Button } from '../ui/button.tsx';
import { CopyButton } from './copy-field.tsx';
import { bytesOfBase64, pemOf, saveFile } from './files.ts';
import { groupedFingerprint, shortFingerprint } from './fingerprint.ts';
import { Day, durationInWords } from './time.tsx';
import './certificate-card.css';

interface CertificateCardProps {
  certificate: CertificateFacts;
  /** The clock reading to compare with, ISO 8601. */
  reference: string;
  heading?: React.ReactNode;
  /** All rows at once; else they fold. */
  open?: boolean;
  actions?: React.ReactNode;
}

const soon = 30 * 86_400_000;

function validity(certificate: CertificateFacts, reference: number): { tone: 'fail' | 'warn' | 'pass'; words: string } {
  const from = Date.parse(certificate.notBefore);
  const until = Date.parse(certificate.notAfter);
  if (reference < from) return { tone: 'fail', words: `starts in ${durationInWords(from - reference)}` };
  if (reference > until) return { tone: 'fail', words: `expired ${durationInWords(reference - until)} ago` };
  return { tone: until - reference < soon ? 'warn' : 'pass', words: `${durationInWords(until - reference)} left` };
}

export const keyWords = (certificate: CertificateFacts): string => (certificate.curve ? `${certificate.keyType} ${certificate.curve}` : certificate.keyBits > 0 ? `${certificate.keyType} ${certificate.keyBits} bits` : certificate.keyType);

export function CertificateCard({ certificate, reference, heading, open = false, actions }: CertificateCardProps) {
  if (certificate.fault !== null) {
    return <article className="certificate"><p className="certificate-fault"><TriangleAlert size={15} aria-hidden="true" />{heading ? <>{heading}: </> : null}{certificate.fault}</p></article>;
  }
  const state = validity(certificate, Date.parse(reference));
  const fileName = certificate.subject.replace(/^.*?CN=/, '').split(',')[0]!.replace(/[^A-Za-z0-9.-]+/g, '-') || 'certificate';
  const head = (
    <>
      <FileKey size={16} aria-hidden="true" />
      <span className="certificate-name">{heading ? <span className="tag">{heading}</span> : null} <b>{certificate.subject}</b></span>
      <span className="second nowrap"><Day at={certificate.notBefore} /> → <Day at={certificate.notAfter} /></span>
      <span className={`certificate-left ${state.tone}`}>{state.words}</span>
      <span className="mono quiet nowrap" title={certificate.sha256}>{shortFingerprint(certificate.sha256)}</span>
    </>
  );
  const body = (
    <div className="certificate-body">
      <dl className="facts">
        <div><dt>SHA-256</dt><dd className="mono">{groupedFingerprint(certificate.sha256)}<CopyButton text={certificate.sha256} what="SHA-256 fingerprint" /></dd></div>
        <div><dt>SHA-1</dt><dd className="mono">{groupedFingerprint(certificate.sha1)}<CopyButton text={certificate.sha1} what="SHA-1 fingerprint" /></dd></div>
        <div><dt>SHA-256 of the key</dt><dd className="mono">{groupedFingerprint(certificate.keySha256)}<CopyButton text={certificate.keySha256} what="SHA-256 of the public key" /></dd></div>
        <div><dt>Key</dt><dd>{keyWords(certificate)}</dd></div>
        <div><dt>Signed with</dt><dd>{certificate.signatureAlgorithm}{certificate.selfSigned ? ', self-signed' : ''}</dd></div>
        {certificate.selfSigned ? null : <div><dt>Issued by</dt><dd>{certificate.issuer}</dd></div>}
        <div><dt>Serial number</dt><dd className="mono">{certificate.serialNumber}</dd></div>
      </dl>
      <p className="certificate-actions">
        <CopyButton text={pemOf(certificate.der)} what="the certificate as PEM" label="Copy PEM" look="plain" />
        <CopyButton text={certificate.der} what="the certificate as one line of base64" label="Copy base64" look="plain" />
        <Button size="small" icon={<Download aria-hidden="true" />} onClick={() => saveFile(`${fileName}.pem`, pemOf(certificate.der), 'application/x-pem-file')}>PEM file</Button>
        <Button size="small" icon={<Download aria-hidden="true" />} onClick={() => saveFile(`${fileName}.cer`, bytesOfBase64(certificate.der), 'application/pkix-cert')}>DER file</Button>
        {actions}
      </p>
    </div>
  );
  return open
    ? <article className="certificate"><header className="certificate-head">{head}</header>{body}</article>
    : <details className="certificate"><summary className="certificate-head">{head}</summary>{body}</details>;
}
