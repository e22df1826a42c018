/** The least that a kept file must hold for the screens to show it: what an older version or a hand wrote may hold more. */
import { z } from 'zod';

const text = z.string();
const nullable = z.string().nullable();
const inputs = z.record(text, text);

/** Of metadata, the parts that lists and guides read. */
const storedMetadata = z.object({
  xml: text, source: text, addedAt: text, sha256: text,
  summary: z.object({
    entityID: text, role: z.enum(['idp', 'sp']), verdict: z.enum(['accept', 'reject', 'unverified']), singleSignOnServices: z.array(z.looseObject({ binding: text, location: text })), singleLogoutServices: z.array(z.looseObject({ binding: text, location: text })),
    assertionConsumerServices: z.array(z.looseObject({ binding: text, location: text })), signingCertificates: z.array(z.looseObject({ der: text })), encryptionCertificates: z.array(z.looseObject({ der: text })), nameIDFormats: z.array(text), findings: z.array(z.looseObject({ check: text })),
  }).loose(),
}).loose();

const connection = z.object({
  id: text, name: text, createdAt: text, updatedAt: text,
  sp: z.object({ guide: text, inputs, metadata: storedMetadata.nullable() }).loose(),
  idp: z.object({ guide: text, inputs, metadata: storedMetadata.nullable(), certificate: nullable, entityID: nullable, singleSignOnService: nullable, rollover: z.looseObject({ at: text, certificate: nullable }).nullish() }).loose(),
  login: z.object({
    rehearsal: z.boolean(), binding: z.enum(['HTTP-Redirect', 'HTTP-POST']), signRequests: z.boolean(), forceAuthn: z.boolean(), isPassive: z.boolean(), nameIDFormat: nullable, authnContextClassRefs: z.array(text), relayState: nullable, allowIdpInitiated: z.boolean(), publishEncryptionKey: z.boolean(),
  }).loose(),
}).loose();

const exchange = z.object({
  id: text, connectionId: nullable, connectionName: text, kind: z.enum(['login', 'logout']), flow: z.enum(['sp-initiated', 'idp-initiated']), state: z.enum(['pending', 'received', 'failed', 'timed-out', 'cancelled']),
  startedAt: text, endedAt: nullable, deadline: text, title: text, events: z.array(z.looseObject({ at: text, what: text, detail: text })),
  request: z.looseObject({ id: text, xml: text }).nullable(), response: z.looseObject({ receivedAt: text, encoded: text }).nullable(),
  captured: z.looseObject({ by: text, at: text, receivedAt: nullable, sentTo: nullable, answer: z.looseObject({ status: z.number(), location: nullable, refused: z.boolean() }).nullable(), judgedAs: text, setAside: nullable, mayJudgeAsIssued: z.boolean(), sha256: text }).optional(),
  report: z.looseObject({ verdict: z.enum(['accept', 'reject', 'unverified']), headline: text, facts: z.looseObject({}), findings: z.array(z.looseObject({ check: text })), diagnoses: z.array(z.looseObject({ id: text })) }).nullable(),
  judgedBy: z.looseObject({ now: z.number(), clockSkew: z.number(), policy: z.enum(['practice', 'strict']), idp: z.looseObject({ keys: z.array(z.looseObject({ material: text, use: text, source: text })) }).optional() }).optional(),
}).loose();

export const isConnection = (value: unknown): boolean => connection.safeParse(value).success;
export const isExchange = (value: unknown): boolean => exchange.safeParse(value).success;
