/** What is signed in a message that is not a login: logout messages, requests and metadata, by POST and in signed queries. */
import { createSign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Report } from '../shared/finding.ts';
import { inspect } from '../shared/inspect.ts';
import { idpFromMetadata } from '../shared/trust.ts';
import { encodeRedirect } from '../shared/saml/binding.ts';
import { ns, rsaSha256, status } from '../shared/urns.ts';
import { acs, ada, admin, cut, idp, put, sign, signedMessage, sp, usual } from './fixtures/responses/parts.ts';
import { certificateDer, privateKey } from './signing.ts';

const issuer = (name: string): string => `<saml:Issuer xmlns:saml="${ns.saml}">${name}</saml:Issuer>`;
const envelope = (local: string, id: string, from: string, inner: string, attributes = ''): string =>
  `<samlp:${local} xmlns:samlp="${ns.samlp}" ID="${id}" Version="2.0" IssueInstant="2026-11-22T08:00:00Z" Destination="${acs}"${attributes}>${issuer(from)}${inner}</samlp:${local}>`;
const extensions = (content: string): string => `<samlp:Extensions>${content}</samlp:Extensions>`;
const named = (name: string): string => `<saml:NameID xmlns:saml="${ns.saml}">${name}</saml:NameID>`;
const logoutOf = (name: string, hidden = '', id = '_logout1'): string => envelope('LogoutRequest', id, idp, hidden + named(name));
const answer = (hidden = ''): string => envelope('LogoutResponse', '_answer1', idp, `${hidden}<samlp:Status><samlp:StatusCode Value="${status.success}"/></samlp:Status>`, ` InResponseTo="${usual.requestID}"`);
const request = (hidden = '', id = '_request1'): string => envelope('AuthnRequest', id, sp, hidden, ` AssertionConsumerServiceURL="${acs}"`);

const signedLogout = sign(logoutOf(ada), '_logout1');
const signedAssertion = cut(signedMessage(), 'Assertion');
const inAdvice = `<saml:Advice xmlns:saml="${ns.saml}">${signedAssertion}</saml:Advice>`;
const failing = (report: Report): string[] => report.outcomes.filter(({ outcome }) => outcome === 'fail').map(({ check }) => check);
const judge = (document: string) => inspect(document, usual);

describe('something signed was put into a message that is not', () => {
  const evil = (hidden: string): string => logoutOf(admin, hidden, '_evil');
  const cases: readonly [string, string, string[]][] = [
    // samlify took the first signature anywhere in the message for the message's own.
    ['an assertion in a logout request', logoutOf(admin).replace('</samlp:LogoutRequest>', `${signedAssertion}</samlp:LogoutRequest>`), ['logout/unsigned']],
    ['an assertion in its Extensions', evil(extensions(signedAssertion)), ['logout/unsigned']],
    ['an assertion in Advice in its Extensions', evil(extensions(inAdvice)), ['logout/signature']],
    ['another logout request in its Extensions', evil(extensions(signedLogout)), ['logout/signature']],
    ['a logout request in a logout response', answer(extensions(signedLogout)), ['logout/signature']],
    ['a logout request in another that is signed by a stranger', sign(evil(extensions(signedLogout)), '_evil', { key: 'other-rsa' }), ['logout/signature']],
    ['a request in another request', request(extensions(sign(request('', '_inner1'), '_inner1')), '_evil'), ['request/signature']],
    ['the Response of a login in a logout response', answer(extensions(signedMessage())), ['logout/signature']],
  ];

  it.each(cases)('%s', (_name, xml, fails) => {
    const report = judge(xml);
    expect([report.verdict, failing(report)]).toEqual(['reject', fails]);
    expect(report.headline).toMatch(/put into it/);
  });

  it.each([['logout request', signedLogout], ['logout response', sign(answer(), '_answer1')], ['logout request with a Trace of the sender', sign(logoutOf(ada, extensions('<t:Trace xmlns:t="urn:example:trace">1</t:Trace>')), '_logout1')], ['request', sign(request(), '_request1')]])('and not a %s that is signed itself', (_name, xml) => {
    const report = judge(xml);
    expect([report.verdict, failing(report)]).toEqual(['accept', []]);
  });

  it('is not taken for signed metadata', () => {
    const key = `<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="${ns.ds}"><ds:X509Data><ds:X509Certificate>${certificateDer('idp-rsa')}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`;
    const entity = (id: string, before = ''): string => `<md:EntityDescriptor xmlns:md="${ns.md}" ID="${id}" entityID="${idp}">${before}<md:IDPSSODescriptor protocolSupportEnumeration="${ns.samlp}">${key}<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example.com/sso"/></md:IDPSSODescriptor></md:EntityDescriptor>`;
    const signed = sign(entity('_m1'), '_m1');
    const says = (xml: string): boolean => judge(xml).findings.some(({ check, message }) => check === 'metadata/signed' && message.startsWith('The metadata is signed;'));
    expect([says(signed), says(entity('_m2', `<md:Extensions>${signed}</md:Extensions>`))]).toEqual([true, false]);
    expect(idpFromMetadata(signed).keys).toHaveLength(1);
    // A use that does not exist is no permission to sign.
    expect(idpFromMetadata(signed.replace('use="signing"', 'use="Encryption"')).keys).toEqual([]);
  });
});

describe('a signed query', () => {
  const signer = { sigAlg: rsaSha256, sign: (octets: Uint8Array) => createSign('sha256').update(octets).sign(privateKey('idp-rsa')) };
  const url = encodeRedirect({ parameter: 'SAMLRequest', xml: logoutOf(ada), relayState: 'token 1', location: 'https://acme.example.com/saml/slo', sign: signer }).url!;
  const evil = encodeRedirect({ parameter: 'SAMLRequest', xml: logoutOf(admin) }).sentQueryString;
  const inResponse = encodeRedirect({ parameter: 'SAMLResponse', xml: answer() }).sentQueryString;
  const lowerCase = (): string => {
    const query = encodeRedirect({ parameter: 'SAMLRequest', xml: logoutOf(ada), relayState: 'token 1' }).sentQueryString.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()) + `&SigAlg=${encodeURIComponent(rsaSha256).toLowerCase()}`;
    return `https://acme.example.com/saml/slo?${query}&Signature=${encodeURIComponent(Buffer.from(signer.sign(Buffer.from(query))).toString('base64'))}`;
  };

  it.each([['as it was sent', url], ['with escapes in lower case, as AD FS signs them', lowerCase()], ['with a parameter that is none of the binding’s', `${url}&trace=1`], ['with its parameters in another order', url.replace(/\?(SAMLRequest=[^&]*)&(RelayState=[^&]*)/, '?$2&$1')]])('%s is accepted', (_name, document) => {
    const report = judge(document);
    expect([report.verdict, report.facts.logout?.nameID?.value, report.document.relayState]).toEqual(['accept', ada, 'token 1']);
  });

  // Receivers take the first or the last of two, and some verify one and read the other (CVE-2025-27773).
  it.each([
    ['another message behind', `${url}&${evil}`], ['another message before', url.replace('?', `?${evil}&`)], ['the other kind of message behind', `${url}&${inResponse}`], ['the other kind of message before', url.replace('?', `?${inResponse}&`)],
    ['another RelayState behind', `${url}&RelayState=evil`], ['another RelayState before', url.replace('?', '?RelayState=evil&')], ['another Signature', `${url}&Signature=AAAA`], ['another SigAlg', `${url}&SigAlg=${encodeURIComponent(rsaSha256)}`],
    ['another message under a disguised name', `${url}&${evil.replace('SAMLRequest', 'SAMLReque%73t')}`], ['another RelayState under a disguised name', `${url}&Relay%53tate=evil`], ['its escapes written anew in lower case', url.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase())], ['its RelayState taken away', url.replace(/&RelayState=[^&]*/, '')],
  ])('with %s is rejected', (_name, document) => {
    const report = judge(document);
    expect([report.verdict, failing(report)]).toEqual(['reject', ['logout/signature']]);
  });

  it('says nothing about a message that was posted', () => {
    const body = url.slice(url.indexOf('?') + 1);
    const posted = body.replace(/SAMLRequest=[^&]*/, `SAMLRequest=${encodeURIComponent(Buffer.from(logoutOf(admin)).toString('base64'))}`);
    expect(judge(posted).verdict).toBe('unverified');
    expect(judge(put(signedLogout, 'last', 'KeyInfo', named(admin))).facts.logout?.nameID?.value).toBe(ada);
  });
});
