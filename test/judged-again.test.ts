/** A kept login judged again: as of another time, with the signed bytes, across a planned rollover, and for the text of an error. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connection } from '../shared/connection.ts';
import type { Exchange } from '../shared/exchange.ts';
import { practiceConnection, startHost, type TestHost } from './host.ts';
import { login } from './logins.ts';

let test: TestHost;
let connection: Connection;
let exchange: Exchange;
const day = 86_400_000;
const iso = (at: number): string => new Date(at).toISOString();
const again = (now?: number, more: { clockSkew?: number; lens?: boolean } = {}) =>
  test.call('document.inspect', { content: { exchange: exchange.id }, against: { ...(now === undefined ? {} : { now: iso(now) }), ...(more.clockSkew === undefined ? {} : { clockSkew: more.clockSkew }) }, ...(more.lens === undefined ? {} : { lens: more.lens }) });

beforeAll(async () => {
  test = await startHost();
  connection = await practiceConnection(test);
  exchange = (await login(test, connection)).exchange;
});
afterAll(() => test.close());

describe('a kept login', () => {
  it('is judged as it was, at the time it was', async () => {
    const report = await again(Date.parse(exchange.report!.judgedAt));
    expect(report).toEqual(exchange.report);
    expect(report.verdict).toBe('accept');
  });

  it('stops and starts to the millisecond where its time line says', async () => {
    const { startsAt, stopsAt } = exchange.report!.validity!;
    const verdicts = await Promise.all([startsAt! - 1, startsAt!, stopsAt! - 1, stopsAt!].map(async (at) => (await again(at)).verdict));
    expect(verdicts).toEqual(['reject', 'accept', 'accept', 'reject']);
    expect((await again(stopsAt!, { clockSkew: 3600 })).verdict).toBe('accept');
  });

  it('is judged at the host’s clock without a time, and says that it was good when it came', async () => {
    test.clock.now += day;
    const report = await again();
    test.clock.now -= day;
    expect([report.judgedAt, report.verdict, report.diagnoses[0]!.id]).toEqual([iso(test.clock.now + day), 'reject', 'old-capture']);
    expect(report.headline).toContain('captured');
  });

  it('shows its signed bytes when asked', async () => {
    const { lens } = await again(test.clock.now, { lens: true });
    expect(lens!.signatures[0]!.canonicalText).toContain('<saml');
    expect(lens!.readings.find((each) => each.what === 'NameID')).toMatchObject({ differs: false, covered: true });
  });

  it('goes by the keys as they were, whatever became of the connection', async () => {
    await test.call('connection.clearMetadata', { id: connection.id, side: 'idp' });
    expect((await again(test.clock.now)).verdict).toBe('accept');
    await test.call('connection.usePractice', { id: connection.id });
  });

  it('is held against a rollover planned since', async () => {
    const kept = await test.call('connection.get', { id: connection.id });
    const at = test.clock.now + 30 * day;
    const saved = await test.call('connection.save', { connection: { ...kept, idp: { ...kept.idp, rollover: { at: iso(at), certificate: null } } } });
    expect(saved.idp.rollover).toEqual({ at: iso(at), certificate: null });
    expect((await again(test.clock.now)).validity!.boundaries.find((each) => each.attribute === 'rollover')).toMatchObject({ edge: 'stop', at });
    expect((await again(at)).diagnoses[0]!.id).toBe('before-or-after-rollover');
    expect((await test.call('connection.save', { connection: { ...saved, idp: { ...saved.idp, rollover: null } } })).idp.rollover).toBeNull();
  });

  it.each([
    [{ at: 'next week', certificate: null }, '“next week” is not a date and time.'],
    [{ at: iso(0), certificate: 'nothing' }, 'No certificate could be read from what was given as the next one.'],
  ])('a rollover that cannot be read is refused: %o', async (rollover, message) => {
    const kept = await test.call('connection.get', { id: connection.id });
    const answer = await test.dispatch('connection.save', { connection: { ...kept, idp: { ...kept.idp, rollover } } });
    expect(answer).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT', message } });
  });

  it('says what it speaks for and against of an error text', async () => {
    const [best] = await test.call('error.explain', { text: 'conditions/expired', capture: { content: { exchange: exchange.id }, against: { now: iso(exchange.report!.validity!.stopsAt!) } } });
    expect(best!.capture).toMatchObject([{ says: 'fits', check: 'conditions/expired' }]);
    const [other] = await test.call('error.explain', { text: 'conditions/audience', capture: { content: { exchange: exchange.id }, against: { now: iso(test.clock.now) } } });
    expect(other!.capture).toMatchObject([{ says: 'otherwise', check: 'conditions/audience', proof: [{ label: 'Audience' }] }]);
  });

  it('keeps no secret beside it', () => {
    const file = readFileSync(join(test.dataFolder, 'exchanges', `${exchange.id}.json`), 'utf8');
    expect(file).not.toContain('PRIVATE KEY');
    expect(Object.keys(exchange.judgedBy!)).not.toEqual(expect.arrayContaining(['decryptionKeys']));
    expect(exchange.judgedBy!.seenAssertionIDs).toEqual([]);
  });
});

describe('the key of a kept login', () => {
  it('is known again when another certificate is given', async () => {
    const certificate = readFileSync(join(import.meta.dirname, 'keys', 'other-rsa.crt.pem'), 'utf8');
    const { diagnoses: [cause] } = await test.call('document.inspect', { content: { text: exchange.response!.encoded }, against: { connectionId: connection.id, certificate } });
    expect(cause!.id).toBe('key-of-earlier-login');
    expect(cause!.message).toBe('The response was signed with a key that is not in what you gave, and an earlier login of Heroku · acme ← Okta on 2026-11-22 was signed with it.');
  });
});

describe('what cannot be judged again', () => {
  it('is said of a login that an older version kept', async () => {
    const { judgedBy: _, ...old } = exchange;
    const folder = (await startHost()).dataFolder;
    writeFileSync(join(folder, 'exchanges', `${old.id}.json`), JSON.stringify(old));
    const older = await startHost({ dataFolder: folder });
    const answer = await older.dispatch('document.inspect', { content: { exchange: old.id }, against: {} });
    expect(answer).toMatchObject({ ok: false, error: { code: 'NOT_READY', message: 'This login was kept without what it was judged against.' } });
    await older.close();
  });

  it('is said of a login without an answer, and of one that is gone', async () => {
    const { exchangeId } = await test.call('login.start', { connectionId: connection.id });
    expect(await test.codeOf('document.inspect', { content: { exchange: exchangeId }, against: {} })).toBe('NOT_READY');
    expect(await test.codeOf('document.inspect', { content: { exchange: 'none' }, against: {} })).toBe('NOT_FOUND');
  });
});
