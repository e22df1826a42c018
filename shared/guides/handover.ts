/** Building blocks of what a service provider wants back: metadata file, fields, certificates in PEM. */
import type { SigningCertificate } from '../connection.ts';
import type { Field } from '../finding.ts';
import { binding } from '../urns.ts';
import type { ExportDraft, GuideContext } from './guide.ts';
import { termWords } from './terms.ts';

/** PEM with its BEGIN and END lines, 64 characters a line (RFC 7468), from base64 DER or from PEM of any shape. */
export function toPem(material: string): string {
  const body = material.replace(/[-\u2010-\u2015]{2,}\s*(BEGIN|END)[^-\u2010-\u2015]*[-\u2010-\u2015]{2,}/g, '').replace(/\s+/g, '');
  return `-----BEGIN CERTIFICATE-----\n${(body.match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`;
}

/** Hexadecimal digits alone: fingerprints are written with and without colons. */
const hexadecimal = (text: string): string => text.replace(/[^0-9a-f]/gi, '').toUpperCase();

/** The certificate that a passed login was signed with first, then by expiry, the longest first. */
export function certificatesInOrder({ source, signedWith }: GuideContext): (SigningCertificate & { signed: boolean })[] {
  const signed = (one: SigningCertificate): boolean => signedWith !== null && one.facts !== null && hexadecimal(one.facts.sha256) === hexadecimal(signedWith);
  const seen = new Set<string>();
  return source.certificates
    .filter((one) => !seen.has(toPem(one.material)) && seen.add(toPem(one.material)))
    .map((one) => ({ ...one, signed: signed(one) }))
    .sort((a, b) => Number(b.signed) - Number(a.signed) || time(b) - time(a));
}

const time = (one: SigningCertificate): number => Date.parse(one.facts?.notAfter ?? '') || 0;

export function metadataFile(context: GuideContext, label: string, way: string): ExportDraft {
  const { metadata } = context.connection.idp;
  return {
    ...draft('metadata', label, way),
    id: `${way}/metadata`,
    kind: 'file',
    fileName: `${context.idp}-metadata.xml`,
    mediaType: 'application/samlmetadata+xml',
    content: metadata?.xml ?? '',
    ...(metadata === null ? { blocked: `There is no metadata, only values typed by hand: use the fields instead, or drop the metadata of ${context.idpName}.` } : {}),
  };
}

export function field(context: GuideContext, term: 'idpEntityID' | 'singleSignOnService' | 'singleLogoutService', label: string, way: string, optional = false): ExportDraft {
  const { source } = context;
  const content = { idpEntityID: source.entityID, singleSignOnService: source.singleSignOnService, singleLogoutService: source.singleLogoutService }[term];
  const item: ExportDraft = { ...draft(term, label, way), content: content ?? '', ...(optional ? { optional } : {}) };
  if (content !== null) return term === 'singleSignOnService' ? { ...item, ...postNote(context) } : item;
  return { ...item, blocked: optional ? `${context.idpName} names none; leave this field blank.` : `The ${termWords[term]} is not known yet.` };
}

/** One item a certificate, up to the number of slots. */
export function certificates(context: GuideContext, label: string, way: string, slots: number): ExportDraft[] {
  const all = certificatesInOrder(context);
  if (all.length === 0) return [{ ...draft('signingCertificate', label, way), content: '', blocked: 'No signing certificate is known yet.' }];
  return all.slice(0, slots).map((one, index) => ({
    ...draft('signingCertificate', all.length > 1 && slots > 1 ? `${label} (${index + 1} of ${Math.min(all.length, slots)})` : label, way),
    id: `${way}/certificate-${index + 1}`,
    fileName: `${context.idp}-signing${index === 0 ? '' : `-${index + 1}`}.pem`,
    mediaType: 'application/x-pem-file',
    content: toPem(one.material),
    note: certificateNote(one, all.length, slots),
  }));
}

function certificateNote({ facts, signed }: SigningCertificate & { signed: boolean }, count: number, slots: number): string {
  const words = facts === null ? ['Typed by hand.'] : [`${facts.subject || 'No subject'}, valid until ${facts.notAfter}, SHA-256 ${facts.sha256}.`];
  if (signed) words.push('The last passed login was signed with this one.');
  if (count > slots && slots === 1) words.push(`The metadata names ${count} signing certificates and there is room for one: ${signed ? 'this is the one in use' : 'run a test login first to learn which one is in use'}.`);
  return words.join(' ');
}

function postNote({ connection }: GuideContext): { note: string } | Record<string, never> {
  const services = connection.idp.metadata?.summary.singleSignOnServices ?? [];
  if (services.length === 0 || services.some((one) => one.binding === binding.redirect)) return {};
  return { note: 'The metadata has no HTTP-Redirect address; this is the HTTP-POST one. A service provider that starts the login by redirect will probably not get through with it (unconfirmed).' };
}

function draft(term: Field, label: string, way: string): ExportDraft {
  return { id: `${way}/${term}`, label, term, termWords: termWords[term], kind: 'text', content: '', way };
}
