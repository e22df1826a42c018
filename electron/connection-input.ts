/** Takes the editable parts of a connection from a screen; whatever else it sent is ignored. */
import { z } from 'zod';
import type { Connection, ReadBack } from '../shared/connection.ts';
import { AppError } from '../shared/errors.ts';
import { readInputs, refusal } from '../shared/guides/inputs.ts';
import { serviceProvider } from '../shared/guides/index.ts';
import { mostPeople } from '../shared/guides/people.ts';
import { readFingerprint } from '../shared/guides/read-back.ts';
import { readCertificateFile } from '../shared/saml/certificate-file.ts';
import { keysFromCertificate } from '../shared/trust.ts';

const text = (most: number): z.ZodString => z.string().max(most);
const editable = z.object({
  name: text(200),
  sp: z.object({ guide: text(50), inputs: z.record(text(50), text(4000)) }),
  idp: z.object({
    guide: text(50), inputs: z.record(text(50), text(4000)), certificate: text(200_000).nullable(), entityID: text(2000).nullable(), singleSignOnService: text(4000).nullable(),
    rollover: z.object({ at: text(40), certificate: text(200_000).nullable() }).nullable().optional(),
  }),
  login: z.object({
    rehearsal: z.boolean(), binding: z.enum(['HTTP-Redirect', 'HTTP-POST']), signRequests: z.boolean(), forceAuthn: z.boolean(), isPassive: z.boolean(),
    nameIDFormat: text(500).nullable(), authnContextClassRefs: z.array(text(500)).max(20), relayState: text(4000).nullable(), allowIdpInitiated: z.boolean(), publishEncryptionKey: z.boolean(),
  }),
  notes: z.record(text(200), text(40)).optional(),
  typed: z.record(text(200), text(20_000)).optional(),
  goLive: z.object({ people: z.array(text(320)).max(mostPeople), breakGlass: text(500) }).optional(),
});

export function mergeConnection(kept: Connection, given: unknown): Connection {
  const parsed = editable.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new AppError('INVALID_INPUT', `The connection could not be saved: ${issue?.path.join('.') ?? 'it'} ${issue?.message ?? 'was not understood'}.`, 'What was saved before is untouched.');
  }
  const { name, sp, idp: { rollover, ...idp }, login, notes, typed, goLive } = parsed.data;
  if (rollover != null) needRollover(rollover);
  return { ...kept, name, sp: { ...kept.sp, ...sp }, idp: { ...kept.idp, ...idp, ...(rollover === undefined ? {} : { rollover }) }, login, ...(notes === undefined ? {} : { notes }), ...(typed === undefined ? {} : { typed }), ...(goLive === undefined ? {} : { goLive }) };
}

function needRollover({ at, certificate }: NonNullable<Connection['idp']['rollover']>): void {
  if (Number.isNaN(Date.parse(at))) throw new AppError('INVALID_INPUT', `“${at}” is not a date and time.`, 'Write when the new key takes over, like 2027-01-15T08:00:00Z.');
  if (certificate !== null && keysFromCertificate(certificate).length === 0) throw new AppError('INVALID_INPUT', 'No certificate could be read from what was given as the next one.', 'Paste it as PEM, with its BEGIN and END lines, or as one line of base64.');
}

/** What was copied from the service provider's console, with the fingerprint of the certificate in any dress. */
export function readBackOf({ certificate, singleSignOnService, entityID }: Pick<ReadBack, 'certificate' | 'singleSignOnService' | 'entityID'>, at: string): ReadBack {
  const text = certificate.trim();
  const [first] = text === '' ? [] : readCertificateFile(text).certificates.filter((one) => one.der !== '');
  const fingerprint = first ?? readFingerprint(text) ?? { sha256: null, sha1: null };
  return { at, certificate: text, sha256: fingerprint.sha256, sha1: fingerprint.sha1, singleSignOnService: singleSignOnService.trim(), entityID: entityID.trim() };
}

/**
 * The service provider's inputs as its guide reads them: a pasted address becomes the team name in it. What cannot be read is
 * refused; what is still missing may come later.
 */
export function readSpInputs(guide: string, given: Record<string, string>): Record<string, string> {
  const { values, refused } = readInputs(serviceProvider(guide).inputs, given);
  const wrong = refused.find(({ id }) => (given[id] ?? '').trim() !== '');
  if (wrong !== undefined) throw new AppError('INVALID_INPUT', refusal(wrong.label, wrong.reading));
  return values;
}
