/** Metadata as a whole: what it is, whose, and until when (saml-metadata 2). Its endpoints and keys have families of their own. */
import type { Expected, Facts, Instant, Signature } from '../model.ts';
import { nameIDFormat, protocol, shortName } from '../urns.ts';
import { defineCheck, fix, spec, type Check } from './check.ts';
import { entityOf, roleOf } from './judged.ts';
import { capital, clockTime, commonName, DAY, duration, hasOuterSpace, hostOf, isAbsoluteUri, list, moment, nearMissWords, plural, quote, spName } from './words.ts';

const again = fix('idp', 'Download the metadata again from the identity provider.', 'metadata');

/** The earliest validUntil of aggregate, entity and role. */
export function validUntil(facts: Facts, expected: Expected): Instant | null {
  const all = [facts.metadata?.validUntil, entityOf(facts)?.validUntil, roleOf(facts, expected)?.validUntil];
  let earliest: Instant | null = null;
  for (const each of all) if (each != null && each.at !== null && (earliest === null || each.at < earliest.at!)) earliest = each;
  return earliest;
}

export function edited(signature: Signature): boolean {
  return signature.failure === 'digest' || (signature.digestClaimed !== null && signature.digestComputed !== null && signature.digestClaimed !== signature.digestComputed);
}

const idpOrder = ['Signature', 'Extensions', 'KeyDescriptor', 'Organization', 'ContactPerson', 'ArtifactResolutionService', 'SingleLogoutService', 'ManageNameIDService', 'NameIDFormat', 'SingleSignOnService', 'NameIDMappingService', 'AssertionIDRequestService', 'AttributeProfile', 'Attribute'];
const spOrder = ['Signature', 'Extensions', 'KeyDescriptor', 'Organization', 'ContactPerson', 'ArtifactResolutionService', 'SingleLogoutService', 'ManageNameIDService', 'NameIDFormat', 'AssertionConsumerService', 'AttributeConsumingService'];
const roleWords = { idp: 'identity provider', sp: 'service provider' };

export const metadataChecks: readonly Check[] = [
  defineCheck({
    id: 'metadata/entity', on: 'metadata', severity: 'error', title: 'One entity is meant',
    why: 'A file of a whole federation describes many; which one is meant must be known.',
    causes: ['The aggregate of a federation was handed in.', 'The entityID to choose is not in it.'],
    spec: spec('saml-metadata 2.3.1'), needs: ['metadata'],
    run(facts, expected) {
      const metadata = facts.metadata!;
      const chosen = metadata.entities[metadata.chosen];
      if (chosen !== undefined && (expected.entityID === undefined || chosen.entityID === expected.entityID)) return null;
      if (chosen !== undefined) return { message: `The metadata describes ${quote(chosen.entityID)}, and ${quote(expected.entityID)} was asked for.`, expected: expected.entityID!, actual: quote(chosen.entityID), place: chosen.node, fix: fix('capture', 'Hand in the metadata of the one you mean, or leave out which one is asked for.') };
      if (metadata.entities.length === 0) return { message: 'The metadata describes no entity.', expected: 'one EntityDescriptor', actual: 'none', place: metadata.node, fix: again };
      if (expected.entityID !== undefined) return { message: `The entityID ${quote(expected.entityID)} is not among the ${metadata.entities.length} in this metadata.`, expected: expected.entityID, actual: list(metadata.entities.map((entity) => entity.entityID ?? ''), 3), place: metadata.node, fix: fix('capture', 'Choose one of the entities in it, or hand in the metadata of the one you mean.') };
      return { message: `The metadata describes ${plural(metadata.entities.length, 'entity', 'entities')}, and which one is meant is not known.`, expected: 'one entity', actual: list(metadata.entities.map((entity) => entity.entityID ?? ''), 3), place: metadata.node, fix: fix('capture', 'Choose one of them by its entityID.') };
    },
  }),
  defineCheck({
    id: 'metadata/entity-id', on: 'metadata', severity: 'error', title: 'The entity has an entityID',
    why: 'The entityID is its name; everything is looked up by it.',
    causes: ['The file was written by hand.'],
    spec: spec('saml-metadata 2.3.2'), needs: ['entity'],
    run(facts) {
      const entity = entityOf(facts)!;
      const id = entity.entityID;
      if (id !== null && id.trim() !== '' && id.length <= 1024 && !hasOuterSpace(id)) return null;
      const message = id === null || id.trim() === '' ? 'The entity has no entityID.' : hasOuterSpace(id) ? `The entityID ${quote(id)} has white space around it, and it is compared letter by letter.` : `The entityID has ${id.length} characters, and 1024 are allowed.`;
      return { message, expected: 'a URI of at most 1024 characters', actual: quote(id), place: entity.node, fix: fix('idp', 'Set the entityID at the provider and download its metadata again.', 'idpEntityID') };
    },
  }),
  defineCheck({
    id: 'metadata/entity-id-uri', on: 'metadata', severity: 'warning', title: 'The entityID is a URI',
    why: 'Programs that check the schema want a URI; Entra puts "spn:" in front of others in the audience.',
    causes: ['The entityID was chosen as a plain name (Heap\'s is heapanalytics.com).'],
    spec: spec('saml-core 1.3.2'), needs: ['entity'],
    run(facts) {
      const entity = entityOf(facts)!;
      const id = entity.entityID?.trim() ?? '';
      return id === '' || isAbsoluteUri(id) ? null : { message: `The entityID ${quote(id)} is not an absolute URI.`, expected: 'such as https://idp.example.com/saml', actual: id, place: { node: entity.node, attribute: 'entityID' } };
    },
  }),
  defineCheck({
    id: 'metadata/tenant-placeholder', on: 'metadata', severity: 'error', title: 'The entityID is of one tenant',
    why: 'The metadata of Entra\'s "common" address has {tenant} in place of a tenant and fits none.',
    causes: ['The metadata was taken from /common/ instead of from the tenant or application.'],
    spec: spec('saml-metadata 2.3.2'), needs: ['entity'],
    run(facts) {
      const entity = entityOf(facts)!;
      const id = entity.entityID ?? '';
      return !/\{tenant(?:id)?\}/i.test(id) ? null : { message: `The entityID ${quote(id)} has a placeholder where the tenant belongs.`, expected: 'the tenant\'s identifier', actual: id, place: { node: entity.node, attribute: 'entityID' }, fix: fix('idp', 'Take the App Federation Metadata Url of the application (with ?appid=) in Entra.', 'metadata') };
    },
  }),
  defineCheck({
    id: 'metadata/other-entity', on: 'metadata', severity: 'warning', title: 'The entityID is the one known so far',
    why: 'Metadata of another entity replaces one identity provider by another.',
    causes: ['The metadata is of another tenant, environment or application.', 'The identity provider changed its entityID.'],
    spec: spec('saml-metadata 2.3.2'), needs: ['entity', 'idp-entity-id', 'idp-role'],
    run(facts, expected) {
      const entity = entityOf(facts)!;
      const wanted = expected.idp!.entityID!;
      return entity.entityID === null || entity.entityID === wanted ? null : { message: `The metadata is of ${quote(entity.entityID)}, and the one set up is ${quote(wanted)}${nearMissWords(wanted, entity.entityID)}.`, expected: wanted, actual: entity.entityID, place: { node: entity.node, attribute: 'entityID' }, fix: fix('sp', 'Give the service provider the new metadata if the change is meant; else take the metadata of the right application.', 'idpEntityID') };
    },
  }),
  defineCheck({
    id: 'metadata/wrong-role', on: 'metadata', severity: 'error', title: 'It describes the side that is asked for',
    why: 'Service provider and identity provider each have metadata; the one of the wrong side has neither the keys nor the addresses that are needed.',
    causes: ['The two files were mixed up.', 'The download link of the application\'s own metadata was taken.'],
    spec: spec('saml-metadata 2.4.3'), needs: ['entity'],
    run(facts, expected) {
      const entity = entityOf(facts)!;
      const wanted = expected.role ?? 'idp';
      const other = wanted === 'idp' ? 'sp' : 'idp';
      if (entity.roles.some((role) => role.role === wanted) || !entity.roles.some((role) => role.role === other)) return null;
      return { message: `This is the metadata of ${other === 'sp' ? 'a service provider' : 'an identity provider'}, and that of ${wanted === 'sp' ? 'a service provider' : 'an identity provider'} is needed.`, expected: wanted === 'idp' ? 'an identity provider (IDPSSODescriptor)' : 'a service provider (SPSSODescriptor)', actual: other === 'sp' ? 'a service provider (SPSSODescriptor)' : 'an identity provider (IDPSSODescriptor)', place: entity.roles[0]!.node, fix: fix(wanted, `Download the metadata of the ${roleWords[wanted]}.`, 'metadata') };
    },
  }),
  defineCheck({
    id: 'metadata/ws-federation-only', on: 'metadata', severity: 'error', title: 'It describes SAML 2.0',
    why: 'Metadata with WS-Federation roles only has no SAML addresses or keys.',
    causes: ['The metadata of a WS-Federation application was taken.'],
    spec: spec('saml-metadata 2.4'), needs: ['entity'],
    run(facts) {
      const entity = entityOf(facts)!;
      if (entity.roles.length > 0) return null;
      return { message: entity.otherRoles.length === 0 ? 'The metadata describes no role at all.' : entity.otherRoles.every((name) => name.startsWith('fed:')) ? 'The metadata describes WS-Federation only, and not SAML 2.0.' : `The metadata describes neither an identity provider nor a service provider, only ${list(entity.otherRoles)}.`, expected: 'IDPSSODescriptor', actual: entity.otherRoles.slice(0, 5).join(', ') || 'none', place: entity.node, fix: fix('idp', 'Download the SAML 2.0 metadata of the identity provider.', 'metadata') };
    },
  }),
  defineCheck({
    id: 'metadata/protocol', on: 'metadata', severity: 'error', title: 'The role speaks SAML 2.0',
    why: 'Its protocolSupportEnumeration says which protocols the role speaks; without SAML 2.0 it cannot be used.',
    causes: ['The metadata is of a SAML 1.1 provider.', 'The file was written by hand.'],
    spec: spec('saml-metadata 2.4.1'), needs: ['entity'],
    run(facts, expected) {
      const role = roleOf(facts, expected);
      return role === null || role.protocols.includes(protocol) ? null : { message: `The role does not say that it speaks SAML 2.0: its protocols are ${list(role.protocols)}.`, expected: protocol, actual: role.protocols.slice(0, 5).join(' ') || 'none', place: role.node, fix: again };
    },
  }),
  defineCheck({
    id: 'metadata/expired', on: 'metadata', severity: 'error', title: 'The metadata has not expired',
    why: 'After validUntil nobody may use it; programs that keep to the standard refuse it.',
    causes: ['The file was downloaded long ago.', 'The certificate expired with it (Google sets validUntil to the certificate\'s end).'],
    spec: spec('saml-metadata 2.3.2'), needs: ['entity'],
    run(facts, expected) {
      const until = validUntil(facts, expected);
      if (until === null || expected.now - expected.clockSkew * 1000 < until.at!) return null;
      return { message: `The metadata expired ${duration(expected.now - until.at!)} ago: validUntil is ${moment(until.at!)}.`, expected: `before ${moment(until.at!)}`, actual: clockTime(expected.now), place: entityOf(facts)!.node, fix: again };
    },
  }),
  defineCheck({
    id: 'metadata/expires-soon', on: 'metadata', severity: 'warning', title: 'The metadata stays good for a week',
    why: 'After validUntil logins can stop from one moment to the next.',
    causes: ['The provider gives a short validUntil and expects its metadata to be fetched again and again.', 'The certificate is about to expire (Google).'],
    spec: spec('saml-metadata 2.3.2'), needs: ['entity'],
    run(facts, expected) {
      const until = validUntil(facts, expected);
      if (until === null || until.at! <= expected.now || until.at! - expected.now > 7 * DAY) return null;
      return { message: `The metadata expires in ${duration(until.at! - expected.now)}: validUntil is ${moment(until.at!)}.`, expected: 'more than 7 days', actual: moment(until.at!), place: entityOf(facts)!.node, fix: fix('sp', 'Let the service provider fetch the metadata by its address, or note the day.', 'metadata') };
    },
  }),
  defineCheck({
    id: 'metadata/no-valid-until', on: 'metadata', severity: 'info', title: 'The metadata says until when it is good',
    why: 'Federations require validUntil; single providers (Entra, Okta, Auth0) leave it out.',
    causes: ['The provider does not set it.'],
    spec: spec('SAML2Int SDP-MD03'), needs: ['entity'],
    run: (facts, expected) => (validUntil(facts, expected) !== null ? null : { message: 'The metadata has no validUntil, so nothing tells when it is out of date.', actual: 'absent', place: entityOf(facts)!.node }),
  }),
  defineCheck({
    id: 'metadata/cache-duration', on: 'metadata', severity: 'warning', title: 'cacheDuration is a duration',
    why: 'Programs that fetch metadata read from it when to come back.',
    causes: ['The file was written by hand.'],
    spec: spec('saml-metadata 2.3.2'), needs: ['entity'],
    run(facts) {
      const { cacheDuration, node } = entityOf(facts)!;
      return cacheDuration === null || /^P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$/.test(cacheDuration) ? null : { message: `The cacheDuration ${quote(cacheDuration)} is not a duration.`, expected: 'such as PT24H', actual: cacheDuration, place: { node, attribute: 'cacheDuration' }, fix: again };
    },
  }),
  defineCheck({
    id: 'metadata/child-order', on: 'metadata', severity: 'warning', title: 'Children of the role in the order of the schema',
    why: 'Programs that check the schema refuse the file.',
    causes: ['The file was written by hand or by a template.'],
    spec: spec('saml-metadata 2.4.3'), needs: ['entity'],
    run(facts, expected) {
      const role = roleOf(facts, expected);
      if (role === null) return null;
      const order = role.role === 'idp' ? idpOrder : spOrder;
      let last = 0;
      for (const name of role.children) {
        const position = order.indexOf(name);
        if (position < 0) continue;
        if (position < last) return { message: `${name} stands after ${order[last]}, against the order of the schema.`, expected: order.filter((each) => role.children.includes(each)).join(', '), actual: role.children.slice(0, 20).join(', '), place: role.node, fix: fix(role.role, `Put ${name} before ${order[last]}.`, 'metadata') };
        last = position;
      }
      return null;
    },
  }),
  defineCheck({
    id: 'metadata/signature-broken', on: 'metadata', severity: 'warning', title: 'The signed metadata is unchanged',
    why: 'Programs that verify the signature of metadata refuse it (AD FS: ID6018).',
    causes: ['The file was edited or pretty-printed after it was downloaded.'],
    spec: spec('saml-metadata 3'), needs: ['metadata', 'signature'],
    run(facts) {
      const broken = facts.signatures.find(edited);
      return broken === undefined ? null : { message: 'The metadata was changed after it was signed.', ...(broken.digestClaimed === null ? {} : { expected: broken.digestClaimed }), ...(broken.digestComputed === null ? {} : { actual: broken.digestComputed }), place: broken.node, fix: fix('capture', 'Download the metadata again and hand it in without opening it in an editor.', 'metadata') };
    },
  }),
  defineCheck({
    id: 'metadata/signed', on: 'metadata', severity: 'info', title: 'Signed, not verified',
    why: 'No key to verify metadata with is known here; trust comes from where it was downloaded.',
    causes: ['The provider signs its metadata (Entra and federations do).'],
    spec: spec('SAML2Int SDP-MD02'), needs: ['metadata', 'signature'],
    run(facts, expected) {
      // One that is signed inside Extensions says nothing about what is read.
      const read = [facts.metadata?.node, entityOf(facts)?.node, roleOf(facts, expected)?.node];
      const own = facts.signatures.find((signature) => read.includes(signature.parent));
      return own === undefined || facts.signatures.some(edited) ? null : { message: 'The metadata is signed; its signature was not verified, as no key for that was given.', place: own.node };
    },
  }),
  defineCheck({
    id: 'metadata/other-roles', on: 'metadata', severity: 'info', title: 'Other roles are left aside',
    why: 'Entra and AD FS describe WS-Federation in the same file; that is legal and of no concern here.',
    causes: ['The provider speaks several protocols.'],
    spec: spec('saml-metadata 2.4.2'), needs: ['entity'],
    run: (facts) => (entityOf(facts)!.otherRoles.length === 0 || entityOf(facts)!.roles.length === 0 ? null : { message: `The metadata also describes ${list(entityOf(facts)!.otherRoles)}, which is left aside.`, place: entityOf(facts)!.node }),
  }),
  defineCheck({
    id: 'metadata/both-roles', on: 'metadata', severity: 'info', title: 'Only one of the two sides',
    why: 'A proxy is both; make sure the right side is read.',
    causes: ['The provider is a proxy between others.'],
    spec: spec('saml-metadata 2.3.2'), needs: ['entity'],
    run: (facts, expected) => (new Set(entityOf(facts)!.roles.map((role) => role.role)).size < 2 ? null : { message: `The metadata describes an identity provider and a service provider; it was judged as ${expected.role === 'sp' ? 'a service provider' : 'an identity provider'}.`, place: entityOf(facts)!.node }),
  }),
  defineCheck({
    id: 'metadata/wants-signed-requests', on: 'metadata', severity: 'warning', title: 'Unsigned requests are taken',
    why: 'With WantAuthnRequestsSigned the identity provider refuses a request without a signature, and many service providers send none.',
    causes: ['Signed requests are switched on at the identity provider.'],
    spec: spec('saml-metadata 2.4.3'), needs: ['entity', 'idp-role'],
    run(facts, expected) {
      const role = roleOf(facts, expected)!;
      return role.wantAuthnRequestsSigned !== true ? null : { message: `The identity provider wants signed requests; make sure that ${spName(expected)} signs them.`, expected: 'WantAuthnRequestsSigned="false"', actual: 'true', place: { node: role.node, attribute: 'WantAuthnRequestsSigned' }, severity: expected.sp === undefined ? 'info' : 'warning', fix: fix('idp', 'Switch off signed requests for this application, or let the service provider sign them.', 'signedRequests') };
    },
  }),
  defineCheck({
    id: 'metadata/name-id-format', on: 'metadata', severity: 'info', title: 'The needed NameID format is listed',
    why: 'The list is a hint of what can be sent; some identity providers send formats they do not list.',
    causes: ['The NameID format is not set for this application yet.'],
    spec: spec('saml-metadata 2.4.2'), needs: ['entity', 'idp-role', 'sp-requirements'],
    run(facts, expected) {
      const role = roleOf(facts, expected)!;
      const wanted = expected.sp!.requires!.nameIDFormat;
      if (wanted === undefined || wanted === nameIDFormat.unspecified || role.nameIDFormats.length === 0 || role.nameIDFormats.includes(wanted)) return null;
      return { message: `${capital(spName(expected))} needs the NameID format ${shortName(wanted)}, and the metadata lists ${list(role.nameIDFormats.map(shortName))}.`, expected: wanted, actual: role.nameIDFormats.slice(0, 8).join(' '), place: role.node, fix: fix('idp', `Set the NameID format to ${shortName(wanted)} for this application.`, 'nameIDFormat') };
    },
  }),
  defineCheck({
    id: 'metadata/hosts-differ', on: 'metadata', severity: 'info', title: 'Name and addresses are of one host',
    why: 'An entityID is only a name and need not be of the same host; a difference can also show mixed-up files.',
    causes: ['The provider is set up that way.', 'Metadata of two environments was mixed.'],
    spec: spec('saml-metadata 2.3.2'), needs: ['entity', 'idp-role'],
    run(facts, expected) {
      const entity = entityOf(facts)!;
      const name = hostOf(entity.entityID ?? '');
      const location = roleOf(facts, expected)!.endpoints.find((endpoint) => endpoint.service === 'SingleSignOnService' && endpoint.location !== null);
      const host = hostOf(location?.location ?? '');
      if (name === null || host === null || site(name) === site(host) || name === 'sts.windows.net' || name === 'www.okta.com') return null;
      return { message: `The entityID is on ${name} and the login address on ${host}; that is allowed, make sure it is meant.`, expected: name, actual: host, place: location!.node };
    },
  }),
  defineCheck({
    id: 'metadata/tenant-wide', on: 'metadata', severity: 'warning', title: 'The metadata is the application\'s own',
    why: 'In Entra every SAML application has a certificate of its own. The tenant-wide metadata lists other ones, and then no signature fits.',
    causes: ['The metadata address was taken without ?appid=.', 'A custom certificate is used, and all is well.'],
    spec: spec('saml-metadata 2.4.1.1'), needs: ['entity', 'idp-role'],
    run(facts, expected) {
      const entity = entityOf(facts)!;
      if (!(entity.entityID ?? '').startsWith('https://sts.windows.net/')) return null;
      const subjects = roleOf(facts, expected)!.keyDescriptors.filter((key) => key.use !== 'encryption').flatMap((key) => key.certificates.map((certificate) => certificate.subject));
      if (subjects.length === 0 || subjects.some((subject) => subject.includes('Microsoft Azure Federated SSO Certificate'))) return null;
      return { message: `This may be Entra's tenant-wide metadata: none of its certificates is called "Microsoft Azure Federated SSO Certificate" (found ${list([...new Set(subjects.map(commonName))])}).`, expected: 'CN=Microsoft Azure Federated SSO Certificate', actual: subjects.slice(0, 5).join(' | '), place: entity.node, fix: fix('idp', 'Take the App Federation Metadata Url of the application (it ends in ?appid=…), unless you use a certificate of your own.', 'metadata') };
    },
  }),
];

const site = (host: string): string => host.split('.').slice(-2).join('.');
