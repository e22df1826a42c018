/** The responses over which the columns of the table of judges are held to the real programs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from '../shared/inspect.ts';
import type { Expected } from '../shared/model.ts';
import { against, damageCases, signedLogin } from './damages.ts';
import { cases, expectedOf } from './fixtures/responses/cases.ts';
import { acs, at, message, responseID, signAssertion, signBoth, signedMessage, signResponse, sp, usual } from './fixtures/responses/parts.ts';
import { faultyResponses } from './judge-faults.ts';
import { fixtureFolder } from './make-fixtures.ts';
import { expectedOf as expectedOfRecording, recordings } from './recordings.ts';

export interface Document {
  name: string;
  content: string | Uint8Array;
  expected: Expected;
}

export const fixtures: Document[] = cases.map((each) => ({ name: each.file, content: readFileSync(join(fixtureFolder, each.file)), expected: expectedOf(each) }));

/** The same with the Response signed as well, so that those who want that look further. */
export const signedTwice: Document[] = fixtures.flatMap(({ name, content, expected }) => {
  const xml = Buffer.from(content as Uint8Array).toString('utf8');
  // From the network nobody looks for damage, which takes most of the time.
  const report = inspect(content, { ...expected, origin: 'network' });
  const isPlain = xml.startsWith('<') && !/\0/.test(xml) && report.facts.encrypted.length === 0 && report.facts.response?.id === responseID && report.facts.signatures.every((each) => each.parent !== report.facts.response!.node);
  return isPlain && !xml.includes('\r') && report.facts.xml!.duplicateIDs.length === 0 ? [{ name: `${name}, Response signed`, content: signResponse(xml), expected }] : [];
});

export const damaged: Document[] = damageCases.map(({ name, damage, dress }) => ({ name: `damage: ${name}`, content: damage(signedLogin('okta', 'both', dress)), expected: against() }));

/** What no fixture is: for the rules that would stay untried. */
const herokuID = 'https://sso.heroku.com/saml/acme';
const herokuACS = `${herokuID}/finalize`;
const forHeroku: Expected = { ...usual, sp: { entityID: herokuID, assertionConsumerService: herokuACS, guide: 'heroku' } };
const forHeap: Expected = { ...usual, sp: { entityID: 'heapanalytics.com', assertionConsumerService: 'https://heapanalytics.com/saml/finalize/1/', guide: 'heap' } };
type Change = NonNullable<Parameters<typeof message>[0]>;
const meantFor = (expected: Expected, more: Change = () => {}): string => signedMessage((shape, assertion) => {
  shape.destination = assertion.confirmations![0]!.recipient = expected.sp!.assertionConsumerService!;
  assertion.conditions!.audienceRestrictions = [[expected.sp!.entityID!]];
  more(shape, assertion);
});
const made = (name: string, content: string, expected: Expected = usual): Document => ({ name, content, expected });
export const more: Document[] = [
  made('made: for Heroku', meantFor(forHeroku), forHeroku),
  made('made: for Heap', meantFor(forHeap), forHeap),
  made('made: for Heroku, unsigned', message(), forHeroku),
  made('made: for Heap, unsigned', message(), forHeap),
  made('made: for Heroku, no assertion', signResponse(message((shape) => { shape.assertions = []; })), forHeroku),
  made('made: for Heap, no assertion', signResponse(message((shape) => { shape.assertions = []; })), forHeap),
  made('made: for Heroku, closed', readFileSync(join(fixtureFolder, 'forged/encrypted-wrong-key.xml'), 'utf8'), forHeroku),
  made('made: encrypted, the Response signed, without a key', readFileSync(join(fixtureFolder, 'legal/encrypted-response-signed.xml'), 'utf8')),
  made('made: an attribute twice', signBoth(message((_shape, assertion) => { assertion.attributes!.push(structuredClone(assertion.attributes![0]!)); }))),
  made('made: no attributes', signBoth(message((_shape, assertion) => { delete assertion.attributes; }))),
  made('made: another SPNameQualifier', signBoth(message((_shape, assertion) => { assertion.spNameQualifier = `${sp}/other`; }))),
  made('made: issued two minutes ago', signBoth(message((shape, assertion) => { shape.issueInstant = assertion.issueInstant = at(-120); }))),
  made('made: the assertion issued two minutes ago', signBoth(message((_shape, assertion) => { assertion.issueInstant = at(-120); }))),
  made('made: issued in ten minutes', signBoth(message((shape) => { shape.issueInstant = at(600); }))),
  made('made: the login lies ahead', signBoth(message((_shape, assertion) => { assertion.authnStatements![0]!.authnInstant = at(600); }))),
  made('made: valid from in ten minutes', signBoth(message((_shape, assertion) => { Object.assign(assertion.conditions!, { notBefore: at(600), notOnOrAfter: at(900) }); }))),
  made('made: two authentication statements', signBoth(message((_shape, assertion) => { assertion.authnStatements!.push(structuredClone(assertion.authnStatements![0]!)); }))),
  made('made: no Conditions', signBoth(message((_shape, assertion) => { delete assertion.conditions; }))),
  made('made: signed by another key', signBoth(message(), { key: 'other-rsa' })),
  made('made: the assertion by another key', signResponse(signAssertion(message(), { key: 'other-rsa' }))),
  made('made: no status code', signResponse(message((shape) => { shape.statusCodes = []; }))),
  made('made: not signed', message()),
  made('made: elsewhere', signBoth(message((shape) => { shape.destination = `${acs}/other`; }))),
];

/** From real identity providers. */
export const recorded: Document[] = recordings.map((each) => ({ name: `recorded: ${each.name}`, content: each.response, expected: expectedOfRecording(each) }));

export const faulty: Document[] = faultyResponses.map(({ name, xml }) => ({ name, content: xml, expected: usual }));
