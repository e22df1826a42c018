/** The judge on changed and made-up input: it answers, in time, and names nobody but the one whom the key signed for. */
import { judgeByAll } from '../../shared/judges/index.ts';
import { encodePost } from '../../shared/saml/binding.ts';
import { changeBytes, changeStructure } from '../mutations.ts';
import { clock, usual } from '../fixtures/responses/parts.ts';
import { mutate, type Random } from '../xml-generator.ts';
import { certificates, everything, originalNamed, originals, xmlOriginals, type Original } from './corpus.ts';
import { failure, same, type FuzzCase, type Fuzzer, type Outcome } from './fuzzer.ts';
import { largeDocument } from './large.ts';
import { broken, isOutcome, person, watched } from './watch.ts';
import { chooseWrapping, wrap } from './wrapping.ts';

const number = (random: Random): number => random.below(0x7fff_ffff);
const change = (random: Random): Parameters<typeof changeBytes>[1] => ({ kind: number(random), one: number(random), two: number(random), three: number(random) });

/** Accepted is only what names the same person as before; without one, what names nobody. */
export function sameOrNobody(each: FuzzCase, original: Original): Outcome {
  const report = watched(each.bytes, original.expected);
  if (isOutcome(report)) return report;
  const rule = broken(report);
  if (rule !== null) return rule;
  if (report.verdict !== 'accept') return same;
  if (report.identity === null) return /response|assertion/.test(report.document.kind) ? failure('accepted forgery', `accepted as a ${report.document.kind} that names nobody`) : same;
  const [now, before] = [person(report.identity), person(original.identity)];
  return now === before ? same : failure('accepted forgery', `names ${now.slice(0, 300)} instead of ${before.slice(0, 300)} (${original.name})`);
}

const changed = (name: string, what: string, share: number, list: () => readonly Original[], alter: (random: Random, bytes: Uint8Array) => Uint8Array): Fuzzer => ({
  name, what, share,
  make(random) {
    const original = random.pick(list());
    return { bytes: alter(random, original.bytes), salt: original.name };
  },
  judge: (each) => sameOrNobody(each, originalNamed(each.salt)),
});

const pieces = [
  '<', '>', '/', '="', '"', '&', ';', '#', '<!--', '-->', '<![CDATA[', ']]>', '<?', '?>', '<!DOCTYPE', 'xmlns', ':', 'saml:Assertion', 'samlp:Response', 'ds:Signature', ' ID="_a"', 'urn:oasis:names:tc:SAML:2.0:protocol', '\0', '\uFEFF', '\uD800', '%', '%3C', 'SAMLResponse=',
  '&RelayState=', 'PHNhbWxwOlJlc3BvbnNl', '=', '-----BEGIN CERTIFICATE-----', '{', '"SAMLResponse":', '{"log":{"entries":[', '"postData":{"text":"', '\r\n', 'a', ' ', '&#x', 'eJw', '"}]', 'SAMLRequest=', 'Signature=', 'SigAlg=', '<form', '<input name="SAMLResponse" value="',
];

/** A certificate or key whose DER was changed, as it is or in PEM. */
function certificate(random: Random): Uint8Array {
  let der: Uint8Array = random.pick(certificates());
  for (let times = 1 + random.below(3); times > 0; times--) der = changeBytes(der, change(random));
  return random.chance(0.5) ? der : Buffer.from(`-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`);
}

/** Anything: pieces of markup, bytes, a message in a wrong dress, cut off anywhere. */
function anything(random: Random): Uint8Array {
  const kind = random.below(7);
  if (kind === 0) return Buffer.from(Array.from({ length: random.below(400) }, () => random.below(256)));
  if (kind === 1) return Buffer.from(Array.from({ length: random.below(80) }, () => random.pick(pieces)).join(''));
  if (kind === 3) return certificate(random);
  let bytes: Uint8Array = random.pick(everything());
  if (kind === 2) return bytes.subarray(0, random.below(bytes.length + 1));
  for (let times = random.below(4); times > 0; times--) bytes = random.chance(0.5) ? mutate(random, Buffer.from(bytes)) : changeBytes(bytes, change(random));
  const text = Buffer.from(bytes).toString('latin1');
  if (kind === 4) return Buffer.from(encodePost(text));
  if (kind === 5) return Buffer.from(new URLSearchParams({ [random.pick(['SAMLResponse', 'SAMLRequest', 'samlresponse'])]: random.chance(0.5) ? encodePost(text) : text, RelayState: random.pick(pieces) }).toString());
  return bytes;
}

export const inspectFuzzers: readonly Fuzzer[] = [
  changed('bytes', 'Accepted messages with changed bytes, in any dress.', 14, originals, (random, bytes) => {
    let result = bytes;
    for (let times = 1 + random.below(3); times > 0; times--) result = random.chance(0.3) ? mutate(random, Buffer.from(result)) : changeBytes(result, change(random));
    return result;
  }),
  changed('structure', 'Accepted messages whose elements were moved, copied, wrapped and replaced.', 20, xmlOriginals, (random, bytes) => {
    let result = bytes;
    for (let times = 1 + random.below(5); times > 0; times--) result = changeStructure(result, change(random));
    return result;
  }),
  {
    name: 'anything', what: 'Whatever bytes: a Report and no exception.', share: 8,
    make: (random) => ({ bytes: anything(random), salt: random.pick(['usual', 'strict']) }),
    judge(each) {
      const report = watched(each.bytes, each.salt === 'usual' ? usual : { now: clock, clockSkew: 0, policy: 'strict' });
      return isOutcome(report) ? report : (broken(report) ?? same);
    },
  },
  {
    name: 'asked', what: 'Forged and changed messages with all that may be asked for: the signed bytes, every other judge, the cause of each damage.', share: 6,
    make(random) {
      const original = random.pick(xmlOriginals());
      const forged = random.chance(0.3) ? wrap(chooseWrapping(random)) : null;
      if (forged !== null) return { bytes: Buffer.from(forged), salt: original.name };
      let { bytes } = original;
      for (let times = 1 + random.below(3); times > 0; times--) bytes = random.chance(0.7) ? changeStructure(bytes, change(random)) : changeBytes(bytes, change(random));
      return { bytes, salt: original.name };
    },
    judge(each) {
      const { origin: _live, ...expected } = originalNamed(each.salt).expected;
      const report = watched(each.bytes, expected, { lens: true, judges: judgeByAll });
      return isOutcome(report) ? report : (broken(report) ?? same);
    },
  },
  {
    name: 'large', what: 'Large documents made to cost much: in time.', share: 6,
    make: (random) => ({ bytes: Buffer.from(largeDocument(random)), salt: random.pick(['', 'asked']) }),
    judge(each) {
      // Every other time with all that may be asked for.
      const report = watched(each.bytes, { ...usual, origin: 'network' }, each.salt === 'asked' ? { lens: true, judges: judgeByAll } : {});
      return isOutcome(report) ? report : (broken(report) ?? same);
    },
  },
];
