/** Signature forensics: the damage a copy suffered is named, a forgery is never called one, and no verdict moves. */
import { describe, expect, it } from 'vitest';
import type { Report } from '../shared/finding.ts';
import { inspect } from '../shared/inspect.ts';
import type { Expected } from '../shared/model.ts';
import { damageList } from '../shared/saml/damage/index.ts';
import { findDamage, largestDocument } from '../shared/saml/forensics.ts';
import { prepareKeys } from '../shared/saml/signature-keys.ts';
import { encodeRedirect } from '../shared/saml/binding.ts';
import { privateKeyFrom, signBytes } from '../shared/saml/crypto.ts';
import { vendors } from '../shared/saml/response-shapes.ts';
import { rsaSha256 } from '../shared/urns.ts';
import { against, damageCases, prettyPrinted, signedLogin, type DamageCase, type Signs, type VendorName } from './damages.ts';
import { certificate, privateKey } from './signing.ts';

const signs: readonly Signs[] = ['assertion', 'response', 'both'];
const everyLogin = (Object.keys(vendors) as VendorName[]).flatMap((vendor) => signs.map((each) => [vendor, each] as const));
const judge = (document: string | Uint8Array, change: Partial<Expected> = {}): Report => inspect(document, { ...against(), ...change });

/** Rejected, nobody named, and the best explanation is the damage. */
function isExplained(report: Report, kinds: readonly string[]): void {
  expect(report.verdict).toBe('reject');
  expect(report.identity).toBeNull();
  expect(report.facts.damage?.kinds.some((kind) => kinds.includes(kind)), `${report.facts.damage?.kinds.join(' + ') ?? 'nothing'} instead of ${kinds.join(' or ')}`).toBe(true);
  expect(report.facts.damage?.verifiesWith?.source).toBe('metadata');
  expect(report.diagnoses[0]?.id).toBe('changed-in-copying');
  expect(report.diagnoses[0]?.fix.side).toBe('capture');
  expect(report.diagnoses[0]?.because.length).toBeGreaterThan(0);
  expect(report.facts.signatures.every((signature) => signature.result !== 'verified' || signature.digestClaimed === signature.digestComputed)).toBe(true);
}

describe('a damage of the copy', () => {
  it.each(damageCases)('is named: $name', ({ damage, dress, kinds, only }: DamageCase) => {
    let changed = 0;
    for (const [vendor, each] of only ?? everyLogin) {
      const good = signedLogin(vendor, each, dress);
      const damaged = damage(good);
      // Vendors that send no such value have nothing to damage.
      if (damaged === good) continue;
      changed++;
      expect(judge(good).verdict).toBe('accept');
      isExplained(judge(damaged), kinds);
    }
    expect(changed).toBeGreaterThan(0);
  });

  it.each(damageList.map(({ id }) => id).filter((id) => id !== 'encoding-repaired' && id !== 'no-break-space-lost' && id !== 'references-decoded-in-place'))('has a case: %s', (id) => {
    expect(damageCases.some(({ kinds }) => kinds.includes(id))).toBe(true);
  });

  it('is named when it came the other way round', () => {
    const garbled = signedLogin('okta', 'assertion', { before: (xml) => xml.replaceAll('ë', 'Ã«').replaceAll('ü', 'Ã¼').replaceAll('ö', 'Ã¶').replace('–', '-').replace('学生', 'x') });
    isExplained(judge(garbled.replaceAll('Ã«', 'ë').replaceAll('Ã¼', 'ü').replaceAll('Ã¶', 'ö')), ['encoding-repaired']);
    const spaced = signedLogin('okta', 'assertion', { before: (xml) => xml.replace('Team Blue', 'Team\u00a0Blue') });
    isExplained(judge(spaced.replace('\u00a0', ' ')), ['no-break-space-lost']);
    const escaped = signedLogin('okta', 'assertion', { before: (xml) => xml.replace('Team Blue', 'Team &amp;lt; Blue') });
    isExplained(judge(escaped.replace('&amp;lt;', '&lt;')), ['references-decoded', 'references-decoded-in-place']);
  });

  it('is named when there are two of them', () => {
    const good = signedLogin();
    const latin = (xml: string): string => new TextDecoder('windows-1252').decode(Buffer.from(xml, 'utf8'));
    for (const [damaged, kinds] of [
      [latin(prettyPrinted(good)), ['encoding-mixed-up', 'pretty-printed']],
      [prettyPrinted(good).replaceAll('&amp;', '&'), ['references-decoded', 'pretty-printed']],
      [prettyPrinted(good.replaceAll('&', '&amp;')), ['references-encoded-twice', 'pretty-printed']],
    ] as const) {
      const report = judge(damaged);
      isExplained(report, kinds);
      expect(report.facts.damage?.kinds).toEqual(kinds);
    }
  });

  it('is located, with both digests', () => {
    const { facts, diagnoses } = judge(signedLogin('okta', 'assertion').replace('Team Blue', 'Team\u00a0Blue'));
    expect(facts.damage?.places).toBe(1);
    expect(facts.damage?.place?.path).toMatch(/Response\/Assertion\/AttributeStatement\/Attribute\/AttributeValue$/);
    expect(facts.damage?.digestUndone).toBe(facts.damage?.digestClaimed);
    expect(facts.damage?.digestBefore).not.toBe(facts.damage?.digestClaimed);
    expect(diagnoses[0]?.detail).toMatch(/one place: line 1, column \d+, in Attribute \/ AttributeValue\./);
  });

  it('is told without a key, and then promises less', () => {
    const { idp, ...rest } = against();
    const report = inspect(prettyPrinted(signedLogin('entra', 'assertion')), rest);
    expect(idp).toBeDefined();
    expect(report.facts.damage).toMatchObject({ kinds: ['pretty-printed'], verifiesWith: null, fitsEmbedded: true });
    expect(report.diagnoses.find(({ id }) => id === 'changed-in-copying')?.message).toMatch(/fits the certificate in the message, which you did not give/);
  });

  it('names a key that is known from elsewhere', () => {
    const report = judge(prettyPrinted(signedLogin('okta', 'assertion', { key: 'other-rsa' })), { otherKeys: [{ material: certificate('other-rsa'), use: 'signing', source: 'connection Heap' }] });
    expect(report.verdict).toBe('reject');
    expect(report.facts.damage).toMatchObject({ kinds: ['pretty-printed'], verifiesWith: null, otherKeyFits: 0 });
    expect(report.diagnoses.map(({ id }) => id)).toEqual(['changed-in-copying', 'key-of-other-connection']);
  });

  it('says where a copy was cut off when nothing else can be said', () => {
    const xml = signedLogin('okta', 'assertion');
    const report = judge(xml.slice(0, xml.indexOf('<saml2:Conditions') + 30));
    expect(report.diagnoses[0]?.id).toBe('cut-off-at');
    expect(report.diagnoses[0]?.message).toMatch(/it ends in Response \/ Assertion, line 1/);
    expect(report.facts.damage?.verifiesWith).toBeNull();
  });
});

describe('what is harmless', () => {
  it.each([
    ['quotes', (xml: string) => xml.replace(/="([^"']*)"/g, "='$1'")],
    ['a declaration', (xml: string) => `<?xml version="1.0" encoding="UTF-8"?>\n${xml}`],
    ['a byte order mark', (xml: string) => `\ufeff${xml}`],
    ['expanded empty elements', (xml: string) => xml.replace(/<((?:\w+:)?(?:StatusCode|Transform|DigestMethod|SubjectConfirmationData))\b([^<>]*)\/>/g, '<$1$2></$1>')],
    ['the order of attributes', (xml: string) => xml.replace(/( Version="2.0")( IssueInstant="[^"]*")/g, '$2$1')],
    ['line breaks between attributes', (xml: string) => xml.replaceAll(' Version=', '\n    Version=')],
  ])('is accepted as it stands: %s', (_name, change) => {
    const report = judge(change(signedLogin()));
    expect(report.verdict).toBe('accept');
    expect(report.facts.damage).toBeUndefined();
  });
});

describe('a forgery', () => {
  const forgeries: readonly (readonly [name: string, forge: (xml: string) => string])[] = [
    ['another NameID', (xml) => xml.replaceAll('zoe+test@', 'admin@')],
    ['one letter of the NameID', (xml) => xml.replace('zoe+test@example.com</', 'zoe+tesT@example.com</')],
    ['another group', (xml) => xml.replace('Team Blue', 'Team Admin')],
    ['a group more', (xml) => xml.replace(/(<(?:\w+:)?AttributeValue[^>]*>)Team Blue/, (start, open: string) => `${open}Admins</${/^<(\w+:)?/.exec(open)![1] ?? ''}AttributeValue>${start}`)],
    ['another audience', (xml) => xml.replaceAll('sp.example.com/saml/acme<', 'evil.example.com<')],
    ['a later end', (xml) => xml.replace(/NotOnOrAfter="2026/, 'NotOnOrAfter="2027')],
    ['another NameID, pretty-printed', (xml) => prettyPrinted(xml.replaceAll('zoe+test@', 'admin@'))],
    ['a comment with another digest', (xml) => xml.replaceAll('<ds:DigestValue>', '<ds:DigestValue><!--AAAA-->')],
    ['an instruction in the NameID', (xml) => xml.replaceAll('zoe+test@example.com</', 'zoe+test@example.com<?a?></')],
    ['another digest', (xml) => xml.replace(/(<ds:DigestValue>)...../, '$1AAAAA')],
    ['another signature value', (xml) => xml.replace(/(<ds:SignatureValue>)...../, '$1AAAAA')],
  ];
  it.each(forgeries)('is never called a damage: %s', (_name, forge) => {
    for (const [vendor, each] of everyLogin) {
      const good = signedLogin(vendor, each);
      const forged = forge(good);
      if (forged === good) continue;
      const report = judge(forged);
      expect(report.verdict).toBe('reject');
      expect(report.identity).toBeNull();
      expect(report.facts.damage).toBeUndefined();
      expect(report.diagnoses.map(({ id }) => id)).not.toContain('changed-in-copying');
    }
  }, 240_000);

  it('with a key of its own is not explained by the key it brings', () => {
    const report = judge(prettyPrinted(signedLogin('okta', 'assertion', { key: 'other-rsa' })));
    expect(report.verdict).toBe('reject');
    expect(report.facts.damage?.verifiesWith ?? null).toBeNull();
    expect(report.diagnoses[0]?.message).toMatch(/which you did not give/);
  });
});

describe('forensics', () => {
  const keys = prepareKeys(against().idp!.keys);

  it('is not done for what passes, for the network, or for more than its limit', () => {
    const damaged = prettyPrinted(signedLogin());
    expect(judge(signedLogin()).facts.damage).toBeUndefined();
    expect(judge(damaged, { origin: 'network' }).facts.damage).toBeUndefined();
    expect(judge(damaged.replace('</', `${' '.repeat(largestDocument)}</`)).facts.damage).toBeUndefined();
  });

  it('leaves verdict, identity and findings as they are without it', () => {
    for (const { damage, dress, only } of damageCases) {
      const [vendor, each] = only?.[0] ?? everyLogin[0]!;
      const damaged = damage(signedLogin(vendor, each, dress));
      const [told, silent] = [judge(damaged), judge(damaged, { origin: 'network' })];
      expect([told.verdict, told.identity, told.outcomes.map(({ outcome }) => outcome)]).toEqual([silent.verdict, silent.identity, silent.outcomes.map(({ outcome }) => outcome)]);
    }
  });

  it('never throws and ends soon, whatever the text', () => {
    const seeds = ['<', '<!--', '<a b="', '<a ', '&', '"', '<![CDATA[', '<?', ' \n', '<SignatureValue> </SignatureValue>', '<a>', '</a>', '- <', '\ufffd', 'Ã¼', 'xmlns:a="b" ', '<a xmlns:a="b">', '&#13;'];
    for (const seed of seeds) {
      const bytes = Buffer.from(`<a>${seed.repeat(Math.floor((largestDocument - 10) / Buffer.byteLength(seed)))}`);
      const start = process.cpuUsage();
      findDamage({ bytes, signatures: [], broken: true, keys, query: null, relayState: null });
      const { user } = process.cpuUsage(start);
      expect(user / 1e6, seed).toBeLessThan(5);
    }
  });
});

describe('a damaged query string', () => {
  const answer = privateKeyFrom(privateKey('idp-rsa'));
  const query = (relayState: string | null): string => encodeRedirect({
    parameter: 'SAMLResponse', xml: signedLogin('okta', 'assertion').replace(/<ds:Signature[\s\S]*?<\/ds:Signature>/, ''), relayState, location: 'https://sp.example.com/acs',
    sign: { sigAlg: rsaSha256, sign: (octets) => { if (!answer.ok) throw new Error(answer.reason); return signBytes({ family: 'rsa', hash: 'sha256' }, answer.key, octets); } },
  }).url!;
  const cases: readonly (readonly [name: string, kind: string, relayState: string | null, damage: (url: string) => string])[] = [
    ['escapes in lower case', 'query-escapes-case', 'a/b c', (url) => url.replace(/%[0-9A-F]{2}/g, (each) => each.toLowerCase())],
    ['blanks as plus', 'query-encoded-anew', 'a b', (url) => url.replace('RelayState=a%20b', 'RelayState=a+b')],
    ['RelayState taken away', 'query-relay-state-lost', '', (url) => url.replace('&RelayState=', '')],
    ['RelayState put in', 'query-relay-state-added', null, (url) => url.replace('&SigAlg', '&RelayState=x&SigAlg')],
    ['RelayState unescaped', 'query-relay-state-html', 'a&amp;b', (url) => url.replace('a%26amp%3Bb', 'a%26b')],
    ['RelayState encoded twice', 'query-relay-state-encoded-twice', 'a b', (url) => url.replace('a%20b', 'a%2520b')],
    ['SigAlg cut at #', 'query-algorithm-cut', 'token', (url) => url.replace(/%23rsa-sha256/, '')],
  ];
  it.each(cases)('is explained: %s', (_name, kind, relayState, damage) => {
    const good = query(relayState);
    expect(judge(good).facts.signatures.at(-1)?.result).toBe('verified');
    const report = judge(damage(good));
    expect(report.verdict).toBe('reject');
    expect(report.facts.damage?.kinds).toEqual([kind]);
    expect(report.diagnoses.find(({ id }) => id === 'changed-in-copying')?.message).toMatch(/^The query string .* the signature of the query string verifies with the key you gave\.$/);
  });
  it('that was forged is not', () => {
    expect(judge(query('token').replace('token', 'other')).facts.damage).toBeUndefined();
  });
});
