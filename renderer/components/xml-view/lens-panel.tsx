/** Beside the shaded bytes: what a careless reader takes against what was signed, and each signature's own arithmetic. */
import type { Lens, LensReading } from '../../../shared/finding.ts';
import type { Signature } from '../../../shared/model.ts';
import { shortName } from '../../../shared/urns.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { CopyButton } from '../copy-field.tsx';
import { bytesInWords } from '../cut.ts';
import { Difference } from '../difference.tsx';
import { OutcomeIcon } from '../outcome.tsx';
import type { SignatureLegend } from './marks.ts';

interface LensPanelProps {
  lens: Lens;
  signatures: readonly Signature[];
  legend: readonly SignatureLegend[];
  /** Their names; the first is the document itself, the others were decrypted out of it. */
  sources: readonly { name: string }[];
  source: number;
  onSource: (source: number) => void;
}

export function LensPanel({ lens, signatures, legend, sources, source, onSource }: LensPanelProps) {
  const here = lens.stretches.filter((each) => each.source === source);
  const total = here.reduce((sum, each) => sum + each.length, 0);
  const covered = here.reduce((sum, each) => sum + (each.coveredBy.length > 0 ? each.length : 0), 0);
  const elsewhere = covered > 0 ? [] : [...new Set(lens.stretches.flatMap((each) => (each.coveredBy.length > 0 ? [each.source] : [])))];
  return (
    <div className="lens" role="region" aria-label="Signed bytes" tabIndex={0}>
      <ul className="lens-legend">
        <li><span className="lens-swatch covered" aria-hidden="true" />covered by a verified signature: {covered.toLocaleString('en')} of {total.toLocaleString('en')} characters</li>
        <li><span className="lens-swatch bare" aria-hidden="true" />nothing covers it</li>
      </ul>
      {elsewhere.length > 0 ? <p>What is signed stands in another part: {elsewhere.map((each, index) => <span key={each}>{index > 0 ? ', ' : ''}<button type="button" className="text-button" onClick={() => onSource(each)}>{sources[each]?.name ?? `part ${each + 1}`}</button></span>)}.</p> : null}
      {lens.strays.length > 0 ? <p className="lens-stray"><OutcomeIcon outcome="fail" /><span>A signature stands where none counts, so nothing that it covers is signed: {lens.strays.slice(0, 3).map((path, index) => <span key={path}>{index > 0 ? ', ' : ''}<code>{path}</code></span>)}.</span></p> : null}
      <Readings readings={lens.readings} />
      {lens.signatures.map(({ signature, canonicalText, targets }) => <SignatureBytes key={signature} index={signature} signature={signatures[signature]!} words={legend.find((each) => each.signature === signature)?.words ?? ''} text={canonicalText} targets={targets} />)}
    </div>
  );
}

function Readings({ readings }: { readings: readonly LensReading[] }) {
  if (readings.length === 0) return null;
  const signed = readings.some((each) => each.signed !== null);
  const wrong = readings.filter((each) => each.differs);
  const same = readings.filter((each) => !wrong.includes(each));
  return (
    <section className="lens-readings" aria-label="A careless reader">
      <h4>
        {!signed ? 'A careless reader takes these, and nothing verified was signed'
          : wrong.length > 0 ? <><OutcomeIcon outcome="fail" />A careless reader takes something else than what was signed</>
            : <><OutcomeIcon outcome="pass" />A careless reader takes the very values that were signed</>}
      </h4>
      {wrong.map((each) => (
        <div key={`${each.reader} ${each.what}`} className="lens-wrong">
          <p><b>{each.what}</b> <span className="quiet">{each.reader} by name at <code>{each.from}</code>{each.covered ? '' : ', which nothing covers'}</span></p>
          <Difference caption={`${each.what}: taken and signed`} rows={[{ label: 'taken', value: each.taken, from: '' }, { label: 'signed', value: each.signed ?? 'not there', from: '' }]} />
        </div>
      ))}
      {same.length > 0 ? (
        <Disclosure summary={<span className="second">{wrong.length > 0 ? 'The same in both' : signed ? 'The values' : 'What it takes'}</span>} aside={<span className="quiet">{same.length}</span>} open={!signed}>
          <dl className="facts">{same.map((each) => <div key={`${each.reader} ${each.what}`}><dt>{each.what}{each.reader === 'last' ? ', last' : ''}</dt><dd className="mono">{each.taken === '' ? <em className="quiet">(empty)</em> : each.taken}{signed && !each.covered ? <span className="quiet"> from {each.from}, which nothing covers</span> : null}</dd></div>)}</dl>
        </Disclosure>
      ) : null}
    </section>
  );
}

/** What is drawn of canonical bytes; copying gives all of them. */
const mostShown = 200_000;

function SignatureBytes({ index, signature, words, text, targets }: { index: number; signature: Signature; words: string; text: string | null; targets: readonly string[] }) {
  const fits = signature.digestComputed !== null && signature.digestComputed === signature.digestClaimed;
  const outcome = signature.result === 'verified' ? 'pass' : signature.result === 'not-checked' ? 'skip' : 'fail';
  return (
    <Disclosure className="lens-signature" summary={<><OutcomeIcon outcome={outcome} />Signature {index + 1} of the {signature.parentName}</>}
      aside={<span className="quiet">{signature.digestComputed === null ? 'no digest computed' : fits ? 'digest fits' : 'digest differs'}</span>}>
      {signature.digestComputed === null ? null : (
        <Difference caption={`Digest of signature ${index + 1}`} rows={[{ label: 'digest computed', value: signature.digestComputed, from: shortName(signature.digestMethod ?? '') }, { label: 'digest claimed', value: signature.digestClaimed ?? '', from: 'in the Reference' }]} />
      )}
      <dl className="facts">
        <div><dt>Reference</dt><dd className="mono">{signature.referenceURI === null ? 'without URI' : signature.referenceURI === '' ? 'the whole document' : signature.referenceURI}{targets.length > 1 ? <p className="lens-twice">This ID stands {targets.length === 2 ? 'twice' : `${targets.length} times`}, so nobody can say which was signed: {targets.join(', ')}.</p> : null}</dd></div>
        <div><dt>transforms</dt><dd>{signature.transforms.map(shortName).join(', ') || 'none'}</dd></div>
        <div><dt>signatureMethod</dt><dd>{shortName(signature.signatureMethod ?? '') || 'absent'}</dd></div>
        <div><dt>key</dt><dd>{words}</dd></div>
        {signature.canonicalBytes === null ? null : <div><dt>canonical bytes</dt><dd>{bytesInWords(signature.canonicalBytes)}{text === null ? '; too many to be shown' : <CopyButton text={text} what={`the canonical bytes of signature ${index + 1}`} label="Copy" />}</dd></div>}
      </dl>
      {text === null ? null : <pre className="lens-bytes" tabIndex={0} aria-label={`Canonical bytes of signature ${index + 1}`}>{text.length > mostShown ? `${text.slice(0, mostShown)}…` : text}</pre>}
    </Disclosure>
  );
}
