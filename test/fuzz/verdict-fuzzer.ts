/** Verdicts held against other people's: xmlsec and xml-crypto signature by signature, node-saml by whom it lets in. */
import { loadTools } from '../../electron/tools.ts';
import type { Report } from '../../shared/finding.ts';
import { elementOf, sourceOf, type Signature } from '../../shared/model.ts';
import { ds } from '../../shared/saml/names.ts';
import { secondOpinion } from '../../shared/saml/second-opinion.ts';
import { parseXml } from '../../shared/saml/xml.ts';
import { changeBytes, changeStructure } from '../mutations.ts';
import { mutate, type Random } from '../xml-generator.ts';
import { originalNamed, xmlOriginals, type Original } from './corpus.ts';
import { laxer, laxerThanNodeSaml, refusedShapes, stricterChecks, xmlsecLimits } from './explained.ts';
import { explained, failure, same, type FuzzCase, type Fuzzer, type Outcome } from './fuzzer.ts';
import { askNodeSaml, signingKeysOf } from './peer-node-saml.ts';
import { xmlsec, type XmlsecAnswer } from './peer-xmlsec.ts';
import { broken, isOutcome, person, watched } from './watch.ts';
import { chooseWrapping, wrap } from './wrapping.ts';

const tools = await loadTools();

/** Our signatures by their number among all ds:Signature of the document. */
function byNumber(bytes: Uint8Array, report: Report): Map<number, Signature> {
  const parsed = parseXml(bytes);
  const found = new Map<number, Signature>();
  if (!parsed.ok) return found;
  const { tree } = parsed;
  for (let element = 0, number = 0; element < tree.count; element++) {
    if (tree.kind(element) !== ds.Signature) continue;
    const signature = report.facts.signatures.find((each) => !each.detached && sourceOf(each.node) === 0 && elementOf(each.node) === element);
    if (signature !== undefined) found.set(number, signature);
    number++;
  }
  return found;
}

const saysOf = ({ result, failure: why, faults }: Signature): string => `${result}${why === null ? '' : ` (${why})`}${faults.map((fault) => ` ${fault.code}`).join('')}`;

function againstXmlsec(bytes: Uint8Array, signatures: ReadonlyMap<number, Signature>, answer: XmlsecAnswer): Outcome {
  if ('refused' in answer) {
    if (![...signatures.values()].some(({ result }) => result === 'verified')) return same;
    const row = laxer.find(({ inLxml }) => inLxml.test(answer.refused));
    return row === undefined ? failure('unexplained difference', `we verify it, lxml does not read it: ${answer.refused}`) : explained(`laxer than libxml2: ${row.name}`);
  }
  let outcome: Outcome = same;
  for (const [number, theirs] of answer.signatures.entries()) {
    const ours = signatures.get(number);
    if (theirs === 'valid') {
      if (ours?.result === 'verified') continue;
      if (ours === undefined) outcome = explained('xmlsec verifies a signature where SAML has none');
      else if (ours.result === 'refused' && ours.faults.every(({ code }) => Object.hasOwn(refusedShapes, code))) outcome = explained(`xmlsec verifies a shape that SAML does not allow: ${ours.faults[0]!.code}`);
      else return failure('unexplained difference', `xmlsec verifies signature ${number}, ours ${saysOf(ours)}`);
    } else if (ours?.result === 'verified') {
      const row = xmlsecLimits.find((each) => each.fits(ours, () => Buffer.from(bytes).toString('utf8')));
      if (row === undefined) return failure('unexplained difference', `we verify signature ${number}, xmlsec says: ${theirs}`);
      outcome = explained(`xmlsec does not verify: ${row.name}`);
    }
  }
  return outcome;
}

/** What did not verify by its digest or key is shown to xml-crypto too; what verified it has looked at as the second opinion. */
function againstXmlCrypto(bytes: Uint8Array, report: Report, keys: readonly string[]): Outcome {
  const failing = report.outcomes.filter(({ outcome }) => outcome === 'fail').map(({ check }) => check);
  if (failing.length === 1 && failing[0] === 'signature/second-opinion') return failure('unexplained difference', `xml-crypto does not verify what we do: ${report.findings[0]!.message}`);
  const xml = Buffer.from(bytes).toString('utf8');
  for (const [index, { result, parentID, node }] of report.facts.signatures.entries()) {
    // Those in what was decrypted it is not shown.
    if (result !== 'failed' || sourceOf(node) !== 0) continue;
    for (const key of keys) {
      const { verdict } = secondOpinion(xml, { parentID, index, key });
      if (verdict === 'verified') return failure('unexplained difference', `xml-crypto verifies signature ${index}, which ours does not`);
    }
  }
  return same;
}

async function againstNodeSaml(bytes: Uint8Array, report: Report, original: Original): Promise<Outcome> {
  // It reads Responses alone.
  if (report.document.kind !== 'response') return same;
  const theirs = await askNodeSaml(bytes, original);
  if (report.verdict === 'accept') {
    if (theirs.accepts && (theirs.nameID ?? null) === null && report.facts.response!.assertions[0]!.subject?.encryptedID === true) return explained('node-saml does not open an EncryptedID');
    if (theirs.accepts) return theirs.nameID === report.identity!.nameID ? same : failure('unexplained difference', `we read the name ${report.identity!.nameID}, node-saml ${theirs.nameID}`);
    const row = laxerThanNodeSaml.find((each) => each.fits(theirs.why, report));
    return row === undefined ? failure('unexplained difference', `we accept it, node-saml says: ${theirs.why}`) : explained(`node-saml refuses: ${row.name}`);
  }
  if (!theirs.accepts) return same;
  const failing = report.outcomes.filter(({ outcome }) => outcome === 'fail').map(({ check }) => check);
  const row = stricterChecks.find((each) => each.fits(failing, report));
  if (row === undefined) return failure('unexplained difference', `node-saml lets in ${theirs.nameID}, ours ${report.verdict}: ${failing.join(', ')}`);
  return explained((theirs.nameID ?? original.identity.nameID) === original.identity.nameID ? `node-saml accepts: ${row.name}` : `node-saml is fooled, and lets in somebody else: ${row.name}`);
}

async function judge(each: FuzzCase): Promise<Outcome> {
  const original = originalNamed(each.salt);
  // As it is posted: a paste of several messages would be taken apart.
  const report = watched(Buffer.from(Buffer.from(each.bytes).toString('base64')), original.expected, tools);
  if (isOutcome(report)) return report;
  const rule = broken(report);
  if (rule !== null) return rule;
  if (report.verdict === 'accept' && report.identity !== null && person(report.identity) !== person(original.identity)) return failure('accepted forgery', `names ${report.identity.nameID} instead of ${original.identity.nameID}`);
  const keys = signingKeysOf(original);
  const peer = xmlsec();
  const outcomes = [
    peer === null ? same : againstXmlsec(each.bytes, byNumber(each.bytes, report), await peer.ask(each.bytes, keys)),
    againstXmlCrypto(each.bytes, report, keys),
    await againstNodeSaml(each.bytes, report, original),
  ];
  return outcomes.find(({ is }) => is === 'failure') ?? outcomes.find(({ is }) => is === 'explained') ?? same;
}

/** What forgeries are judged against: they are made of the same login. */
const plainest = 'legal/signed-assertion.xml';

const number = (random: Random): number => random.below(0x7fff_ffff);

export const verdictFuzzer: Fuzzer = {
  name: 'verdict', what: 'Changed messages judged by xmlsec, xml-crypto and node-saml too: they agree, or it is known why not.', share: 14, judge,
  make(random) {
    if (random.chance(0.25)) {
      const forged = wrap(chooseWrapping(random));
      if (forged !== null && forged.startsWith('<')) return { bytes: Buffer.from(forged), salt: plainest };
    }
    const original = random.pick(xmlOriginals());
    let { bytes } = original;
    for (let times = random.below(4); times > 0; times--) {
      const change = { kind: number(random), one: number(random), two: number(random), three: number(random) };
      bytes = random.chance(0.6) ? changeStructure(bytes, change) : random.chance(0.5) ? changeBytes(bytes, change) : mutate(random, Buffer.from(bytes));
    }
    return { bytes, salt: original.name };
  },
};
