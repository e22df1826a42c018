/** Options shared by the judging commands, and reading their files. */
import { readFileSync, statSync } from 'node:fs';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { Report } from '../../shared/finding.ts';
import type { Expected, TrustedKey } from '../../shared/model.ts';
import { parseSpOption } from '../../shared/guides/text.ts';
import { newConnection, spName, spTarget } from '../../shared/connection.ts';
import { identityProviders, recogniseIdentityProvider, requirementsOf } from '../../shared/guides/index.ts';
import { isAbsoluteUri } from '../../shared/checks/words.ts';
import { readTrustedKey } from '../../shared/saml/certificate.ts';
import { privateKeyFrom } from '../../shared/saml/crypto.ts';
import { idpFromMetadata, keysFromCertificate } from '../../shared/trust.ts';
import { judgeAsIssued } from '../as-issued.ts';
import { fileTrouble } from '../file-trouble.ts';
import { nearest } from './nearest.ts';

/** The command line was not understood; exit code 2. */
export class UsageError extends Error {
  readonly hint: string | undefined;
  constructor(message: string, hint?: string) {
    super(message);
    this.name = 'UsageError';
    this.hint = hint;
  }
}

/** Bytes of one file. Larger ones are captures or aggregates. */
const fileLimit = 64 * 1024 * 1024;

/** The file's bytes, or standard input for '-'. */
export function readInput(name: string): Uint8Array {
  try {
    if (name === '-') return readFileSync(0);
    const { size } = statSync(name);
    if (size > fileLimit) throw new UsageError(`${name} is ${Math.round(size / 1048576)} MB; files up to ${fileLimit / 1048576} MB are read.`);
    return readFileSync(name);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${name === '-' ? 'Standard input' : name} could not be read: ${fileTrouble(error)}.`);
  }
}

export const readText = (name: string): string => new TextDecoder().decode(readInput(name));

export type Options = NonNullable<ParseArgsConfig['options']>;
export type Values = Record<string, string | boolean | (string | boolean)[] | undefined>;

/** Parsed options, or a UsageError that names what was wrong. */
export function readOptions(args: string[], options: Options): { values: Values; positionals: string[] } {
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true, strict: true });
    requireValues(values as Values);
    return { values: values as Values, positionals };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(optionTrouble(error, Object.keys(options)), 'sso-workbench help lists the options.');
  }
}

/** An empty value is a variable that was not set: what it was to check must not go unchecked for that. */
function requireValues(values: Values): void {
  const empty = Object.keys(values).find((name) => [values[name]].flat().some((value) => value === ''));
  if (empty !== undefined) throw new UsageError(`--${empty} needs a value, and an empty one was given.`, 'Leave the option out, or set the variable it is taken from.');
}

/** The only one; several or none are a mistake. `takes`: what the command takes, to say so. */
export function only(positionals: readonly string[], takes: string): string {
  if (positionals.length !== 1) throw new UsageError(`${takes}; ${positionals.length === 0 ? 'none was' : `${positionals.length} were`} given.`);
  return positionals[0]!;
}

/** node's words for an option that does not exist, or has no value, without its advice for programmers. */
function optionTrouble(error: unknown, known: readonly string[]): string {
  const message = error instanceof Error ? error.message : '';
  const name = /'(--?[^ '"=]+)/.exec(message)?.[1];
  if (name === undefined) return 'The options were not understood.';
  const meant = nearest(name.replace(/^-+/, ''), known);
  return message.startsWith('Unknown option') ? `There is no option ${name}.${meant === undefined ? '' : ` Did you mean --${meant}?`}` : `The option ${name} ${/does not take/.test(message) ? 'takes no value' : 'needs a value'}.`;
}

export const judging: Options = {
  metadata: { type: 'string' },
  certificate: { type: 'string', multiple: true },
  idp: { type: 'string' },
  sp: { type: 'string' },
  'sp-entity-id': { type: 'string' },
  'acs-url': { type: 'string' },
  'request-id': { type: 'string' },
  'allow-idp-initiated': { type: 'boolean' },
  'decryption-key': { type: 'string', multiple: true },
  passphrase: { type: 'string' },
  now: { type: 'string' },
  'clock-skew': { type: 'string' },
  policy: { type: 'string' },
  rollover: { type: 'string' },
  'rollover-to': { type: 'string' },
  message: { type: 'string' },
  role: { type: 'string' },
  for: { type: 'string' },
  'entity-id': { type: 'string' },
  json: { type: 'boolean' },
  sarif: { type: 'boolean' },
  junit: { type: 'boolean' },
  markdown: { type: 'boolean' },
};

const text = (values: Values, name: string): string | undefined => (typeof values[name] === 'string' ? values[name] : undefined);
const texts = (values: Values, name: string): string[] => (Array.isArray(values[name]) ? values[name].map(String) : []);

export type Format = 'text' | 'json' | 'sarif' | 'junit' | 'markdown';

export function formatOf(values: Values): Format {
  const chosen = (['json', 'sarif', 'junit', 'markdown'] as const).filter((each) => values[each] === true);
  if (chosen.length > 1) throw new UsageError(`--${chosen.join(' and --')} cannot be used together.`);
  return chosen[0] ?? 'text';
}

export function messageIndex(values: Values): number {
  const given = text(values, 'message');
  if (given === undefined) return 0;
  const number = Number(given);
  if (!Number.isInteger(number) || number < 1) throw new UsageError(`--message takes a number from 1; “${given}” was given.`);
  return number - 1;
}

/** What to judge against, from the options. */
export function expectedFrom(values: Values, clock: number): Expected {
  const expected: Expected = { now: readNow(text(values, 'now'), clock), clockSkew: readSkew(text(values, 'clock-skew')), policy: readPolicy(text(values, 'policy')), origin: 'interactive' };
  const metadata = text(values, 'metadata');
  const typed = texts(values, 'certificate').flatMap((file) => {
    const keys = keysFromCertificate(readText(file));
    if (keys.length === 0) throw new UsageError(`${file} holds no certificate or public key that can be used.`, `sso-workbench certificate ${file} says what it is.`);
    return keys;
  });
  if (metadata !== undefined) {
    const idp = idpFromMetadata(readInput(metadata), text(values, 'entity-id'));
    if (idp.keys.length === 0 && typed.length === 0) throw new UsageError(`${metadata} gives no signing key of an identity provider.`, `sso-workbench metadata ${metadata} says what is wrong with it.`);
    const asked = text(values, 'entity-id');
    if (asked !== undefined && idp.entityID !== undefined && idp.entityID !== asked) throw new UsageError(`${metadata} describes “${idp.entityID}”; --entity-id asks for “${asked}”.`);
    expected.idp = { ...idp, keys: [...idp.keys, ...typed] };
  } else if (typed.length > 0) expected.idp = { keys: typed };

  const rollover = rolloverFrom(values, expected.idp?.keys ?? []);
  if (rollover !== null) expected.idp = { keys: [], ...expected.idp, rollover };
  const guide = idpGuide(text(values, 'idp'), expected.idp?.entityID);
  if (guide !== null) expected.idp = { keys: [], ...expected.idp, guide };

  const sp = text(values, 'sp') ?? text(values, 'for');
  if (sp !== undefined) expected.sp = spFrom(sp, text(values, 'sp') === undefined);
  const entityID = text(values, 'sp-entity-id');
  const acs = text(values, 'acs-url');
  if (entityID !== undefined || acs !== undefined) expected.sp = { ...expected.sp, ...(entityID === undefined ? {} : { entityID }), ...(acs === undefined ? {} : { assertionConsumerService: acs }) };
  const requestID = text(values, 'request-id');
  if (requestID !== undefined) expected.requestID = requestID;
  if (values['allow-idp-initiated'] === true) expected.allowIdpInitiated = true;
  if (acs !== undefined && !isAbsoluteUri(acs)) throw new UsageError(`--acs-url takes a web address like https://app.example.com/saml/acs; “${acs}” was given.`);
  const keys = texts(values, 'decryption-key').map(readDecryptionKey);
  if (keys.length > 0) expected.decryptionKeys = keys;
  const role = text(values, 'role');
  if (role !== undefined) {
    if (role !== 'idp' && role !== 'sp') throw new UsageError(`--role takes idp or sp; “${role}” was given.`);
    expected.role = role;
  }
  const entity = text(values, 'entity-id');
  if (entity !== undefined) expected.entityID = entity;
  const passphrase = text(values, 'passphrase');
  if (passphrase !== undefined) expected.passphrase = passphrase;
  return expected;
}

/** A private key that can be used, or a UsageError that says why not. */
export function readDecryptionKey(file: string): { pem: string; label: string } {
  const pem = readText(file);
  const answer = privateKeyFrom(pem);
  // A key that asks for its passphrase is one; the Report says what it lacks.
  if (!answer.ok && answer.reason === 'not-a-private-key') throw new UsageError(`${file} holds no private key to decrypt with.`, `It begins with -----BEGIN PRIVATE KEY----- or the like. sso-workbench certificate ${file} says what it is.`);
  return { pem, label: file };
}

/** A planned change of the signing key: to the one that is named, else to the newest of several given, else to one not known yet. */
function rolloverFrom(values: Values, given: readonly TrustedKey[]): { at: number; keys: TrustedKey[] } | null {
  const [when, file] = [text(values, 'rollover'), text(values, 'rollover-to')];
  if (when === undefined) {
    if (file !== undefined) throw new UsageError('--rollover-to names the next key; --rollover says when it comes.');
    return null;
  }
  const at = Date.parse(when);
  if (Number.isNaN(at)) throw new UsageError(`--rollover takes a date and time like 2027-01-01T00:00:00Z; “${when}” was given.`);
  if (file === undefined) return { at, keys: newestOf(given) };
  const content = readInput(file);
  const fromMetadata = idpFromMetadata(content).keys;
  const keys = (fromMetadata.length > 0 ? fromMetadata : keysFromCertificate(content)).filter((key) => key.use !== 'encryption');
  if (keys.length === 0) throw new UsageError(`${file} holds no signing certificate of an identity provider, and is no metadata with one.`);
  return { at, keys };
}

/** The key whose certificate begins last, where there is another beside it. */
function newestOf(keys: readonly TrustedKey[]): TrustedKey[] {
  const dated = keys.flatMap((key) => {
    const from = key.use === 'encryption' ? undefined : readTrustedKey(key)?.certificate?.notBefore;
    return from === undefined ? [] : [{ key, from: Date.parse(from) }];
  }).sort((a, b) => b.from - a.from);
  return dated.length > 1 && dated[0]!.from > dated[1]!.from ? [dated[0]!.key] : [];
}

/** The identity provider's product: as it was named, else as its entityID tells. */
function idpGuide(named: string | undefined, entityID: string | undefined): string | null {
  if (named === undefined) return entityID === undefined ? null : recogniseIdentityProvider(entityID);
  if (!identityProviders.some((each) => each.id === named)) throw new UsageError(`There is no guide for the identity provider “${named}”.`, `There are ${identityProviders.map((each) => each.id).join(', ')}.`);
  return named;
}

/** `heroku:acme`, or with `--for` just `heroku`: then only what it needs is known, not its addresses. */
function spFrom(option: string, requirementsOnly: boolean): NonNullable<Expected['sp']> {
  const parsed = parseSpOption(option);
  if (!parsed.ok) throw new UsageError(parsed.message);
  const connection = newConnection({ id: 'cli', now: '', sp: parsed.guide, spInputs: parsed.inputs, idp: 'other' });
  const requires = requirementsOf(connection);
  const known = { requires, guide: parsed.guide, ...(parsed.guide === 'other' ? {} : { name: spName(connection) }) };
  if (requirementsOnly) return known;
  const target = spTarget(connection);
  return { ...known, ...(target.entityID === null ? {} : { entityID: target.entityID }), ...(target.assertionConsumerService === null ? {} : { assertionConsumerService: target.assertionConsumerService }) };
}

/** As of when each message was issued, in place of one time for all. */
export const asksAsIssued = (values: Values): boolean => values['now'] === 'issued';

export const judgeAsOf = (values: Values, expected: Expected, judge: (expected: Expected) => Report): Report =>
  (asksAsIssued(values) ? judgeAsIssued((now) => judge({ ...expected, now }), expected.now) : judge(expected));

function readNow(given: string | undefined, clock: number): number {
  if (given === undefined || given === 'issued') return clock;
  const at = Date.parse(given);
  if (Number.isNaN(at)) throw new UsageError(`--now takes a date and time like 2026-11-22T08:30:00Z, or issued; “${given}” was given.`);
  return at;
}

function readSkew(given: string | undefined): number {
  if (given === undefined) return 180;
  const seconds = Number(given);
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > 86_400) throw new UsageError(`--clock-skew takes whole seconds from 0 to 86400; “${given}” was given.`);
  return seconds;
}

function readPolicy(given: string | undefined): 'practice' | 'strict' {
  if (given === undefined || given === 'practice' || given === 'strict') return given ?? 'practice';
  throw new UsageError(`--policy takes practice or strict; “${given}” was given.`);
}
