/** The fuzzers for a few seconds with a fixed seed, the cases that once failed, and that every attack is held somewhere. */
import { describe, expect, it } from 'vitest';
import { cases } from './fixtures/responses/cases.ts';
import { attacks } from './fuzz/attacks.ts';
import { laxer, laxerThanNodeSaml, otherCanonical, refusedShapes, stricter, stricterChecks, xmlsecLimits } from './fuzz/explained.ts';
import { failure, judged, randomOf, same, type FuzzCase, type Fuzzer } from './fuzz/fuzzer.ts';
import { fuzzers, notAsked, stopPeers } from './fuzz/fuzzers.ts';
import { minimise } from './fuzz/minimise.ts';
import { places } from './fuzz/places.ts';
import { seeds, straySeeds } from './fuzz/seeds.ts';
import { casesOf, countOf, newTally, summary } from './fuzz/tally.ts';
import { tricks } from './fuzz/tricks.ts';
import { describeWrapping, dimensions, isXml, wrap } from './fuzz/wrapping.ts';
import { refusedOrHarmless } from './fuzz/forgery-fuzzers.ts';
import { assertionID, message, usual } from './fixtures/responses/parts.ts';
import { forge } from './signing.ts';
import { inspect } from '../shared/inspect.ts';
import type { BareSignature } from '../shared/judges/judge.ts';
import { seededRandom } from './xml-generator.ts';

const seed = 20261122;
/** Cases of each, less than a second of them. */
const counts: Readonly<Record<string, number>> = { 'xml-grammar': 800, 'xml-broken': 1500, 'xml-real': 400, bytes: 300, structure: 250, anything: 20, asked: 20, large: 10, wrapping: 250, tricks: 60, redirect: 250, verdict: 20 };

// Where Debian's packages are missing, the run says so and asks the others alone.
for (const peer of notAsked()) console.log(`Not asked: ${peer}.`);

describe('every fuzzer', () => {
  it.each(fuzzers.map((each) => [each.name, each] as const))('%s finds nothing', async (name, fuzzer) => {
    for (let index = 0; index < counts[name]!; index++) {
      const each = fuzzer.make(randomOf(seed, name, index));
      const outcome = await judged(fuzzer, each);
      if (outcome.is === 'failure') expect.fail(`case ${index}: ${outcome.kind}: ${outcome.message}`);
    }
    stopPeers();
  });

  it('makes the same case of the same numbers, and another of others', () => {
    for (const fuzzer of fuzzers) {
      const [one, again, other] = [0, 0, 1].map((index) => fuzzer.make(randomOf(seed, fuzzer.name, index))) as [FuzzCase, FuzzCase, FuzzCase];
      // RSA-PSS and ECDSA take random numbers of their own; none of the fuzzers uses them.
      expect(Buffer.from(one.bytes).equals(again.bytes) && one.salt === again.salt, fuzzer.name).toBe(true);
      expect(Buffer.from(one.bytes).equals(other.bytes), fuzzer.name).toBe(false);
    }
  });
});

describe('wrapping', () => {
  it('is refused in every place, with the evil one hidden and with the signed one hidden', () => {
    const made = new Set<string>();
    for (let place = 0; place < places.length; place++) {
      // A signed assertion, a signed Response, an encrypted one, and the others in turn.
      for (const base of [0, 1, 2 + (place % 6), 8]) {
        const random = seededRandom(place * 100 + base);
        for (const hidesEvil of [false, true]) {
          const each = { base, place, hidesEvil, keepsSignature: random.chance(0.5), name: random.below(dimensions.name), signing: random.below(dimensions.signing), touch: random.below(dimensions.touch) };
          const xml = wrap(each);
          if (xml === null) continue;
          made.add(places[place]!.name);
          const outcome = refusedOrHarmless({ bytes: Buffer.from(xml), salt: 'refused' });
          if (outcome !== same) expect.fail(`${describeWrapping(each)}: ${JSON.stringify(outcome)}`);
        }
      }
    }
    expect([...made].toSorted()).toEqual(places.map(({ name }) => name).toSorted());
  });

  it('makes documents that are read, else they would be refused for that alone', () => {
    const read = places.filter((_place, place) => [0, 1, 8].some((base) => { const xml = wrap({ base, place, hidesEvil: false, keepsSignature: true, name: 0, signing: 1, touch: 0 }); return xml !== null && isXml(xml); }));
    expect(places.filter((place) => !read.includes(place)).map(({ name }) => name)).toEqual(['before the root', 'after the root']);
  });

  it('is accepted when nothing is forged', () => {
    const xml = wrap({ base: 0, place: 0, hidesEvil: true, keepsSignature: true, name: 0, signing: 0, touch: 0 })!;
    const evil = /<saml:Assertion[^>]* ID="_evil".*?<\/saml:Assertion>/s.exec(xml)![0];
    expect(refusedOrHarmless({ bytes: Buffer.from(xml.replace(evil, '')), salt: 'refused' })).toMatchObject({ is: 'failure', kind: 'accepted forgery' });
  });
});

describe('tricks', () => {
  it.each(tricks.map((trick) => [trick.name, trick] as const))('%s', (_name, trick) => {
    for (let index = 0; index < 6; index++) {
      expect(refusedOrHarmless({ bytes: Buffer.from(trick.make(seededRandom(index))), salt: trick.harmless === true ? 'harmless' : 'refused' })).toEqual(same);
    }
  });

  it.each(tricks.filter(({ harmless }) => harmless === true).map((trick) => [trick.name, trick] as const))('%s does no harm, and is accepted', (_name, trick) => {
    const accepted = Array.from({ length: 6 }, (_, index) => refusedOrHarmless({ bytes: Buffer.from(trick.make(seededRandom(index))), salt: 'refused' })).filter(({ is }) => is === 'failure');
    expect(accepted.length).toBeGreaterThan(0);
  });
});

describe('seeds', () => {
  it.each(seeds().map((each) => [each.file, each] as const))('%s', async (_file, each) => {
    const fuzzer = fuzzers.find(({ name }) => name === each.fuzzer)!;
    const outcome = await judged(fuzzer, each);
    stopPeers();
    expect(outcome.is === 'explained' ? outcome.name : outcome.is, each.what).toBe(each.outcome);
  });

  it('are all in the manifest', () => {
    expect(straySeeds()).toEqual([]);
  });
});

describe('the table of attacks', () => {
  const names = (verdict: string): string[] => cases.filter((each) => each.verdict === verdict).map(({ file }) => file.slice(file.indexOf('/') + 1));
  const forged = names('reject');
  const legal = names('accept');

  it.each(attacks.map((each) => [each.name, each] as const))('%s: forged, near, varied', (_name, { forged: pattern, near, fuzzers: by }) => {
    expect(forged.filter((name) => pattern.test(name)).length).toBeGreaterThan(0);
    expect(legal.filter((name) => near.test(name)).length).toBeGreaterThan(0);
    for (const name of by) expect(fuzzers.map((fuzzer) => fuzzer.name)).toContain(name);
  });

  it('leaves out no forged fixture', () => {
    expect(forged.filter((name) => !attacks.some((each) => each.forged.test(name)))).toEqual([]);
  });

  it('names every published bypass once', () => {
    const published = attacks.flatMap((each) => each.published ?? []);
    expect(new Set(published).size).toBe(published.length);
    for (const cve of ['2016-5697', '2017-11427', '2017-11428', '2017-11429', '2017-11430', '2018-0489', '2018-5387', '2019-3465', '2024-6800', '2024-45409', '2025-25291', '2025-25292', '2025-25293', '2025-29774', '2025-29775', '2025-46572', '2025-47949', '2025-54369', '2025-54419', '2025-54572', '2025-66567', '2025-66568']) expect(published).toContain(`CVE-${cve}`);
  });
});

describe('what other judges are told', () => {
  const bareOf = (references: number): BareSignature => {
    let seen: BareSignature | null = null;
    inspect(forge(message(), assertionID, { references: (reference) => reference.repeat(references) }), usual, { judges: ({ bare }) => { seen = bare.signatures[0]!; return []; } });
    return seen!;
  };

  it('is what a signature with a few References says, and no verdict of one with thousands, each of which would ask for the whole document', () => {
    expect(bareOf(1)).toMatchObject({ references: [{ targets: 1 }], result: 'verified' });
    expect(bareOf(3)).toMatchObject({ references: [{}, {}, {}], result: 'verified' });
    const many = bareOf(5_000);
    expect(many.result).toBeNull();
    expect(many.references.length).toBeLessThan(20);
  });
});

describe('the machinery', () => {
  it('explains each difference once, and says why', () => {
    for (const rows of [stricter, laxer, otherCanonical, xmlsecLimits, laxerThanNodeSaml, stricterChecks]) {
      expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
      for (const { why } of rows) expect(why).toMatch(/^[A-Z#x].*\.$|^libxml2 .*\.$|^node-saml .*\.$/);
    }
    for (const why of Object.values(refusedShapes)) expect(why).toMatch(/\.$/);
  });

  it('minimises a failing case to what fails', async () => {
    const fuzzer: Fuzzer = { name: 'x', what: 'x', share: 1, make: () => ({ bytes: Buffer.from(''), salt: '' }), judge: ({ bytes }) => (Buffer.from(bytes).includes('<b') ? failure('exception', `at ${bytes.length}`) : same) };
    expect(Buffer.from((await minimise(fuzzer, { bytes: Buffer.from('<a>some text<b attribute="value"/> and more</a>'), salt: '' }, Infinity)).bytes).toString()).toBe('<b');
  });

  it('takes what is thrown for a finding', async () => {
    const fuzzer: Fuzzer = { name: 'x', what: 'x', share: 1, make: () => ({ bytes: Buffer.from(''), salt: '' }), judge: () => { throw new Error('no'); } };
    expect(await judged(fuzzer, fuzzer.make(seededRandom(1)))).toMatchObject({ is: 'failure', kind: 'exception' });
  });

  it('sums up: cases, explained differences, failures with their files', () => {
    const tally = newTally();
    Object.assign(countOf(tally, 'xml-real'), { cases: 10, milliseconds: 1000, explained: { why: 2 }, failures: 1 });
    const text = summary(tally, [{ fuzzer: 'xml-real', index: 7, kind: 'unexplained difference', message: 'differs', file: 'test/fuzz/found/x.bin' }], ['a peer']);
    expect(casesOf(tally)).toBe(10);
    for (const part of ['xml-real', '2  why', 'not asked: a peer', 'FAILURE  unexplained difference (xml-real, case 7), saved as test/fuzz/found/x.bin', '10 cases, 1 failures.']) expect(text).toContain(part);
  });
});
