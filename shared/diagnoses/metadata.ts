/** Causes in metadata and certificates. */
import { validUntil } from '../checks/metadata.ts';
import { certificateLine, day, spName } from '../checks/words.ts';
import { type Cause, type Context, defineCause, fixOf, has, messageOf, pair, proof, remedy, seen } from './cause.ts';

/** A cause that is one finding: the check's own sentence with proof. */
function plain(id: string, title: string, meaning: string, checks: readonly string[], confidence: number, { message, detail, needed = 'by the standard' }: { message?: string; detail?: string; needed?: string } = {}): Cause {
  return defineCause({
    id, title, meaning,
    run(context) {
      const because = seen(context, ...checks);
      if (because.length === 0) return null;
      const first = because[0]!;
      const second = detail ?? (message === undefined ? undefined : messageOf(context, first));
      return { message: message ?? messageOf(context, first), ...(second === undefined ? {} : { detail: second }), because, evidence: pair(context, first, 'needed', 'found').map((item) => (item.label === 'needed' ? { ...item, from: needed === 'by the service provider' ? `by ${spName(context.expected)}` : needed } : item)), fix: fixOf(context, first, remedy('idp', 'Download the metadata again.', 'metadata')), confidence };
    },
  });
}

const entityID = (context: Context) => proof('entityID', context.facts.metadata?.entities[context.facts.metadata.chosen]?.entityID, 'in the metadata');

export const metadataCauses: readonly Cause[] = [
  defineCause({
    id: 'metadata-of-wrong-side', title: 'The metadata of the other side', meaning: 'Service provider and identity provider each have metadata, and the two were mixed up.',
    run: (context) => (!has(context, 'metadata/wrong-role') ? null : { message: messageOf(context, 'metadata/wrong-role'), detail: 'The two files are easily mixed up; it has neither the keys nor the addresses that are needed here.', because: seen(context, 'metadata/wrong-role'), evidence: [...entityID(context), ...pair(context, 'metadata/wrong-role', 'needed', 'found').map((item) => (item.label === 'needed' ? { ...item, from: 'here' } : item))], fix: fixOf(context, 'metadata/wrong-role', remedy('idp', 'Download the metadata of the identity provider.', 'metadata')), confidence: 1 }),
  }),
  defineCause({
    id: 'metadata-expired', title: 'The metadata has expired', meaning: 'After validUntil nobody may use it. Where Google sets it, the certificate has expired too.',
    run(context) {
      if (!has(context, 'metadata/expired')) return null;
      const until = validUntil(context.facts, context.expected);
      const too = has(context, 'certificate/expired');
      return { message: `The metadata expired on ${until === null ? 'an earlier day' : day(until.at!)}${too ? ', and its certificate with it' : ''}.`, because: seen(context, 'metadata/expired', 'certificate/expired'), evidence: [...proof('validUntil', until?.text, 'in the metadata'), ...proof('judged at', day(context.expected.now), 'the time given')], fix: remedy('idp', too ? 'Create a new certificate at the identity provider, then download the metadata again.' : 'Download the metadata again from the identity provider.', 'metadata'), confidence: 0.95 };
    },
  }),
  plain('no-signing-key', 'No signing certificate', 'Without a signing certificate no signature of this identity provider can be verified.', ['key/no-signing'], 0.97),
  plain('no-login-address', 'No usable login address', 'Service providers do not know where to send users, or cannot by the way they have.', ['endpoint/no-sign-on', 'endpoint/binding', 'endpoint/location-missing', 'endpoint/not-absolute'], 0.95),
  plain('no-acs-address', 'No usable ACS URL', 'Identity providers do not know where to send users back.', ['endpoint/no-consumer', 'endpoint/consumer-binding'], 0.95),
  plain('common-metadata', 'The metadata of no tenant', 'Entra\'s common metadata has a placeholder where the tenant belongs and fits nobody.', ['metadata/tenant-placeholder'], 1, { message: 'This is the metadata of all tenants of Entra, not of yours.', needed: 'in yours' }),
  plain('tenant-wide-metadata', 'Perhaps the tenant-wide metadata', 'In Entra every SAML application has its own certificate; the tenant-wide metadata lists others.', ['metadata/tenant-wide'], 0.6, { needed: 'in that of an application' }),
  plain('several-entities', 'Which entity is meant', 'The file of a federation describes many providers.', ['metadata/entity'], 0.95, { needed: 'to be judged' }),
  plain('no-saml-role', 'No SAML 2.0 in it', 'The metadata describes other protocols or other roles only.', ['metadata/ws-federation-only', 'metadata/protocol'], 0.97),
  plain('private-key-exposed', 'A private key was handed out', 'Whoever has the private key of an identity provider can log in as anybody. It must be replaced when others may have seen it.', ['key/private-key', 'certificate/private-key'], 1, { detail: 'Whoever has it can log in as anybody. If others may have seen it, treat it as lost.', needed: 'here' }),
  plain('public-key-instead-of-certificate', 'A public key instead of the certificate', 'A bare public key has no name and no dates; service providers want the certificate.', ['key/public-key', 'certificate/public-key', 'key/key-value'], 0.97, { needed: 'here' }),
  plain('certificate-unreadable', 'A certificate that cannot be read', 'It was cut off or changed when it was copied, or has lines that do not belong there.', ['key/pem-inside', 'key/unreadable', 'certificate/unreadable'], 0.93, { needed: 'here' }),
  plain('other-certificate-file', 'Not a certificate', 'A signing request, an SSH key or a revocation list was handed in instead of the certificate.', ['certificate/request', 'certificate/other-file'], 0.97, { needed: 'here' }),
  plain('passphrase-needed', 'A passphrase is needed', 'The file is protected and cannot be read without its passphrase.', ['certificate/passphrase'], 0.97, { needed: 'to open it' }),
  plain('entity-id-missing', 'The entityID is missing or malformed', 'The entityID is the name by which everything is looked up.', ['metadata/entity-id'], 0.95),
  plain('key-use-misspelt', 'The use of a key is misspelt', 'Only signing and encryption are allowed; with another word the key is skipped or the file refused.', ['key/use'], 0.93),
  defineCause({
    id: 'metadata-edited', title: 'The metadata was edited', meaning: 'Signed metadata that was changed is refused by programs that verify it (AD FS: ID6018).',
    run(context) {
      const problem = context.found.get('metadata/signature-broken')?.problem;
      return problem === undefined ? null : { message: problem.message, detail: 'Programs that verify it refuse it, AD FS among them (ID6018).', because: ['metadata/signature-broken'], evidence: [...proof('signed digest', problem.expected, 'in the metadata'), ...proof('digest now', problem.actual, 'computed here')], fix: problem.fix!, confidence: 0.75 };
    },
  }),
  plain('metadata-of-other-entity', 'Another identity provider\'s metadata', 'The entityID is not the one that was set up.', ['metadata/other-entity'], 0.6, { needed: 'as set up' }),
  defineCause({
    id: 'certificate-expired', title: 'The certificate has expired', meaning: 'SAML trusts the key and not the dates, so some service providers go on and others stop.',
    run(context) {
      const expired = context.found.get('certificate/expired');
      if (expired === undefined || has(context, 'metadata/expired', 'signature/no-trusted-key')) return null;
      const certificates = context.facts.certificateFile?.certificates ?? context.facts.signatures.flatMap((signature) => (signature.verifiedBy?.certificate == null ? [] : [signature.verifiedBy.certificate]));
      const old = certificates.find((certificate) => Date.parse(certificate.notAfter) < context.expected.now);
      return { message: expired.problem.message, detail: `Make sure that ${spName(context.expected)} gets the new certificate before the identity provider signs with it.`, because: seen(context, 'certificate/expired'), evidence: old === undefined ? pair(context, 'certificate/expired', 'counted', 'today') : proof('certificate', certificateLine(old), 'you gave'), fix: expired.problem.fix!, confidence: 0.8 };
    },
  }),
  plain('certificate-not-yet-valid', 'The certificate does not count yet', 'Service providers that look at its dates refuse it until then.', ['certificate/not-yet-valid'], 0.7, { needed: 'to be used' }),
  plain('certificate-expires-soon', 'The certificate expires soon', 'When it expires or is replaced, logins stop unless the service provider has the new one before.', ['certificate/expires-soon', 'metadata/expires-soon'], 0.5, { needed: 'for a quiet change' }),
  plain('no-redirect-address', 'No login address by redirect', 'The service provider sends users by HTTP-Redirect, and the metadata has no such address.', ['endpoint/no-redirect'], 0.6, { needed: 'by the service provider' }),
  plain('signed-requests-wanted', 'Signed requests are wanted', 'The identity provider refuses requests without a signature.', ['metadata/wants-signed-requests'], 0.45),
  plain('addresses-not-public', 'Addresses that others cannot reach', 'The addresses lead to this machine or a private network, or go over http.', ['endpoint/private-host', 'endpoint/http'], 0.4),
  plain('too-many-certificates', 'More certificates than fit', 'The service provider can hold fewer certificates than there are.', ['key/several', 'certificate/several'], 0.4, { needed: 'by the service provider' }),
];
