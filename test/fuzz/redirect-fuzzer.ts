/** The query of HTTP-Redirect, signed as a whole: parameters doubled, reordered, re-encoded, renamed, put elsewhere. What is accepted says what was signed. */
import { createSign } from 'node:crypto';
import { encodePost, encodeRedirect } from '../../shared/saml/binding.ts';
import { ns, rsaSha256 } from '../../shared/urns.ts';
import { ada, admin, idp, usual } from '../fixtures/responses/parts.ts';
import { changeBytes } from '../mutations.ts';
import { privateKey } from '../signing.ts';
import type { Random } from '../xml-generator.ts';
import { failure, same, type FuzzCase, type Fuzzer, type Outcome } from './fuzzer.ts';
import { broken, isOutcome, watched } from './watch.ts';

const location = 'https://acme.example.com/saml/slo';
const logoutOf = (name: string): string => `<samlp:LogoutRequest xmlns:samlp="${ns.samlp}" ID="_logout1" Version="2.0" IssueInstant="2026-11-22T08:00:00Z" Destination="${location}"><saml:Issuer xmlns:saml="${ns.saml}">${idp}</saml:Issuer><saml:NameID xmlns:saml="${ns.saml}">${name}</saml:NameID></samlp:LogoutRequest>`;
const signedBy = (key: Parameters<typeof privateKey>[0]) => ({ sigAlg: rsaSha256, sign: (octets: Uint8Array) => createSign('sha256').update(octets).sign(privateKey(key)) });
const queryOf = (name: string, relayState: string | null, key: Parameters<typeof privateKey>[0] = 'idp-rsa'): string => encodeRedirect({ parameter: 'SAMLRequest', xml: logoutOf(name), relayState, sign: signedBy(key) }).sentQueryString;

const relayState = 'token 1/ü';
/** By the RelayState that was signed: `-` for none. */
const signed: Readonly<Record<string, string>> = { [relayState]: queryOf(ada, relayState), '-': queryOf(ada, null) };
const evil = queryOf(admin, relayState, 'other-rsa').split('&');
const evilParameters = [...evil, `SAMLRequest=${encodeURIComponent(encodePost(logoutOf(admin)))}`, 'RelayState=https%3A%2F%2Fevil.example', 'RelayState=', 'SigAlg=', 'Signature=', 'SAMLEncoding=urn%3Aoasis%3Anames%3Atc%3ASAML%3A2.0%3Abindings%3AURL-Encoding%3ADEFLATE', 'x=1'];
const names = ['SAMLRequest', 'SAMLResponse', 'RelayState', 'SigAlg', 'Signature', 'samlrequest', 'SAMLRequest[]', 'SAMLRequest%00', '%53AMLRequest', ' SAMLRequest', 'amp;SAMLRequest'];

type Alter = (parameters: string[], random: Random) => string[];
const alterations: readonly Alter[] = [
  (list, random) => list.toSpliced(random.below(list.length + 1), 0, random.pick(evilParameters)),
  (list, random) => list.toSpliced(random.below(list.length), 1, random.pick(evilParameters)),
  (list, random) => list.toSpliced(random.below(list.length), 1),
  (list, random) => list.toSorted(() => random.next() - 0.5),
  (list, random) => { const at = random.below(list.length); return list.toSpliced(at, 0, list[at]!); },
  (list, random) => { const at = random.below(list.length); return list.with(at, list[at]!.replace(/^[^=]*/, random.pick(names))); },
  (list, random) => { const at = random.below(list.length); return list.with(at, random.chance(0.5) ? list[at]!.replaceAll(/%[\dA-F]{2}/g, (escape) => escape.toLowerCase()) : list[at]!.replaceAll(/%2B/g, '+')); },
  (list, random) => { const at = random.below(list.length); return list.with(at, list[at]!.replace(/(?<==.*)[A-Za-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`)); },
];

function make(random: Random): FuzzCase {
  const salt = random.pick(Object.keys(signed));
  let list = signed[salt]!.split('&');
  for (let times = random.below(4); times > 0; times--) if (list.length > 0) list = random.pick(alterations)(list, random);
  const query = list.join(random.chance(0.9) ? '&' : random.pick(['&&', ';', '&amp;', '&\n']));
  const dressed = random.pick([`${location}?${query}`, `${location}?${query}`, query, `${location}#${query}`, `${location}?x=1#${query}`, `GET /saml/slo?${query} HTTP/1.1\r\nHost: acme.example.com\r\n\r\n`, `${location}?${list.slice(0, 1).join('&')}#${list.slice(1).join('&')}`]);
  const bytes = Buffer.from(dressed);
  return { salt, bytes: random.chance(0.2) ? changeBytes(bytes, { kind: random.below(1000), one: random.below(100_000), two: random.below(100_000), three: random.below(100_000) }) : bytes };
}

function judge({ bytes, salt }: FuzzCase): Outcome {
  const report = watched(bytes, { ...usual, origin: 'network' });
  if (isOutcome(report)) return report;
  const rule = broken(report);
  if (rule !== null) return rule;
  if (report.verdict !== 'accept') return same;
  const { logout } = report.facts;
  if (logout?.nameID?.value !== ada) return failure('accepted forgery', `accepted as a ${report.document.kind} for ${logout?.nameID?.value ?? 'nobody'}`);
  const state = report.document.relayState ?? '-';
  return state === salt ? same : failure('accepted forgery', `accepted with RelayState ${JSON.stringify(state)}, and ${JSON.stringify(salt)} was signed`);
}

export const redirectFuzzer: Fuzzer = { name: 'redirect', what: 'Signed queries of HTTP-Redirect, their parameters doubled, reordered, re-encoded and replaced.', share: 5, make, judge };
