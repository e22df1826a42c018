/** The error catalogue and the search over it: every entry complete and found by its own words, real messages, near misses, any text. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkById, checks } from '../shared/checks/index.ts';
import { diagnosisList } from '../shared/diagnoses/index.ts';
import { explain } from '../shared/explain/explain.ts';
import { catalogue } from '../shared/explain/index.ts';
import { products } from '../shared/explain/products.ts';
import { inspect } from '../shared/inspect.ts';
import { cases, expectedOf } from './fixtures/responses/cases.ts';
import { fixtureFolder } from './make-fixtures.ts';

const sides = ['idp', 'sp', 'clock', 'network', 'capture'];
const ids = (text: string, ...rest: [options?: Parameters<typeof explain>[1]]): string[] => explain(text, ...rest).map((each) => each.id);
const place = (text: string, id: string): number => ids(text).indexOf(id) + 1;
/** A fragment as it stands in a message: placeholders filled. */
const filled = (fragment: string): string => {
  let count = 0;
  return fragment.replace(/\{[^{}]+\}|…/g, (gap) => (gap === '…' ? ' and so on ' : `https://host${(count += 1)}.example/path`));
};

describe('the catalogue', () => {
  it('holds at least 150 entries, each id once', () => {
    expect(catalogue.length).toBeGreaterThanOrEqual(150);
    expect(new Set(catalogue.map((entry) => entry.id)).size).toBe(catalogue.length);
  });

  it('says of each entry everything, in whole sentences', () => {
    const faults: string[] = [];
    for (const { id, product, title, meaning, causes, fixes, codes, fragments, source, checkedOn } of catalogue) {
      const fault = (text: string): void => { faults.push(`${id}: ${text}`); };
      if (!/^[a-z0-9-]+\/[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) fault('id');
      if (!id.startsWith(`${product}/`) || products[product] === undefined) fault('product');
      if (title.length < 8 || title.endsWith('.') || title[0] !== title[0]!.toUpperCase()) fault('title');
      for (const sentence of [meaning, ...causes, ...fixes.map((each) => each.text)]) {
        if (!/^(?:shibd |samlify |\S*[A-Z0-9_."-])/.test(sentence)) fault(`does not begin like a sentence: ${sentence}`);
        if (!sentence.endsWith('.') || sentence.endsWith('..')) fault(`full stop: ${sentence}`);
        if (/ {2}|\n|`|\*\*|undefined/.test(sentence)) fault(`not plain: ${sentence}`);
      }
      if (causes.length === 0 || new Set(causes).size !== causes.length) fault('causes');
      if (fixes[0]?.text.startsWith('Or ')) fault('first fix is an alternative');
      if (fixes.length === 0 || new Set(fixes.map((each) => each.text)).size !== fixes.length) fault('fixes');
      if (new Set(codes).size !== codes.length || new Set(fragments).size !== fragments.length) fault('a code or fragment twice');
      if (source.trim().length < 8) fault('source');
      if (!/^\d{4}-\d{2}-\d{2}$/.test(checkedOn)) fault('checkedOn');
    }
    expect(faults).toEqual([]);
  });

  it('names sides and checks that exist', () => {
    const faults: string[] = [];
    for (const { id, fixes, checks: named } of catalogue) {
      for (const fix of fixes) if (!sides.includes(fix.side)) faults.push(`${id}: ${fix.side}`);
      for (const check of named) if (checkById(check) === undefined) faults.push(`${id}: ${check}`);
      if (new Set(named).size !== named.length) faults.push(`${id}: a check twice`);
    }
    expect(faults).toEqual([]);
  });

  it('has entries of every product that is asked for', () => {
    const present = new Set(catalogue.map((entry) => entry.product));
    expect([...present].sort()).toEqual(Object.keys(products).sort());
  });
});

describe('finding an entry', () => {
  it('finds each by each of its codes, among the first three', () => {
    const missed: string[] = [];
    for (const entry of catalogue) {
      for (const code of entry.codes) {
        const text = /^\d+$/.test(code) ? `error code ${code}` : code;
        for (const each of [text, text.toLowerCase(), `Login failed (${text}): ask your admin.`]) {
          const at = place(each, entry.id);
          if (at === 0 || at > 3) missed.push(`${entry.id} ${each} -> ${at}`);
        }
      }
    }
    expect(missed).toEqual([]);
  });

  it('finds each by each of its fragments, among the first three', () => {
    const missed: string[] = [];
    for (const entry of catalogue) {
      for (const fragment of entry.fragments) {
        const text = filled(fragment);
        // Words that others print too count in a text that speaks of SAML, or alone.
        const about = entry.commonplace === true ? 'SAML' : '';
        for (const each of [text, text.toUpperCase(), `2026-11-22 04:24:42 ERROR ${about} ${text.replaceAll(' ', '\n  ')}`]) {
          const at = place(each, entry.id);
          if (at === 0 || at > 3) missed.push(`${entry.id} ${each} -> ${at}: ${ids(each).slice(0, 3).join(' ')}`);
        }
      }
    }
    expect(missed).toEqual([]);
  });

  it('finds a symptom without code or fragment by its title', () => {
    const missed = catalogue.filter((entry) => entry.codes.length === 0 && entry.fragments.length === 0 && !entry.id.endsWith('/other-code'))
      .filter((entry) => place(`${entry.title} ${products[entry.product]!.name}`, entry.id) === 0).map((entry) => entry.id);
    expect(missed).toEqual([]);
  });

  it('finds entries, checks and diagnoses by their id', () => {
    for (const { id } of catalogue) expect(explain(id)).toMatchObject([{ kind: 'error', id, rank: 1 }]);
    for (const { id } of checks) expect(explain(` ${id}\n`)).toMatchObject([{ kind: 'check', id, rank: 1 }]);
    for (const { id } of diagnosisList) expect(explain(id)).toMatchObject([{ kind: 'diagnosis', id, rank: 1 }]);
  });

  it('finds a check that a longer text names', () => {
    expect(ids('FAIL conditions/expired: The assertion expired 5 minutes ago.')).toContain('conditions/expired');
  });
});

/** As people paste them: pages, logs, mails, addresses. */
const pasted: readonly (readonly [text: string, first: string])[] = [
  ['Sorry, but we’re having trouble signing you in. AADSTS50011: The redirect URI \'https://app.example/saml/acs\' specified in the request does not match the redirect URIs configured for the application \'https://app.example\'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal.', 'entra/aadsts50011'],
  ['https://login.microsoftonline.com/error?code=50011', 'entra/aadsts50011'],
  ['Sign-in error code: 700016\nFailure reason: Application with identifier \'{appIdentifier}\' was not found in the directory \'{tenantName}\'.', 'entra/aadsts700016'],
  ['AADSTS700016: Application with identifier \'https://sso.heroku.com/saml/acme/\' was not found in the directory \'Contoso\'.', 'entra/aadsts700016'],
  ['AADSTS50105: Your administrator has configured the application Heroku (\'0000\') to block users unless they are specifically granted (\'assigned\') access to the application. The signed in user \'a@b.example\' is blocked because they are not a direct member of a group with access', 'entra/aadsts50105'],
  ['AADSTS75011: Authentication method \'X509, MultiFactor\' by which the user authenticated with the service doesn\'t match requested authentication method \'Password, ProtectedTransport\'. Contact the application owner.', 'entra/aadsts75011'],
  ['{"error":"invalid_request","error_description":"AADSTS750054: SAMLRequest or SAMLResponse must be present as query string parameters in HTTP request for SAML Redirect binding.\\r\\nTrace ID: 0000","error_codes":[750054]}', 'entra/aadsts750054'],
  ['https://app.example/callback?error=access_denied&error_description=AADSTS53003%3a+Access+has+been+blocked+by+Conditional+Access+policies.', 'entra/aadsts53003'],
  ['"error_codes":[76021]', 'entra/aadsts76021'],
  ['AADSTS 650056 Misconfigured application. This could be due to one of the following', 'entra/aadsts650056'],
  ['403 App Not Assigned Sorry, you cannot access Heap because you are not assigned this app in Okta.', 'okta/app-not-assigned'],
  ['https://acme.okta.com/error/400_SAML?stateToken=abc', 'okta/bad-request'],
  ['400: Bad Request Error Code: GENERAL_NONSUCCESS', 'okta/general-nonsuccess'],
  ['The Identity Provider specified Conditions, but did not designate us as the target for these conditions. Found "https://a", expected "https://b".', 'okta/inbound-audience'],
  ['{"invalid_request":"Default App for IdP-Initiated is not configured. Make sure to configure that from connection settings or include client_id in RelayState parameter."}', 'auth0/default-app'],
  ['No attribute was found to generate the nameIdentifier. We tried with: http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier', 'auth0/no-name-identifier'],
  ['403. That’s an error. Error: app_not_configured_for_user Service is not configured for this user.', 'google/app-not-configured-for-user'],
  ['Error 403: app_not_enabled_for_user', 'google/app-not-enabled-for-user'],
  ['Invalid request, ACS Url in request http://localhost:9000/acs/ doesn&#39;t match configured ACS Url https://127.0.0.1:9443/acs/.', 'google/acs-mismatch'],
  ['Microsoft.IdentityServer.Protocols.Saml.InvalidNameIdPolicyException: MSIS7070: The SAML request contained a NameIDPolicy that was not satisfied by the issued token. Requested NameIDPolicy: AllowCreate: True Format: urn:oasis:names:tc:SAML:2.0:nameid-format:transient SPNameQualifier: . Actual NameID properties: null.', 'adfs/msis7070'],
  ['MSIS7042: The same client browser session has made \'6\' requests in the last \'11\' seconds. Contact your administrator for details.', 'adfs/msis7042'],
  ['Encountered error during federation passive request. Exception details: MSIS3200: No AssertionConsumerService is configured on the relying party trust that is a prefix match of the AssertionConsumerService URL \'https://sp.lab:9010/saml/acs\' specified by the request.', 'adfs/msis3200'],
  ['Error: Your request included an invalid SAML response. To logout, click here.', 'aws/no-role'],
  ['Not authorized to perform sts:AssumeRoleWithSAML (Service: AWSSecurityTokenService; Status Code: 403; Error Code: AccessDenied)', 'aws/assume-role'],
  ['It\'s not you, it\'s us', 'aws/not-you'],
  ['LOGIN_SAML_INVALID_RECIPIENT Failed: Recipient Mismatched', 'salesforce/recipient-mismatched'],
  ['We are sorry... Invalid requester', 'keycloak/invalid-requester'],
  ['390169 SAML_RESPONSE_INVALID_AUDIENCE', 'snowflake/audience'],
  ['Snowflake login history says 390172', 'snowflake/expired'],
  ['Error: Invalid document signature\n    at SAML.validatePostResponseAsync (/app/node_modules/@node-saml/node-saml/lib/saml.js:528:23)', 'node-saml/invalid-document-signature'],
  ['Error: SAML assertion audience mismatch. Expected: https://sp.example Received: https://sp.example/', 'node-saml/audience-mismatch'],
  ['Error: SAML assertion not yet valid', 'node-saml/not-yet-valid'],
  ['SAML provider returned Responder error: NoAuthnContext', 'saml/no-authn-context'],
  ['Error: ERR_SUBJECT_UNCONFIRMED', 'samlify/subject-unconfirmed'],
  ['Error: ERR_FAILED_STATUS with top tier code: urn:oasis:names:tc:SAML:2.0:status:Responder, second tier code: urn:oasis:names:tc:SAML:2.0:status:InvalidNameIDPolicy', 'saml/invalid-name-id-policy'],
  ['FAILED_TO_VERIFY_SIGNATURE', 'samlify/signature'],
  ['OneLogin::RubySaml::ValidationError: Invalid Audience. The audience https://sp.example/, did not match the expected audience https://sp.example', 'ruby-saml/audience'],
  ['Could not authenticate you from SAML because "Fingerprint mismatch".', 'ruby-saml/fingerprint'],
  ['Invalid signature on SAML response', 'ruby-saml/signature'],
  ['Current time is on or after NotOnOrAfter condition (2026-11-22 04:30:00 UTC >= 2026-11-22 04:29:42 UTC + 1s)', 'ruby-saml/expired'],
  ['OneLogin_Saml2_ValidationError: The response was received at http://app.example/acs instead of https://app.example/acs', 'python3-saml/destination'],
  ['Signature validation failed. SAML Response rejected', 'python3-saml/signature'],
  ['https://sp.example/metadata is not a valid audience for this Response', 'python3-saml/audience'],
  ['invalid_response: Could not validate timestamp: expired. Check system clock.', 'python3-saml/expired'],
  ['Invalid assertion [_a1] for SAML response [_r1]: Condition \'{urn:oasis:names:tc:SAML:2.0:assertion}AudienceRestriction\' of type \'null\' in assertion \'_a1\' was not valid.: None of the audiences within Assertion \'_a1\' matched the list of valid audiances', 'opensaml/audience'],
  ['Saml2AuthenticationException: Invalid destination [http://app.example/login/saml2/sso/okta] for SAML response [_1]', 'spring/invalid-destination'],
  ['opensaml::SecurityPolicyException at (https://sp.example/Shibboleth.sso/SAML2/POST) Message was signed, but signature could not be verified.', 'shibboleth/signature'],
  ['opensaml::FatalProfileException Unable to establish security of incoming assertion.', 'shibboleth/security'],
  ['POST targeted at (https://sp.example/Shibboleth.sso/SAML2/POST), but delivered to (http://sp.example/Shibboleth.sso/SAML2/POST)', 'shibboleth/destination'],
  ['SimpleSAML_Error_Error: UNHANDLEDEXCEPTION ... Caused by: Exception: Destination in response doesn\'t match the current URL. Destination is "https://sp.example/acs", current URL is "http://sp.example/acs".', 'simplesamlphp/destination'],
  ['State information lost. Oplossing: ga terug', 'simplesamlphp/no-state'],
  ['`InResponseTo` does not match any of the possible request IDs (expected [])', 'crewjam/in-response-to'],
  ['cannot validate signature on Response: Could not verify certificate against trusted certs', 'crewjam/dsig-certificate'],
  ['Sustainsys.Saml2.Exceptions.InvalidSignatureException: Signature didn\'t verify. Have the contents been tampered with?', 'sustainsys/signature'],
  ['ITfoxtec.Identity.Saml2.Saml2RequestException: Assertion has expired. Assertion valid NotOnOrAfter 22/11/2026 04:29:42 +00:00.', 'itfoxtec/expired'],
  ['SecurityTokenInvalidAudienceException: IDX10214: Audience validation failed. Audiences: \'https://a\'. Did not match: validationParameters.ValidAudience: \'https://b\'', 'dotnet/idx10214'],
  ['<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:NoPassive"/></samlp:StatusCode>', 'saml/no-passive'],
];

describe('messages as people paste them', () => {
  it('has forty and more', () => expect(pasted.length).toBeGreaterThan(40));
  for (const [text, first] of pasted) it(`${first}: ${text.slice(0, 60)}`, () => expect(ids(text)[0]).toBe(first));
});

describe('values in the message', () => {
  const meaning = (text: string, id: string): string => explain(text).find((each) => each.id === id)!.meaning;

  it('are pulled out, and said in what they differ', () => {
    expect(meaning('SAML assertion audience mismatch. Expected: https://sp.example Received: https://sp.example/', 'node-saml/audience-mismatch'))
      .toContain('expected audience "https://sp.example", audience in the assertion "https://sp.example/". They differ only in the slash at the end.');
    const text = 'The response was received at http://a.example/acs instead of https://a.example/acs.';
    expect(meaning(text, 'python3-saml/destination')).toContain('Destination of the response "https://a.example/acs". They differ only in http and https.');
    expect(meaning(text, 'ruby-saml/destination')).toContain('ACS URL in the settings "https://a.example/acs". They differ only in http and https.');
  });

  it('keep their letter case and lose only their quotes', () => {
    expect(meaning('`Destination` does not match AcsURL (expected "https://A.example/Acs", actual "https://a.example/acs")', 'crewjam/destination')).toContain('expected "https://A.example/Acs", Destination of the response "https://a.example/acs". They differ only in letter case.');
    expect(meaning('AADSTS50011: The redirect URI \'https://app.example/ACS\' specified in the request does not match', 'entra/aadsts50011')).toContain('address in the request "https://app.example/ACS".');
  });

  it('say that two look alike', () => {
    expect(meaning('Doesn\'t match the issuer, expected: <https://a.example>, but was: <https://a.example>', 'ruby-saml/issuer')).toContain('Both read the same here');
  });

  it('stand in one line, however the message is wrapped', () => {
    expect(meaning('Current time is earlier than NotBefore\n   condition (2026-11-22 04:24:42 UTC <\n 2026-11-22 04:24:43 UTC)', 'ruby-saml/not-yet-valid')).toContain('clock of the service provider "2026-11-22 04:24:42 UTC", NotBefore "2026-11-22 04:24:43 UTC"');
  });
});

describe('near misses', () => {
  for (const text of [
    'Call our help desk at +1 555 50011 99.', 'Ticket 50011 was closed.', 'XAADSTS50011', 'AADSTS500110000000', 'port 7070', 'order MSIS 7070', 'code 42', 'error code', 'error?code=',
    'NOSTATEMENT', 'The kettle was received at noon instead of midnight', 'lorem ipsum dolor sit amet', 'hello, my printer is on fire', '😀😀😀', '   ', '', 'toString', '__proto__', 'constructor', 'a'.repeat(1000), 'samples',
  ]) it(`finds nothing in ${JSON.stringify(text.slice(0, 40))}`, () => expect(ids(text)).toEqual([]));

  it('gives a longer or shorter code at most to the word search', () => {
    for (const text of ['app_not_configured_for_users', 'ERR_UNMATCH_ISSUER_NAME', 'ERR_UNMATCH', '<xml/>']) for (const each of explain(text)) expect(each.rank, text).toBeLessThanOrEqual(0.4);
  });

  it('takes a number for a code when nothing else was pasted', () => expect(ids(' 50011 ')).toEqual(['entra/aadsts50011']));
  it('tells a code from a longer one', () => {
    expect(ids('AADSTS500011')[0]).toBe('entra/aadsts500011');
    expect(ids('AADSTS50011')).toEqual(['entra/aadsts50011']);
    expect(ids('app_not_configured')).toEqual(['google/app-not-configured']);
  });
  it('names a code of Entra that it does not know', () => {
    expect(explain('AADSTS99999: something new')).toMatchObject([{ id: 'entra/other-code', todo: [expect.stringContaining('error?code=99999'), expect.any(String)] }]);
    expect(ids('https://login.microsoftonline.com/error?code=99999')).toEqual(['entra/other-code']);
    expect(ids('MSIS9999')).toEqual(['adfs/other-code']);
  });
});

describe('rank', () => {
  it('sets a code before a fragment and a long fragment before a short one', () => {
    const [first, second] = explain('AADSTS50105 Invalid signature on SAML response');
    expect(first).toMatchObject({ id: 'entra/aadsts50105', rank: 1 });
    expect(second!.rank).toBeLessThan(0.95);
    const found = explain('Invalid signature: multiple assertions');
    expect(found[0]!.id).toBe('node-saml/multiple-assertions');
    expect(found[0]!.rank).toBeGreaterThan(found.find((each) => each.id === 'node-saml/invalid-signature')!.rank);
  });

  it('raises the product that the text names', () => {
    const message = 'A valid SubjectConfirmation was not found on this Response';
    expect(ids(`omniauth: ${message}`)[0]).toBe('ruby-saml/subject-confirmation');
    expect(ids(`django ${message}`)[0]).toBe('python3-saml/subject-confirmation');
  });

  it('falls from the first to the last, within 0 and 1, and ends at twelve', () => {
    const everything = catalogue.flatMap((entry) => entry.fragments.map(filled)).join('\n');
    const found = explain(everything);
    expect(found).toHaveLength(12);
    for (let i = 0; i < found.length; i += 1) {
      expect(found[i]!.rank).toBeGreaterThan(0);
      expect(found[i]!.rank).toBeLessThanOrEqual(i === 0 ? 1 : found[i - 1]!.rank);
    }
  });

  it('searches titles when no code or fragment fits, with a low rank', () => {
    const found = explain('my certificate expired');
    expect(found.map((each) => each.id)).toContain('certificate/expired');
    expect(found.map((each) => each.id)).toContain('certificate-expired');
    for (const each of found) expect(each.rank).toBeLessThanOrEqual(0.4);
    expect(ids('wrong audience')).toContain('wrong-audience');
  });

  it('marks what no source states', () => {
    for (const entry of catalogue) expect(explain(entry.id)[0]!.source.endsWith('(unconfirmed)')).toBe(entry.unconfirmed === true);
  });
});

describe('with a capture at hand', () => {
  const captureOf = (file: string) => inspect(readFileSync(join(fixtureFolder, file)), expectedOf(cases.find((each) => each.file === file)!));
  const invalid = 'A valid SubjectConfirmation was not found on this Response';

  it('says what fits it first, with the values that differ, and what it speaks against', () => {
    const [best] = explain(invalid, { capture: captureOf('forged/recipient-other.xml') });
    const [first, ...rest] = best!.capture!;
    expect([first!.says, first!.check]).toEqual(['fits', 'subject/recipient']);
    expect(first!.proof.map((each) => each.label)).toEqual(['Recipient', 'Acme\'s ACS URL']);
    expect(rest.length).toBeGreaterThan(0);
    for (const mark of rest) expect(mark.says).toBe('otherwise');
  });

  it('raises what failed there, and lowers what held', () => {
    const text = 'Invalid Request. Unable to validate incoming SAML Assertion';
    const rankWith = (file?: string): number => explain(text, file === undefined ? {} : { capture: captureOf(file) }).find((each) => each.id === 'okta/inbound-assertion')!.rank;
    expect(rankWith('forged/issuer-both.xml')).toBeGreaterThan(rankWith());
    expect(rankWith('legal/vendor-okta.xml')).toBeLessThan(rankWith());
  });

  it.each([
    ['forged/audience-other.xml', 'conditions/audience', 'fits', ['Audience', 'Acme\'s entityID']],
    ['legal/vendor-okta.xml', 'conditions/audience', 'otherwise', ['Audience']],
    ['forged/signature-foreign-key.xml', 'signature/no-trusted-key', 'fits', ['signed by', 'you gave']],
    ['legal/vendor-okta.xml', 'signature/no-trusted-key', 'otherwise', ['signed', 'verified by']],
    ['forged/time-expired.xml', 'conditions/expired', 'fits', ['issued', 'ends', 'judged at']],
    ['legal/vendor-okta.xml', 'conditions/expired', 'otherwise', ['ends', 'judged at']],
  ])('%s of %s: %s', (file, check, says, proof) => {
    const marks = explain(check, { capture: captureOf(file) })[0]!.capture!;
    expect(marks.map((each) => [each.says, each.check])).toEqual([[says, check]]);
    expect(marks[0]!.proof.map((each) => each.label)).toEqual(proof);
    for (const { value } of marks[0]!.proof) expect(value).not.toBe('');
  });

  it.each([
    ['Invalid Audience. The audience https://acme.example.com/saml/metadata/, did not match the expected audience https://acme.example.com/saml/metadata', 'forged/audience-slash.xml', 'ruby-saml/audience', 'fits', 'conditions/audience'],
    ['Signature validation failed. SAML Response rejected', 'forged/signature-foreign-key.xml', 'python3-saml/signature', 'fits', 'signature/no-trusted-key'],
    ['Signature validation failed. SAML Response rejected', 'forged/audience-other.xml', 'python3-saml/signature', 'otherwise', 'signature/no-trusted-key'],
    ['ERROR:saml:invalid_response', 'forged/time-expired.xml', 'python3-saml/invalid-response', 'fits', 'conditions/expired'],
    ['{"error":"invalid_response"} SAML login failed', 'forged/recipient-other.xml', 'python3-saml/invalid-response', 'fits', 'subject/recipient'],
    ['SAML authentication failed, please contact your administrator', 'forged/issuer-both.xml', 'any/refused', 'fits', 'response/issuer'],
    ['SAML response is invalid', 'forged/destination-other.xml', 'any/refused', 'fits', 'response/destination'],
    ['Destination endpoint https://a.example.com did not match https://acme.example.com/saml/acs', 'forged/destination-other.xml', 'auth0/destination', 'fits', 'response/destination'],
    ['urn:oasis:names:tc:SAML:2.0:status:Requester', 'forged/status-requester.xml', 'saml/requester', 'fits', 'status/success'],
    ['InResponseTo is not valid', 'forged/flow-other-request.xml', 'node-saml/in-response-to', 'fits', 'flow/in-response-to'],
    ['InResponseTo is missing from response', 'forged/flow-unsolicited.xml', 'node-saml/in-response-to-missing', 'fits', 'flow/in-response-to-missing'],
    ['Cannot decrypt the EncryptedAssertion (saml)', 'forged/encrypted-wrong-key.xml', 'any/decryption', 'fits', 'encryption/wrong-key'],
    ['Cannot decrypt the EncryptedAssertion (saml)', 'forged/audience-other.xml', 'any/decryption', 'otherwise', 'encryption/wrong-key'],
    ['SAML assertion not yet valid', 'forged/time-not-yet.xml', 'node-saml/not-yet-valid', 'fits', 'conditions/not-yet-valid'],
    ['SAML assertion not yet valid', 'forged/time-expired.xml', 'node-saml/not-yet-valid', 'otherwise', 'conditions/not-yet-valid'],
    ['Invalid audience in SAML assertion', 'legal/vendor-okta.xml', 'any/audience', 'otherwise', 'conditions/audience'],
    ['NameID is missing from SAML response', 'forged/subject-no-name.xml', 'any/no-name-id', 'fits', 'name-id/missing'],
  ])('%s against %s', (text, file, id, says, check) => {
    const [bare] = explain(text);
    const [first] = explain(text, { capture: captureOf(file) });
    expect([first!.id, first!.capture?.[0]?.says, first!.capture?.[0]?.check]).toEqual([id, says, check]);
    if (bare!.rank < 0.9) expect(Math.sign(first!.rank - bare!.rank)).toBe(says === 'fits' ? 1 : -1);
  });

  it('takes a status of another kind for another error', () => {
    const text = 'The status code of the Response was not Success, was urn:oasis:names:tc:SAML:2.0:status:Responder';
    const found = explain(text, { capture: captureOf('forged/status-requester.xml') });
    expect(found.find((each) => each.id === 'saml/responder')!.capture).toMatchObject([{ says: 'otherwise', text: 'Its status is another one.' }]);
    expect(found[0]!.id).not.toBe('saml/responder');
  });

  it('leaves what is no error of SAML alone', () => {
    const text = 'x509: certificate signed by unknown authority';
    expect(explain(text, { capture: captureOf('forged/time-expired.xml') })).toEqual(explain(text));
  });

  it('keeps a guess a guess', () => {
    const capture = captureOf('forged/audience-other.xml');
    const guesses = explain('audience of the wrong user', { capture }).filter((each) => each.guessed === true);
    expect(guesses.length).toBeGreaterThan(0);
    for (const each of guesses) expect(each.rank).toBeLessThanOrEqual(0.4);
  });

  it('says nothing of what was not checked there', () => {
    const capture = captureOf('legal/vendor-okta.xml');
    expect(explain('metadata/expired', { capture })).toEqual(explain('metadata/expired'));
    expect(explain('key-not-in-metadata', { capture })).toEqual(explain('key-not-in-metadata'));
  });

  it('names the cause behind a diagnosis that was made there', () => {
    expect(explain('wrong-audience', { capture: captureOf('forged/audience-other.xml') })[0]!.capture).toMatchObject([{ says: 'fits', check: 'conditions/audience' }]);
  });
});

describe('any text', () => {
  const pieces = [...catalogue.flatMap((entry) => [...entry.fragments, ...entry.codes]), 'error code', '%2', '%', '\\"', '&#39;', '…', '{x}', '\n'];

  it('never throws, and answers the same again', () => {
    const anything = fc.oneof(fc.string({ maxLength: 400 }), fc.string({ unit: 'binary', maxLength: 200 }), fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 12 })), { maxLength: 12 }).map((parts) => parts.join(' ')));
    fc.assert(fc.property(anything, (text) => {
      const found = explain(text);
      expect(found.length).toBeLessThanOrEqual(12);
      for (const each of found) expect(each.rank > 0 && each.rank <= 1 && each.meaning.length > 0 && each.title.length > 0).toBe(true);
      expect(explain(text)).toEqual(found);
    }), { seed: 20261122, numRuns: 1500 });
  });

  it('takes megabytes at one pass', () => {
    const started = performance.now();
    for (const text of [
      Array.from({ length: 300_000 }, (_, i) => `w${(i * 7919) % 10_007}`).join(' '), 'a'.repeat(2_000_000), 'a-'.repeat(1_000_000), '%41'.repeat(600_000), '/'.repeat(2_000_000), '&'.repeat(2_000_000), 'error code '.repeat(200_000),
    ]) expect(explain(text)).toEqual([]);
    for (const text of ['the response was received at '.repeat(60_000), 'condition '.repeat(200_000), 'aadsts99999 '.repeat(100_000)]) explain(text);
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});
