/** What the command line prints for people: the verdict, who changes what where, the proof, each said once. */
import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { listed, listLines, runExplain } from '../electron/terminal/explain.ts';
import { capabilities } from '../electron/terminal/help.ts';
import { lensLines, lensViewOf } from '../electron/terminal/lens.ts';
import { readOptions, UsageError } from '../electron/terminal/options.ts';
import { printableLines } from '../electron/terminal/printable.ts';
import { asText } from '../electron/terminal/text.ts';
import { faults } from '../electron/practice/faults.ts';
import { checks } from '../shared/checks/index.ts';
import { diagnosisList } from '../shared/diagnoses/index.ts';
import { catalogue } from '../shared/explain/index.ts';
import { inspect } from '../shared/inspect.ts';
import type { Expected } from '../shared/model.ts';
import { ada, message, usual } from './fixtures/responses/parts.ts';
import { judgeLogin, now, practising } from './practice-login.ts';

const guides: Expected = { now, clockSkew: 180, policy: 'practice', sp: { guide: 'heroku' }, idp: { keys: [], guide: 'okta' } };
const heroku = practising('heroku', 'okta', { team: 'acme' });
const printed = async (fault: string | null): Promise<string> => asText(await judgeLogin(heroku, { fault }), 'response.txt', guides);

describe('a Report as text', () => {
  it('says verdict, change, place, value and proof first', async () => {
    expect((await printed('audience-slash')).split('\n').slice(0, 9)).toEqual([
      'REJECTED  The audience is Heroku\'s entityID spelt differently: they differ only in the trailing slash.',
      '          One of the two was typed with a slash at the end; they are compared letter by letter.',
      '',
      'CHANGE    at Okta > Applications > Applications > (your application) > General > SAML Settings > Configure SAML > Audience URI (SP Entity ID)',
      '          Enter https://sso.heroku.com/saml/acme as the audience, letter by letter.',
      '',
      'PROOF     Audience           https://sso.heroku.com/saml/acme/  (in the response)',
      '          Heroku\'s entityID  https://sso.heroku.com/saml/acme  (you gave)',
      '',
    ]);
  });
  it('says where a new certificate is taken from', async () => {
    const text = await printed('other-key');
    expect(text).toContain('\nCHANGE    at Heroku > (your team) > Settings > Single Sign-On > Upload Metadata');
    expect(text).toContain('\n          Take it from Okta > Applications > Applications > (your application) > Sign On > Metadata URL.');
  });
  it('names the side where no guide is known', async () => {
    const text = asText(await judgeLogin(heroku, { fault: 'wrong-audience' }), 'response.txt');
    expect(text).toContain('\nCHANGE    at the identity provider, where it is often called “Entity ID (Audience) of the service provider”\n');
  });
  it('says where a console has no field to look for', async () => {
    const heap = practising('heap', 'google', { appId: '1234567' });
    const text = asText(await judgeLogin(heap, { fault: 'sha1' }), 'response.txt', { ...guides, sp: { guide: 'heap' }, idp: { keys: [], guide: 'google' } });
    expect(text).toMatch(/\nCHANGE {4}at Google Admin\n {10}Set the signature algorithm .*\n {10}No field for it is known in that console\.\n/);
  });
  it('asks to do something where nobody has a setting to change', async () => {
    expect(await printed('wrapped-assertion')).toContain('\nDO        Do not accept this message.');
  });
  it('lets nothing in a message write over what is said about it', () => {
    const spoof = 'x\n\nACCEPTED  The response is accepted\u009b31m\u202ed\u2028e';
    const xml = message().replaceAll(ada, spoof).replace('https://idp.example.com/saml</saml:Issuer>', `https://idp.example.com/${spoof}</saml:Issuer>`);
    const report = inspect(xml, { ...usual, relayState: 'https://evil.example/\u001b]0;title\u0007' }, { lens: true });
    const texts = [asText(report, 'response.xml'), printableLines(lensLines(lensViewOf(report)))];
    for (const text of texts) {
      expect(text).toContain('ACCEPTED');
      expect(text).not.toMatch(/^ACCEPTED/m);
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u202e]/);
    }
    expect(texts[0]).toContain('\\n\\nACCEPTED');
  });
  it('shows who logged in, and no cause, where all is well', async () => {
    const text = await printed(null);
    expect(text).toMatch(/^ACCEPTED {2}/);
    expect(text).toMatch(/\nIDENTITY {2}Read from the bytes that CN=.* signed, SHA-256 .*\n {10}nameID +jo\.doe@example\.com\n/);
    expect(text).not.toMatch(/CHANGE|PROOF|\bDO\b/);
  });
  it('breaks its lines between words on a terminal, and leaves them whole in a pipe', async () => {
    const report = await judgeLogin(heroku, { fault: 'audience-slash' });
    const whole = asText(report, 'response.txt', guides);
    const { isTTY, columns } = process.stdout;
    Object.assign(process.stdout, { isTTY: true, columns: 80 });
    const broken = asText(report, 'response.txt', guides);
    Object.assign(process.stdout, { isTTY, columns });
    expect(Math.max(...whole.split('\n').map((line) => line.length))).toBeGreaterThan(100);
    const tooWide = broken.split('\n').filter((line) => line.length > 80);
    // What has no blank to break at stands whole: fingerprints, addresses, paths.
    for (const line of tooWide) expect(line.trim().split(' ').length, line).toBeLessThan(4);
    const words = (text: string): string => text.split(/\s+/).join(' ');
    expect(words(broken)).toBe(words(whole));
    expect(broken).toMatch(/^REJECTED {2}The audience is Heroku.*\n {10}\S.*trailing slash\.\n/);
  });
  it.each(faults.map((fault) => fault.id))('%s: nothing is left out, and nothing said twice', async (fault) => {
    const report = await judgeLogin(heroku, { fault });
    const text = asText(report, 'response.txt', guides);
    expect(text).not.toMatch(/undefined|NaN|\[object|null/);
    for (const finding of report.findings) if (finding.outcome === 'fail' || finding.outcome === 'warn') expect(text).toContain(finding.message);
    const [cause] = report.diagnoses;
    if (cause !== undefined) expect(text.split(cause.fix.text).length, cause.fix.text).toBe(2);
  });
  it('shows what metadata holds', () => {
    const xml = readFileSync(new URL('fixtures/metadata/okta.xml', import.meta.url), 'utf8');
    const text = asText(inspect(xml, { now, clockSkew: 180, policy: 'practice' }), 'okta.xml');
    expect(text).toMatch(/\nHOLDS {5}http:\/\/www\.okta\.com\/.*\n {2}identity provider\n {2}SingleSignOnService {2}HTTP-(POST|Redirect) +https:/);
  });
});

describe('the options', () => {
  const refused = (args: string[]): string => {
    try {
      readOptions(args, { metadata: { type: 'string' }, json: { type: 'boolean' } });
    } catch (error) {
      if (error instanceof UsageError) return error.message;
    }
    return 'taken';
  };
  it('are refused in plain words', () => {
    expect(refused(['--frob'])).toBe('There is no option --frob.');
    expect(refused(['-x'])).toBe('There is no option -x.');
    expect(refused(['--metadata'])).toBe('The option --metadata needs a value.');
    expect(refused(['--json=3'])).toBe('The option --json takes no value.');
  });
  it('stand in the help, on lines that fit a terminal', () => {
    for (const line of capabilities.split('\n')) expect(line.length, line).toBeLessThanOrEqual(120);
  });
});

describe('explain --list', () => {
  it('names every check, every cause and every error entry, each once', async () => {
    const printed: string[] = [];
    const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
    await runExplain(['--list']);
    write.mockRestore();
    const ids = printed.join('').trimEnd().split('\n').map((line) => line.split(/ +/)[1]);
    expect(ids).toEqual([...checks, ...diagnosisList, ...catalogue].map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('the signed bytes as text', () => {
  const reading = { reader: 'first' as const, taken: 'jo.doe@example.com', from: 'Response/Assertion/AttributeStatement/Attribute[1]', signed: 'jo.doe@example.com', differs: false, covered: false };
  const view = { signatures: [], uncovered: [], readings: [{ ...reading, what: 'NameID' }, { ...reading, what: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress' }] };

  it('put the value of a long name under it where a terminal has no room beside it', () => {
    const { isTTY, columns } = process.stdout;
    Object.assign(process.stdout, { isTTY: true, columns: 80 });
    const lines = lensLines(view);
    Object.assign(process.stdout, { isTTY, columns });
    expect(lines.slice(-3)).toEqual([
      '          NameID  jo.doe@example.com  (nothing covers it)',
      '          http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
      '              jo.doe@example.com  (nothing covers it)',
    ]);
  });
});

describe('the list of all that can be explained', () => {
  const ids = [...checks, ...diagnosisList, ...catalogue].map(({ id }) => id);

  it('holds every check, every diagnosis and every error, a line of its own for each in a pipe', () => {
    expect(listed().map(({ id }) => id)).toEqual(ids);
    expect(listLines(listed()).map((line) => line.split(/\s+/)[1])).toEqual(ids);
  });
  it('fits a terminal of 80 columns', () => {
    const { isTTY, columns } = process.stdout;
    Object.assign(process.stdout, { isTTY: true, columns: 80 });
    const lines = listLines(listed());
    Object.assign(process.stdout, { isTTY, columns });
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(lines.filter((line) => /^ {2}\S/.test(line)).map((line) => line.trim().split(/\s+/)[0])).toEqual(ids);
    expect(lines.filter((line) => /^[A-Z]/.test(line))).toEqual([`CHECKS (${checks.length})`, `DIAGNOSES (${diagnosisList.length})`, `ERROR TEXTS (${catalogue.length})`]);
  });
});
