/**
 * Every place where something can be hidden in a response: where the schemas allow any element or nested assertions, and where a careless
 * reader does not look. `hide` puts text there; it throws where the message has no such place.
 */
import { encodePost } from '../../shared/saml/binding.ts';
import { ns } from '../../shared/urns.ts';
import { put, type Where } from '../fixtures/responses/parts.ts';

export interface Place {
  name: string;
  hide(xml: string, text: string): string;
}

const samlp = (local: string): [string, string] => [`<samlp:${local} xmlns:samlp="${ns.samlp}">`, `</samlp:${local}>`];
const saml = (local: string, attributes = ''): [string, string] => [`<saml:${local} xmlns:saml="${ns.saml}"${attributes}>`, `</saml:${local}>`];
const ds = (local: string, attributes = ''): [string, string] => [`<ds:${local} xmlns:ds="${ns.ds}"${attributes}>`, `</ds:${local}>`];
const xenc = (local: string): [string, string] => [`<xenc:${local} xmlns:xenc="${ns.xenc}">`, `</xenc:${local}>`];
const foreign: [string, string] = ['<x:wrapper xmlns:x="urn:example:wrapper">', '</x:wrapper>'];

/** In, before or after the element of that local name, inside these wrappers, the outermost first. */
const at = (name: string, where: Where, local: string, ...wrappers: readonly [string, string][]): Place => ({
  name,
  hide: (xml, text) => put(xml, where, local, wrappers.map(([open]) => open).join('') + text + wrappers.map(([, close]) => close).toReversed().join('')),
});
const inside = (local: string, ...wrappers: readonly [string, string][]): Place => at([local, ...wrappers.map(([open]) => /^<(?:\w+:)?(\w+)/.exec(open)![1]!)].join('/'), 'last', local, ...wrappers);

const soap = (header: string, body: string): string => `<soap:Envelope xmlns:soap="${ns.soap}"><soap:Header>${header}</soap:Header><soap:Body>${body}</soap:Body></soap:Envelope>`;

export const places: readonly Place[] = [
  // Of the Response
  at('before the assertion', 'before', 'Assertion'), at('after the assertion', 'after', 'Assertion'), at('first in the Response', 'first', 'Response'), at('before Status', 'before', 'Status'), at('before Status, wrapped', 'before', 'Status', foreign),
  at('Extensions', 'before', 'Status', samlp('Extensions')), at('Extensions/wrapper', 'before', 'Status', samlp('Extensions'), foreign), at('Extensions without namespace', 'before', 'Status', ['<Extensions xmlns="">', '</Extensions>']),
  at('Extensions/AuthnRequest/Scoping', 'before', 'Status', samlp('Extensions'), samlp('AuthnRequest'), samlp('Scoping')), at('Extensions/AuthnRequest/Scoping/IDPList', 'before', 'Status', samlp('Extensions'), samlp('AuthnRequest'), samlp('Scoping'), samlp('IDPList')),
  at('Extensions/Response', 'before', 'Status', samlp('Extensions'), samlp('Response')), at('Extensions/LogoutRequest/Extensions', 'before', 'Status', samlp('Extensions'), samlp('LogoutRequest'), samlp('Extensions')), at('Extensions/ArtifactResponse', 'before', 'Status', samlp('Extensions'), samlp('ArtifactResponse')),
  inside('Status', samlp('StatusDetail')), inside('Status', samlp('StatusDetail'), foreign), inside('Status', samlp('StatusMessage')), inside('Status'), inside('StatusCode'), inside('Response'), inside('Response', foreign), inside('Issuer'),
  { name: 'Envelope/Header', hide: (xml, text) => soap(text, xml.replace(/^<\?xml[^>]*\?>\s*/, '')) }, { name: 'Envelope/Body', hide: (xml, text) => soap('', text + xml.replace(/^<\?xml[^>]*\?>\s*/, '')) },
  { name: 'ArtifactResponse', hide: (xml, text) => samlp('ArtifactResponse').join(text + xml.replace(/^<\?xml[^>]*\?>\s*/, '')) },
  // In a form field, where it is one message. A paste of several is taken apart, and each is judged for itself.
  { name: 'before the root', hide: (xml, text) => encodePost(text + xml.replace(/^<\?xml[^>]*\?>\s*/, '')) }, { name: 'after the root', hide: (xml, text) => encodePost(xml + text) },
  // Of the assertion
  at('Advice', 'after', 'Conditions', saml('Advice')), at('Advice/wrapper', 'after', 'Conditions', saml('Advice'), foreign), at('Advice/EncryptedAssertion', 'after', 'Conditions', saml('Advice'), saml('EncryptedAssertion')), at('Advice/Evidence', 'after', 'Conditions', saml('Advice'), saml('Evidence')),
  at('first in the assertion', 'first', 'Assertion'), inside('Assertion'), inside('Assertion', foreign), inside('Subject'), inside('NameID'), inside('SubjectConfirmation'), inside('SubjectConfirmationData'), inside('SubjectConfirmationData', ds('KeyInfo')), inside('SubjectConfirmationData', foreign),
  inside('Conditions'), inside('Conditions', saml('Condition')), inside('AudienceRestriction'), inside('Audience'), inside('Conditions', saml('ProxyRestriction')), inside('Conditions', saml('OneTimeUse')),
  inside('AuthnStatement'), inside('AuthnStatement', saml('SubjectLocality')), inside('AuthnContext'), inside('AuthnContext', saml('AuthnContextDecl')), inside('AuthnContextClassRef'), inside('AuthnContext', saml('AuthenticatingAuthority')),
  inside('AttributeStatement'), inside('Attribute'), inside('AttributeValue'), inside('AttributeValue', foreign), inside('AttributeStatement', saml('EncryptedAttribute')), inside('AttributeStatement', saml('Attribute', ' Name="x"'), saml('AttributeValue')),
  inside('Assertion', saml('AuthzDecisionStatement', ' Resource="urn:x" Decision="Permit"'), saml('Evidence')), inside('Assertion', saml('Statement')), inside('Subject', saml('EncryptedID')), inside('Subject', saml('BaseID')),
  // Of the signature
  at('first in the Signature', 'first', 'Signature'), inside('Signature'), inside('SignedInfo'), inside('CanonicalizationMethod'), inside('SignatureMethod'), inside('SignatureMethod', ds('HMACOutputLength')), inside('Reference'), inside('Transforms'), inside('Transform'), inside('Transform', ds('XPath')),
  inside('DigestMethod'), inside('DigestValue'), inside('SignatureValue'), inside('KeyInfo'), inside('KeyInfo', ds('KeyName')), inside('KeyInfo', ds('KeyValue')), inside('X509Data'), inside('X509Certificate'), inside('KeyInfo', ds('SPKIData')), inside('KeyInfo', ds('PGPData')), inside('KeyInfo', ds('MgmtData')),
  inside('KeyInfo', ds('RetrievalMethod', ' URI="#x"'), ds('Transforms'), ds('Transform', ' Algorithm="urn:x"')), inside('KeyInfo', foreign), inside('KeyInfo', xenc('EncryptedKey')), inside('KeyInfo', xenc('AgreementMethod')),
  inside('Signature', ds('Object')), at('Signature/Object of no namespace', 'last', 'Signature', ['<Object xmlns="">', '</Object>']), inside('Signature', ds('Object'), ds('Manifest')), inside('Signature', ds('Object'), ds('SignatureProperties'), ds('SignatureProperty', ' Target="#x"')), inside('Signature', ds('Object'), samlp('Response')),
  inside('Signature', ds('Manifest')), at('before the Signature', 'before', 'Signature'), at('after the Signature', 'after', 'Signature'),
  // Of what is encrypted
  inside('EncryptedAssertion'), inside('EncryptedData'), inside('EncryptedData', xenc('EncryptionProperties'), xenc('EncryptionProperty')), inside('EncryptionMethod'), inside('CipherData'), inside('CipherValue'), inside('CipherData', xenc('CipherReference')), inside('EncryptedKey'), inside('EncryptedKey', xenc('ReferenceList')), inside('EncryptedKey', xenc('CarriedKeyName')),
];
