/** The lens: canonical bytes are those that were digested, stretches tile the source, and careless readings differ where they should. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inspect } from '../shared/inspect.ts';
import { sha1, sha256 } from '../shared/urns.ts';
import { cases, expectedOf } from './fixtures/responses/cases.ts';
import { admin, ada } from './fixtures/responses/parts.ts';
import { fixtureFolder } from './make-fixtures.ts';

const hashes: Record<string, string> = { [sha1]: 'sha1', [sha256]: 'sha256' };

function seen(file: string) {
  const report = inspect(readFileSync(join(fixtureFolder, file)), expectedOf(cases.find((each) => each.file === file)!), { lens: true });
  return { report, lens: report.lens! };
}

describe('canonical bytes', () => {
  it.each(cases.filter(({ file }) => /\/(vendor|signature|wrapping|name-id|encrypted)/.test(file)).map(({ file }) => file))('%s: hash to the digest that was computed', (file) => {
    const { report, lens } = seen(file);
    for (const { signature, canonicalText } of lens?.signatures ?? []) {
      const { digestMethod, digestComputed } = report.facts.signatures[signature]!;
      const hash = hashes[digestMethod ?? ''];
      if (digestComputed === null || hash === undefined) continue;
      expect(canonicalText).not.toBeNull();
      expect(createHash(hash).update(canonicalText!).digest('base64')).toBe(digestComputed);
    }
  });

  it('are not made unless asked for', () => {
    const file = 'legal/vendor-okta.xml';
    expect(inspect(readFileSync(join(fixtureFolder, file)), expectedOf(cases.find((each) => each.file === file)!)).lens).toBeUndefined();
  });
});

describe('stretches', () => {
  it.each(['legal/vendor-okta.xml', 'legal/vendor-entra.xml', 'forged/wrapping-xsw3.xml', 'legal/encrypted-aes-256-gcm-oaep.xml'])('%s: tile every source', (file) => {
    const { report, lens } = seen(file);
    report.sources.forEach(({ text }, source) => {
      let at = 0;
      for (const stretch of lens.stretches.filter((each) => each.source === source)) {
        expect(stretch.offset).toBe(at);
        at += stretch.length;
      }
      expect(at).toBe(text.length);
    });
  });

  it('leave out the signature itself, unless another one covers it', () => {
    const { report, lens } = seen('legal/vendor-okta.xml');
    const text = report.sources[0]!.text;
    const coverAt = (needle: string, from = 0): number[] => {
      const offset = text.indexOf(needle, from);
      return lens.stretches.find((each) => each.offset <= offset && offset < each.offset + each.length)!.coveredBy;
    };
    const assertion = text.indexOf(':Assertion ');
    expect([coverAt('SignatureValue'), coverAt('SignatureValue', assertion), coverAt('NameID', assertion)]).toEqual([[], [0], [0, 1]]);
  });
});

describe('careless readings', () => {
  const nameIDIn = (file: string) => seen(file).lens.readings.find((each) => each.what === 'NameID')!;

  it('take what was signed from an honest response', () => {
    const { lens } = seen('legal/vendor-okta.xml');
    expect(lens.readings.length).toBeGreaterThan(3);
    expect(lens.readings.filter((each) => each.differs || !each.covered)).toEqual([]);
  });

  it.each(cases.filter(({ file }) => file.startsWith('legal/encrypted')).map(({ file }) => file))('%s: take what was signed, or decrypted from it', (file) => {
    const { report, lens } = seen(file);
    if (report.verdict !== 'accept' || report.identity?.nameID == null) return;
    const nameID = lens.readings.find((each) => each.what === 'NameID')!;
    expect([nameID.taken, nameID.differs, nameID.covered]).toEqual([report.identity.nameID, false, true]);
  });

  it('take the forger’s NameID where the signed assertion was moved away', () => {
    expect(nameIDIn('forged/wrapping-xsw3.xml')).toMatchObject({ taken: admin, signed: ada, differs: true, covered: false });
  });

  it.each(['forged/wrapping-xsw3-after.xml'])('%s: tell what one takes that reads the last, where the forged one comes last', (file) => {
    const { readings } = seen(file).lens;
    const taken = readings.filter((each) => each.what === 'NameID' && each.differs);
    expect(taken).toMatchObject([{ taken: admin, signed: ada, covered: false }]);
  });

  it('name a signature in a place where none counts', () => {
    const { lens } = seen('forged/wrapping-subject.xml');
    expect(lens.strays).toEqual(['Response/Assertion/Subject/Assertion/Signature']);
    expect(lens.readings.find((each) => each.what === 'NameID')).toMatchObject({ reader: 'first', taken: admin, signed: null });
    expect(seen('legal/vendor-okta.xml').lens.strays).toEqual([]);
  });

  it('name every element whose ID a Reference names', () => {
    expect(seen('forged/wrapping-same-twice.xml').lens.signatures[0]!.targets).toHaveLength(2);
    for (const { targets } of seen('legal/vendor-okta.xml').lens.signatures) expect(targets).toHaveLength(1);
  });

  it('stop at a comment', () => {
    const { taken, signed, differs } = nameIDIn('legal/name-id-comment.xml');
    expect([signed!.startsWith(taken), taken === signed, differs]).toEqual([true, false, true]);
  });

  it('say that nothing was signed where no signature is verified', () => {
    expect(nameIDIn('forged/signature-name-id-changed.xml')).toMatchObject({ signed: null, differs: false, covered: false });
  });
});
