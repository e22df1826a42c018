/** `npm run bench`: our whole validation beside its peers, interleaved in one run. Prints ratios; figures are of this machine. */
import { createHash, verify as verifySignature, createPublicKey } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { SAML, ValidateInResponseTo } from '@node-saml/node-saml';
import * as samlify from 'samlify';
import { DOMParser } from '@xmldom/xmldom';
import { SignedXml } from 'xml-crypto';
import { inspect } from '../../shared/inspect.ts';
import type { Expected } from '../../shared/model.ts';
import { acs, audience, entityID, idp, makeInputs, requestID, type Input } from './inputs.ts';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5);
const roundMilliseconds = Number(process.env['BENCH_MS'] ?? 600);
const now = Date.now();
const inputs = makeInputs(now);
const only = process.argv.slice(2);

interface Contender {
  name: string;
  run(input: Input): unknown;
}

const certificate = idp.certificatePem.replace(/-----[^-]+-----|\s/g, '');
const expected: Expected = {
  now, clockSkew: 180, policy: 'practice', idp: { entityID, keys: [{ material: certificate, use: 'signing', source: 'metadata' }] }, sp: { entityID: audience, assertionConsumerService: acs }, requestID,
};

function ours(): Contender {
  return {
    name: 'SSO Workbench, every check',
    run(input) {
      const report = inspect(input.base64, expected);
      if (report.verdict !== 'accept' || report.identity === null) throw new Error(`${input.id}: ${report.verdict}: ${report.headline}`);
    },
  };
}

function nodeSaml(): Contender {
  const saml = new SAML({ idpCert: idp.certificatePem, issuer: audience, audience, callbackUrl: acs, entryPoint: 'https://idp.example.com/sso', wantAssertionsSigned: true, wantAuthnResponseSigned: false, acceptedClockSkewMs: 180_000, validateInResponseTo: ValidateInResponseTo.never });
  return { name: '@node-saml/node-saml', run: (input) => saml.validatePostResponseAsync({ SAMLResponse: input.base64 }) };
}

function samlifyContender(): Contender {
  samlify.setSchemaValidator({ validate: () => Promise.resolve('skipped') });
  const identity = samlify.IdentityProvider({ entityID, signingCert: certificate, singleSignOnService: [{ Binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST', Location: 'https://idp.example.com/sso' }], wantAuthnRequestsSigned: false });
  const service = samlify.ServiceProvider({ entityID: audience, assertionConsumerService: [{ Binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST', Location: acs }], wantAssertionsSigned: true });
  return { name: 'samlify', run: (input) => service.parseLoginResponse(identity, 'post', { body: { SAMLResponse: input.base64 } }) };
}

function xmlCrypto(): Contender {
  return {
    name: 'xml-crypto, signature only',
    run(input) {
      const xml = Buffer.from(input.base64, 'base64').toString('utf8');
      const document = new DOMParser().parseFromString(xml, 'text/xml');
      const found = [...(document.getElementsByTagNameNS('http://www.w3.org/2000/09/xmldsig#', 'Signature') as unknown as Iterable<Node>)];
      for (const node of found) {
        const signed = new SignedXml({ publicCert: idp.certificatePem, getCertFromKeyInfo: () => null });
        signed.loadSignature(node as never);
        if (!signed.checkSignature(xml)) throw new Error('not verified');
      }
    },
  };
}

function floor(): Contender {
  const key = createPublicKey(idp.certificatePem);
  const signature = Buffer.alloc(256, 1);
  return {
    name: 'floor: base64, SHA-256, RSA verify',
    run(input) {
      const bytes = Buffer.from(input.base64, 'base64');
      const digest = createHash('sha256').update(bytes).digest();
      verifySignature('RSA-SHA256', digest, key, signature);
    },
  };
}

const contenders = [ours(), nodeSaml(), samlifyContender(), xmlCrypto(), floor()];

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** Operations a second over one round. */
async function round(contender: Contender, input: Input): Promise<number> {
  let count = 0;
  const start = process.hrtime.bigint();
  const end = start + BigInt(roundMilliseconds) * 1_000_000n;
  let at = start;
  while (at < end) {
    const result = contender.run(input);
    if (result instanceof Promise) await result;
    count++;
    at = process.hrtime.bigint();
  }
  return (count * 1e9) / Number(at - start);
}

interface Row {
  input: string;
  what: string;
  contender: string;
  opsPerSecond: number;
  minimum: number;
  maximum: number;
  oursIsTimes: number;
}

const rows: Row[] = [];
for (const input of inputs.filter((each) => only.length === 0 || only.includes(each.id))) {
  const figures = new Map<string, number[]>();
  const able: Contender[] = [];
  for (const contender of contenders) {
    try {
      const result = contender.run(input);
      if (result instanceof Promise) await result;
      await round(contender, input);
      able.push(contender);
      figures.set(contender.name, []);
    } catch (error) {
      console.error(`${contender.name} could not take ${input.id}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  for (let index = 0; index < rounds; index++) for (const contender of able) figures.get(contender.name)!.push(await round(contender, input));
  const mine = median(figures.get(contenders[0]!.name) ?? [0]);
  console.log(`\n(${input.id}) ${input.what}`);
  for (const contender of able) {
    const values = figures.get(contender.name)!;
    const middle = median(values);
    const row = { input: input.id, what: input.what, contender: contender.name, opsPerSecond: middle, minimum: Math.min(...values), maximum: Math.max(...values), oursIsTimes: mine / middle };
    rows.push(row);
    console.log(`  ${contender.name.padEnd(36)} ${middle.toFixed(middle < 100 ? 2 : 0).padStart(9)} ops/s  [${row.minimum.toFixed(0)}-${row.maximum.toFixed(0)}]   ours is ${row.oursIsTimes.toFixed(2)}x`);
  }
}

const below = rows.filter((row) => row.contender === '@node-saml/node-saml' && row.oursIsTimes < 15);
console.log(below.length === 0 ? '\nAt least 15 times @node-saml/node-saml on every input.' : `\nBELOW 15 times @node-saml/node-saml: ${below.map((row) => row.input).join(', ')}`);
mkdirSync('dist/bench', { recursive: true });
const file = `dist/bench/${new Date(now).toISOString().replace(/[:.]/g, '-')}.json`;
writeFileSync(file, JSON.stringify({ date: new Date(now).toISOString(), node: process.version, rounds, roundMilliseconds, rows }, null, 2));
console.log(`Figures kept in ${file}.`);
if (below.length > 0) process.exitCode = 1;
