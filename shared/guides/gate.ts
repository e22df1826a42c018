/** What stands between a connection and its upload, and the admin's typed word against it. */
import type { Override } from '../connection.ts';
import type { GuideContext } from './guide.ts';
import { loginWords, type MetadataState, type Proofs } from './proofs.ts';

export interface Gate {
  /** What the override is kept under: it holds for this reason and this metadata alone. */
  id: Exclude<MetadataState['state'], 'good'> | 'login-failed';
  reason: string;
  /** False: nothing to hand over, or nothing that may ever be handed over. */
  overridable: boolean;
}

/** To be typed letter by letter: a click is made too soon. */
export const overridePhrase = 'hand over anyway';

/** Why nothing may be handed over yet, or null. */
export function gateOf(context: GuideContext, { metadata, passed, failed }: Proofs): Gate | null {
  const { spName, idpName, source } = context;
  const gate = (reason: string | null, overridable: boolean): Gate => ({ id: metadata.state as Gate['id'], reason: reason ?? 'The metadata is wrong.', overridable });
  switch (metadata.state) {
    case 'none': return gate(`The metadata of ${idpName} is missing: bring it here first.`, false);
    case 'rejected': return gate(`The metadata of ${idpName} was rejected: ${metadata.problem}`, true);
    case 'wrong-role': return gate(metadata.problem, false);
    case 'expired': case 'suspect': return gate(metadata.problem, true);
    case 'practice': return gate(`This is the practice identity provider’s metadata. Handed to ${spName}, it would let this machine sign in as anyone: bring the metadata of ${idpName} first.`, false);
    case 'by-hand':
      if (source.certificates.length === 0 || passed.login === null) return gate('The values were typed by hand and nothing has proven them: pass a test login first, or bring the metadata.', source.certificates.length > 0);
  }
  return failed === null ? null : { id: 'login-failed', reason: `The last ${loginWords(failed, { sp: spName, idp: idpName })} ${failed.outcome === 'unverified' ? 'could not be verified' : 'failed'}: ${failed.headline}`, overridable: true };
}

/** The admin's word against this very gate, where one is kept. It falls with the metadata it was given for. */
export function overrideOf({ connection }: GuideContext, gate: Gate | null): Override | null {
  if (gate === null || !gate.overridable) return null;
  const sha256 = connection.idp.metadata?.sha256 ?? null;
  return connection.overrides?.findLast((one) => one.gate === gate.id && one.metadataSha256 === sha256) ?? null;
}
