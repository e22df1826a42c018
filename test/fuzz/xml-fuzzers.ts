/** Well-formedness and canonical bytes, held against libxml2. */
import { canonicalize, type CanonicalOptions } from '../../shared/saml/c14n.ts';
import type { Tree } from '../../shared/saml/tree.ts';
import { parseXml } from '../../shared/saml/xml.ts';
import { changeBytes } from '../mutations.ts';
import { generateDocument, mutate, seededRandom, type Random } from '../xml-generator.ts';
import { realDocuments } from './corpus.ts';
import { laxer, otherCanonical, stricter } from './explained.ts';
import { explained, failure, same, type FuzzCase, type Fuzzer, type Outcome } from './fuzzer.ts';
import { algorithms, isExclusive, openInLibxml2, type PeerDocument } from './peer-libxml2.ts';

const listable = ['a', 'b', 'saml', 'samlp', 'ds', 'xs', 'xsi', 'x-1', 'é', '#default', 'none'];
const number = (random: Random): number => random.below(0x7fff_ffff);
const salt = (random: Random): string => String(number(random));
const firstDifference = (one: string, other: string): number => { let at = 0; while (at < one.length && one[at] === other[at]) at++; return at; };
const around = (text: string, at: number): string => JSON.stringify(text.slice(Math.max(0, at - 40), at + 60));

/** One subtree in one algorithm, chosen by the salt. */
function choose(random: Random, tree: Tree): { element: number; options: CanonicalOptions } {
  const options: CanonicalOptions = { algorithm: random.pick(algorithms) };
  if (isExclusive(options.algorithm) && random.chance(0.5)) options.inclusivePrefixes = listable.filter(() => random.chance(0.4));
  return { element: random.chance(0.3) ? 0 : random.below(tree.count), options };
}

function compareCanonical(random: Random, tree: Tree, peer: PeerDocument): Outcome {
  const { element, options } = choose(random, tree);
  const ours = Buffer.from(canonicalize(tree, element, options)).toString('utf8');
  const theirs = peer.canonical(element, options);
  if (ours === theirs) return same;
  const row = otherCanonical.find((each) => each.fits(ours, theirs, options.algorithm));
  if (row !== undefined) return explained(`canonical form other than libxml2's: ${row.name}`);
  const at = firstDifference(ours, theirs);
  return failure('unexplained difference', `canonical form of element ${element}, ${JSON.stringify(options)}: ours ${around(ours, at)}, libxml2 ${around(theirs, at)}`);
}

function judge({ bytes, salt: seed }: FuzzCase): Outcome {
  const ours = parseXml(bytes);
  const peer = openInLibxml2(bytes);
  if (!('dispose' in peer)) {
    if (!ours.ok) return same;
    const rows = peer.map((complaint) => laxer.find((each) => each.says.test(complaint)));
    const unexplained = rows.indexOf(undefined);
    return unexplained === -1 && rows.length > 0 ? explained(`laxer than libxml2: ${rows[0]!.name}`) : failure('unexplained difference', `we take it, libxml2 says: ${peer[unexplained] ?? 'nothing'}`);
  }
  try {
    if (ours.ok) return compareCanonical(seededRandom(Number(seed)), ours.tree, peer);
    const row = stricter.find((each) => each.fits(ours.fault, () => Buffer.from(bytes).toString(bytes.includes(0) ? 'utf16le' : 'latin1')));
    return row === undefined ? failure('unexplained difference', `libxml2 takes it, we say: ${ours.fault.message}`) : explained(`stricter than libxml2: ${row.name}`);
  } finally {
    peer.dispose();
  }
}

export const xmlFuzzers: readonly Fuzzer[] = [
  {
    name: 'xml-grammar', what: 'Well-formed documents of every construct: taken by both, the same canonical bytes.', share: 12, judge,
    make: (random) => ({ bytes: Buffer.from(generateDocument(random)), salt: salt(random) }),
  },
  {
    name: 'xml-broken', what: 'The same with something put in, left out or repeated: taken or refused by both.', share: 12, judge,
    make: (random) => ({ bytes: mutate(random, Buffer.from(generateDocument(random, { elements: 6 }))), salt: salt(random) }),
  },
  {
    name: 'xml-real', what: 'Real messages with changed bytes: taken or refused by both, the same canonical bytes.', share: 10, judge,
    make(random) {
      let bytes: Uint8Array = random.pick(realDocuments());
      for (let times = random.below(3); times > 0; times--) {
        bytes = random.chance(0.5) ? mutate(random, Buffer.from(bytes)) : changeBytes(bytes, { kind: number(random), one: number(random), two: number(random), three: number(random) });
      }
      return { bytes, salt: salt(random) };
    },
  },
];
