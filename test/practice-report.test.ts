/**
 * What an admin is told of every fault and shape of the practice identity provider, for six pairs of guides: the one cause, whose side
 * must change, and the place in that console. The words themselves are held to what every sentence here keeps to.
 */
import { describe, expect, it } from 'vitest';
import { faults } from '../electron/practice/faults.ts';
import { shapes } from '../electron/idp.ts';
import type { Field, Report, Side, Verdict } from '../shared/finding.ts';
import { doing, fieldPlace, repairPlace } from '../shared/guides/places.ts';
import { acs, judgeCapture, judgeLogin, practising, testEntityID } from './practice-login.ts';
import { expectSentence } from './sentences.ts';

const herokuEntityID = 'https://sso.heroku.com/saml/acme';
const pairs = {
  'heroku entra': practising('heroku', 'entra', { team: 'acme' }),
  'heroku okta': practising('heroku', 'okta', { team: 'acme' }),
  'heroku keycloak': practising('heroku', 'keycloak', { team: 'acme' }),
  'heroku adfs': practising('heroku', 'adfs', { team: 'acme' }),
  'heap auth0': practising('heap', 'auth0', { appId: '1234567' }),
  'other other': practising('other', 'other', { name: 'Intranet', entityID: 'https://app.example.com/saml', assertionConsumerService: 'https://app.example.com/saml/acs' }),
};
type Pair = keyof typeof pairs;
const names: Record<Pair, string> = { 'heroku entra': 'Heroku', 'heroku okta': 'Heroku', 'heroku keycloak': 'Heroku', 'heroku adfs': 'Heroku', 'heap auth0': 'Heap', 'other other': 'Intranet' };

/** Verdict, first cause, and who changes which field. */
type Told = readonly [verdict: Verdict, cause: string | null, side?: Side, field?: Field];

const fine: Told = ['accept', null];
const notSigned: Told = ['reject', 'not-signed', 'idp', 'signAssertion'];

const told: Record<string, Told> = {
  expired: ['reject', 'expired-on-arrival', 'clock', 'clock'],
  'not-yet-valid': ['reject', 'identity-provider-clock-ahead', 'clock', 'clock'],
  'session-over': ['reject', 'session-over', 'idp', 'session'],
  'wrong-audience': ['reject', 'wrong-audience', 'idp', 'audience'],
  'audience-slash': ['reject', 'audience-near-miss', 'idp', 'audience'],
  'wrong-recipient': ['reject', 'wrong-address', 'idp', 'recipient'],
  'wrong-destination': ['reject', 'wrong-address', 'idp', 'destination'],
  'wrong-in-response-to': ['reject', 'answers-another-request', 'sp', 'signOnURL'],
  'wrong-issuer': ['reject', 'wrong-issuer', 'sp', 'idpEntityID'],
  unsigned: notSigned,
  'response-only-signed': ['reject', 'only-response-signed', 'idp', 'signAssertion'],
  'other-key': ['reject', 'key-not-in-metadata', 'sp', 'signingCertificate'],
  sha1: ['accept', 'weak-algorithm', 'idp', 'signatureAlgorithm'],
  'changed-after-signing': ['reject', 'content-changed', 'network'],
  'missing-email': ['reject', 'name-id-not-email', 'idp', 'nameID'],
  'empty-email': ['accept', 'untidy-values', 'idp', 'email'],
  'missing-name-id': ['reject', 'no-name-id', 'idp', 'nameID'],
  'wrong-name-id-format': ['reject', 'wrong-name-id-format', 'idp', 'nameIDFormat'],
  'opaque-name-id': ['reject', 'opaque-name-id', 'idp', 'nameID'],
  'comment-in-name-id': ['accept', 'comment-in-value', 'idp', 'nameID'],
  'duplicate-attribute': ['accept', 'attribute-twice', 'idp', 'email'],
  'authn-failed': ['reject', 'login-failed-there', 'idp', 'signInLog'],
  'no-passive': ['reject', 'no-session', 'idp', 'signInLog'],
  'request-denied': ['reject', 'request-denied', 'idp', 'assignment'],
  'invalid-name-id-policy': ['reject', 'name-id-policy', 'idp', 'nameIDFormat'],
  'no-authn-context': ['reject', 'authn-context', 'idp', 'signInLog'],
  'encrypted-to-other-key': ['reject', 'encryption-not-wanted', 'idp', 'encryption'],
  'wrapped-assertion': ['reject', 'wrapped-assertion', 'network'],
  'signature-stripped': notSigned,
  doctype: ['reject', 'forbidden-xml', 'network'],
  replay: ['reject', 'replayed', 'capture'],
  ...Object.fromEntries(shapes.map((shape) => [shape, fine])),
};

/** Where a service provider's own wishes make the difference. */
const exceptions: Partial<Record<Pair, Record<string, Told>>> = {
  'heap auth0': { 'wrong-issuer': ['reject', 'wrong-issuer', 'capture'], 'response-only-signed': fine, 'encrypted-to-other-key': ['reject', 'encrypted-for-another-key', 'idp', 'encryption'] },
  'other other': {
    'response-only-signed': fine, 'encrypted-to-other-key': ['reject', 'encrypted-for-another-key', 'idp', 'encryption'],
    'missing-email': ['accept', 'no-email', 'idp', 'email'], 'wrong-name-id-format': fine, 'opaque-name-id': fine,
  },
};

/** The label to look for, or null where that console has no such setting. */
const labels: Record<Pair, Partial<Record<Field, string | null>>> = {
  'heroku entra': {
    lifetime: null, session: 'Sign-in frequency', audience: 'Identifier (Entity ID)', recipient: 'Reply URL (Assertion Consumer Service URL)', destination: 'Reply URL (Assertion Consumer Service URL)', signOnURL: 'Heroku Login URL',
    idpEntityID: 'Identity Provider Issuer URL', signAssertion: 'Signing Option', signingCertificate: 'Upload Metadata (or Public Certificate under Add Metadata Manually)', signatureAlgorithm: 'Signing Algorithm',
    nameID: 'Unique User Identifier', nameIDFormat: 'Choose name identifier format', email: 'emailaddress', signInLog: 'Sign-in logs', assignment: 'Add user/group', encryption: 'Token encryption',
  },
  'heroku okta': {
    lifetime: null, session: 'Maximum Okta global session lifetime', audience: 'Audience URI (SP Entity ID)', recipient: 'Recipient URL', destination: 'Destination URL', signOnURL: 'Heroku Login URL', idpEntityID: 'Identity Provider Issuer URL', signAssertion: 'Assertion Signature',
    signingCertificate: 'Upload Metadata (or Public Certificate under Add Metadata Manually)', signatureAlgorithm: 'Signature Algorithm', nameID: 'Application username', nameIDFormat: 'Name ID format', email: 'Attribute Statements',
    signInLog: 'System Log', assignment: 'Assignments', encryption: 'Assertion Encryption',
  },
  'heroku keycloak': {
    lifetime: 'Access Token Lifespan', session: 'SSO Session Max', audience: 'Client ID', recipient: 'Master SAML Processing URL', destination: 'Master SAML Processing URL', signOnURL: 'Heroku Login URL', idpEntityID: 'Identity Provider Issuer URL', signAssertion: 'Sign Assertions',
    signingCertificate: 'Upload Metadata (or Public Certificate under Add Metadata Manually)', signatureAlgorithm: 'Signature Algorithm', nameID: 'Name ID Format', nameIDFormat: 'Name ID Format', email: 'Client scopes',
    signInLog: 'User events', assignment: null, encryption: 'Encrypt Assertions',
  },
  'heroku adfs': {
    lifetime: '-TokenLifetime', session: 'Web SSO lifetime', audience: 'Relying party trust identifier', recipient: 'SAML Assertion Consumer Endpoints', destination: 'SAML Assertion Consumer Endpoints', signOnURL: 'Heroku Login URL', idpEntityID: 'Identity Provider Issuer URL', signAssertion: '-SamlResponseSignature',
    signingCertificate: 'Upload Metadata (or Public Certificate under Add Metadata Manually)', signatureAlgorithm: 'Secure hash algorithm', nameID: 'Edit Claim Issuance Policy', nameIDFormat: 'Outgoing name ID format', email: 'Send LDAP Attributes as Claims',
    signInLog: 'Admin', assignment: 'Edit Access Control Policy', encryption: 'Encryption',
  },
  'heap auth0': {
    lifetime: 'lifetimeInSeconds', session: 'Maximum Session Lifetime', audience: 'audience', recipient: 'recipient', destination: 'destination', signOnURL: null, idpEntityID: null, signAssertion: 'signResponse', signingCertificate: 'Your SAML Identity Provider certificate',
    signatureAlgorithm: 'signatureAlgorithm', nameID: 'nameIdentifierProbes', nameIDFormat: 'nameIdentifierFormat', email: 'mappings', signInLog: 'Logs', assignment: 'Connections', encryption: null,
  },
  'other other': {
    lifetime: 'Assertion lifetime', session: 'Session lifetime', audience: 'Entity ID (Audience) of the service provider', recipient: 'ACS URL (Reply URL)', destination: 'ACS URL (Reply URL)', signOnURL: 'Sign-on URL', idpEntityID: 'IdP Entity ID (Issuer)',
    signAssertion: 'Sign assertion', signingCertificate: 'IdP certificate', signatureAlgorithm: 'Signature algorithm', nameID: 'NameID value', nameIDFormat: 'NameID format', email: 'E-mail', signInLog: 'Log of sign-ins',
    assignment: 'Users and groups', encryption: 'Encrypt assertion',
  },
};

const cases = (Object.keys(pairs) as Pair[]).flatMap((pair) => Object.keys(told).map((id) => [pair, id] as const));
const isShape = (id: string): boolean => (shapes as readonly string[]).includes(id);
const reportOf = (pair: Pair, id: string): Promise<Report> => judgeLogin(pairs[pair], isShape(id) ? { shape: id } : { fault: id });

/** What the screen says first. */
function readable(report: Report, pair: Pair): void {
  const [cause] = report.diagnoses;
  const sentences = [report.headline, ...(cause === undefined ? [] : [cause.message, cause.detail, cause.fix.text])].filter((each) => each !== undefined);
  for (const sentence of sentences) {
    expectSentence(sentence, pair);
    expect(sentence.length, sentence).toBeLessThan(260);
    // It has a name.
    expect(sentence.replaceAll('of the service provider)', ''), pair).not.toMatch(/\bthe service provider\b|\byour service provider\b/);
  }
  for (const finding of report.findings) if (finding.outcome === 'fail' || finding.outcome === 'warn') {
    expectSentence(finding.message, finding.check);
    expectSentence(finding.fix!.text, finding.check);
  }
}

describe('the Report of a practice login', () => {
  it('is known of every fault and shape', () => {
    expect(Object.keys(told).sort()).toEqual([...faults.map((fault) => fault.id), ...shapes].sort());
  });

  it.each(cases)('%s, %s: the cause, the side, the place', async (pair, id) => {
    const report = await reportOf(pair, id);
    const [verdict, cause, side, field] = exceptions[pair]?.[id] ?? told[id]!;
    const [first] = report.diagnoses;
    expect(report.verdict, report.headline).toBe(verdict);
    readable(report, pair);
    if (cause === null) return expect(first).toBeUndefined();
    expect([first!.id, first!.fix.side, first!.fix.field]).toEqual([cause, side, field]);
    expect(first!.evidence.length).toBeGreaterThan(0);
    if (verdict === 'reject') expect(report.headline).toBe(first!.message);
    if (field === undefined || side === 'clock') return expect(field === undefined ? null : fieldPlace(pairs[pair], field, side!)).toBeNull();
    const label = labels[pair][field];
    expect(label, `${pair} has no label for ${field} here`).not.toBeUndefined();
    const place = fieldPlace(pairs[pair], field, side!);
    expect(place?.label ?? null).toBe(label);
    if (place !== null) expect(place.path.startsWith(`${side === 'sp' ? (pair === 'other other' ? 'Service provider' : names[pair]) : { 'heroku entra': 'Entra', 'heroku okta': 'Okta', 'heroku keycloak': 'Keycloak', 'heroku adfs': 'AD FS', 'heap auth0': 'Auth0', 'other other': 'Identity provider' }[pair]} > `)).toBe(true);
  });

  it.each(Object.keys(pairs) as Pair[])('%s: a wrong audience says which value to enter', async (pair) => {
    const wanted = { Heroku: herokuEntityID, Heap: 'heapanalytics.com', Intranet: 'https://app.example.com/saml' }[names[pair]]!;
    for (const id of ['wrong-audience', 'audience-slash']) {
      const [cause] = (await reportOf(pair, id)).diagnoses;
      expect(cause!.fix).toEqual({ side: 'idp', field: 'audience', text: `Enter ${wanted} as the audience, letter by letter.`, value: wanted });
      expect(cause!.evidence.map((each) => each.label)).toEqual(['Audience', `${names[pair]}'s entityID`]);
      expect(cause!.evidence[1]!.value).toBe(wanted);
    }
  });

  it('of a login without rehearsal names this app’s values, and the rehearsal', async () => {
    const alone = practising('heroku', 'okta', { team: 'acme' }, false);
    const [cause] = (await judgeLogin(alone, { fault: 'wrong-audience' })).diagnoses;
    expect(cause!.fix.text).toBe(`Enter ${testEntityID} as the audience of the application made for this test, or switch on Rehearsal to test the one for Heroku.`);
    expect(cause!.evidence[1]).toEqual({ label: 'this app\'s entityID', value: testEntityID, from: 'in this app' });
    const real = await judgeLogin(alone, {}, { audience: herokuEntityID });
    expect(real.diagnoses[0]!.message).toBe('The assertion is for Heroku, and this login asked as this app\'s own test service provider.');
    expect(real.diagnoses[0]!.fix).toEqual({ side: 'capture', text: 'Switch on Rehearsal for the test login: it then asks as Heroku.' });
  });

  it('of a rehearsal adds this app’s address beside the real one', async () => {
    const [cause] = (await reportOf('heroku entra', 'wrong-recipient')).diagnoses;
    expect(cause!.fix.text).toContain(acs);
    expect(cause!.fix.text).toContain(`beside ${herokuEntityID}/finalize`);
    const real = await judgeLogin(pairs['heroku entra'], {}, { acs: `${herokuEntityID}/finalize` });
    expect(real.diagnoses[0]!.message).toBe('The identity provider answers to Heroku\'s own ACS URL, not to this app\'s as the test login asked.');
  });

  it.each(['heroku entra', 'heroku okta', 'heap auth0'] as const)('%s: another key sends the admin for new metadata, and to both places that need it', async (pair) => {
    const [cause] = (await reportOf(pair, 'other-key')).diagnoses;
    expect(cause!.fix.text).toBe(`Download the current metadata of the identity provider and give it (or the certificate in it) to ${names[pair]}. Give it to this connection too.`);
    const { side, field } = cause!.fix.from!;
    expect(fieldPlace(pairs[pair], field, side)!.label).toBe({ 'heroku entra': 'Federation Metadata XML', 'heroku okta': 'Metadata URL', 'heap auth0': 'Identity Provider Metadata' }[pair]);
    expect(cause!.evidence.map((each) => each.label)).toEqual(['signed by', 'you gave']);
  });
});

describe('the Report of a capture', () => {
  const capturePairs = {
    ...pairs,
    'heap okta': practising('heap', 'okta', { appId: '1234567' }),
    'heap google': practising('heap', 'google', { appId: '1234567' }),
  };
  // What these consoles have nowhere.
  const nowhere: Record<string, readonly Field[]> = { 'heroku keycloak': ['assignment'], 'heap auth0': ['encryption'], 'heap google': ['signatureAlgorithm', 'encryption'] };
  // The replay of a login that nobody saw before is a login.
  const captured = faults.filter(({ id }) => id !== 'replay');
  const cases = (Object.keys(capturePairs) as (keyof typeof capturePairs)[]).flatMap((pair) => captured.map(({ id }) => [pair, id] as const));

  it.each(cases)('%s, %s: what to do, and where', async (pair, fault) => {
    const connection = capturePairs[pair];
    const [cause] = (await judgeCapture(connection, { fault })).diagnoses;
    // A format of NameID that the service provider does not ask for is no fault of a capture.
    if (cause === undefined) return expect(['other other', 'heap auth0', 'heap okta', 'heap google'].includes(pair) && ['response-only-signed', 'wrong-name-id-format', 'opaque-name-id'].includes(fault)).toBe(true);
    const { fix } = cause;
    // Nobody but its maker changes what a product asks.
    if (pair !== 'other other') expect(fix.text).not.toContain('AuthnRequest');
    if (doing(fix) === 'do') return expectSentence(fix.text, fault);
    const place = fix.field === undefined ? null : repairPlace(connection, fix.field, fix.side);
    if (fix.side === 'sp' && doing(fix) === 'start' && place === null) return expect(pair).toMatch(/^heap/);
    if (fix.side === 'sp' && fix.field === undefined) return expect(pair).toBe('other other');
    expect(place === null, `${fix.side} ${fix.field}: ${fix.text}`).toBe(nowhere[pair]?.includes(fix.field!) === true);
  });

  it('sends the owner of an application from a catalog to the field that it lacks, and says so', async () => {
    const [cause] = (await judgeCapture(capturePairs['heap okta'], { fault: 'wrong-audience' })).diagnoses;
    expect(fieldPlace(capturePairs['heap okta'], cause!.fix.field!, 'idp')).toBeNull();
    const place = repairPlace(capturePairs['heap okta'], cause!.fix.field!, 'idp')!;
    expect(place.path).toBe('Okta > Applications > Applications > (your application) > General > SAML Settings > Configure SAML > Audience URI (SP Entity ID)');
    expectSentence(place.note!, 'note');
    expect(place.note).toContain('App ID');
  });

  it.each([
    ['heroku entra', 'cloud services'], ['heroku adfs', 'Set the clock of the identity provider by NTP: Heroku is a cloud service'], ['heap okta', 'cloud services'],
    ['other other', 'Set the clocks of the identity provider and of Intranet by NTP.'],
  ] as const)('%s: never asks for a clock that is kept right', async (pair, words) => {
    const [cause] = (await judgeCapture(capturePairs[pair], { fault: 'not-yet-valid' })).diagnoses;
    expect(cause!.fix.text).toContain(words);
    expect(cause!.message).toContain('ahead of the time it is judged at');
  });

  it.each([
    ['no-passive', 'do', undefined], ['invalid-name-id-policy', 'change', 'nameIDFormat'], ['no-authn-context', 'look', 'signInLog'],
  ] as const)('%s of a product: nobody is asked to change a request that is not theirs', async (fault, what, field) => {
    const [cause] = (await judgeCapture(capturePairs['heroku entra'], { fault })).diagnoses;
    expect([doing(cause!.fix), cause!.fix.field]).toEqual([what, field]);
    const [own] = (await judgeCapture(capturePairs['other other'], { fault })).diagnoses;
    expect(own!.fix.side).toBe('sp');
  });
});
