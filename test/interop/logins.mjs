/** Real logins at real identity providers, through a real browser, judged by the app: every case of the service provider's side. */
import { holds, same } from './results.mjs';
import { oids, student, withCertificate } from './simplesamlphp.mjs';

const email = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';
const transient = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';
const studentAttributes = { [oids.uid]: [student.uid], [oids.mail]: [student.mail], [oids.displayName]: [student.name], [oids.eduPersonAffiliation]: student.groups };

/** What the report says in one line, for a case that did not go as it should. */
function words(exchange) {
  const fails = (exchange.report?.findings ?? []).filter((each) => each.outcome === 'fail' || each.outcome === 'warn').map((each) => `${each.outcome} ${each.check}`);
  return `${exchange.state}, ${exchange.report?.verdict ?? 'no report'}: ${exchange.title} (${fails.join(', ')})`;
}

function accepted(exchange) {
  holds(words(exchange), exchange.state === 'received' && exchange.report?.verdict === 'accept' && exchange.report.identity !== null);
  return exchange.report.identity;
}

function rejected(exchange, cause) {
  holds(words(exchange), exchange.state === 'received' && exchange.report?.verdict === 'reject');
  same('the identity of a rejected login', exchange.report.identity, null);
  const first = exchange.report.diagnoses[0];
  holds(`the first cause is ${first?.id} (${words(exchange)})`, first?.id === cause);
  return first;
}

/** Starts a login in the app and goes through it in the browser; the finished exchange. */
async function logIn({ app, browser }, { connection, form, person = {}, startURL, end = app.sp.assertionConsumerService, keepSession }) {
  const { exchangeId, url } = await app.call('login.start', { connectionId: connection.id, ...(startURL === undefined ? {} : { idpInitiated: true }) });
  await browser.visit({ url: startURL ?? url, form, ...person, end, ...(keepSession === undefined ? {} : { keepSession }) });
  return app.answered(exchangeId);
}

async function logOut({ app, browser }, connection) {
  const { exchangeId, url } = await app.call('login.start', { connectionId: connection.id, logout: true });
  await browser.visit({ url, end: app.sp.singleLogoutService, keepSession: true });
  return app.answered(exchangeId);
}

export async function simpleSamlPhpLogins({ results, app, browser, idp }) {
  const group = 'SimpleSAMLphp';
  const around = { app, browser };
  const form = { form: 'simplesamlphp', person: { user: student.user, password: student.password } };

  /** A connection on both sides: ours with its metadata, and ours made known to it by our own metadata. */
  const pair = async ({ name, login = {}, options = {}, sp, spInputs, metadata, entityID = app.sp.entityID }) => {
    // What other connections know becomes part of the causes: each case is by itself.
    for (const each of await app.call('connection.list')) await app.call('connection.remove', { id: each.id });
    const connection = await app.connect({ name, metadataURL: idp.metadataURL, login, ...(sp === undefined ? {} : { sp, spInputs }), ...(metadata === undefined ? {} : { metadata }) });
    const { xml } = await app.call('connection.spMetadata', { id: connection.id });
    const read = await idp.register({ metadata: xml, entityID, options });
    return { connection, read };
  };
  const isStudent = (exchange, format = transient) => {
    const identity = accepted(exchange);
    same('the attributes', identity.attributes, studentAttributes);
    same('nameIDFormat', identity.nameIDFormat, format);
    same('the issuer', identity.issuer, idp.entityID);
    return identity;
  };
  const encrypted = (exchange, what) => holds(`${what} was not encrypted`, exchange.report.facts.encrypted.some((each) => each.what === what && each.result === 'decrypted'));
  const encryption = { 'assertion.encryption': true };
  const check = (name, action) => results.check(group, name, action);

  await check('SP-initiated', async () => {
    const { connection, read } = await pair({ name: 'plain' });
    same('the ACS URL it read from our metadata', read.AssertionConsumerService[0].Location, app.sp.assertionConsumerService);
    const exchange = await logIn(around, { connection, ...form });
    isStudent(exchange);
    same('RelayState', exchange.response.relayState, exchange.request.relayState);
  });
  await check('SP-initiated, only the assertion signed', async () => {
    const { connection } = await pair({ name: 'assertion signed', options: { 'saml20.sign.response': false } });
    const identity = isStudent(await logIn(around, { connection, ...form }));
    same('what the signature covered', identity.coveredBy, 'Assertion');
  });
  await check('SP-initiated, only the Response signed', async () => {
    const { connection } = await pair({ name: 'response signed', options: { 'saml20.sign.assertion': false, 'saml20.sign.response': true } });
    const identity = isStudent(await logIn(around, { connection, ...form }));
    same('what the signature covered', identity.coveredBy, 'Response');
  });
  await check('SP-initiated, signed request by HTTP-Redirect', async () => {
    const { connection } = await pair({ name: 'signed redirect', login: { signRequests: true }, options: { 'validate.authnrequest': true, 'redirect.validate': true } });
    isStudent(await logIn(around, { connection, ...form }));
  });
  await check('SP-initiated, signed request by HTTP-POST', async () => {
    const { connection } = await pair({ name: 'signed post', login: { signRequests: true, binding: 'HTTP-POST' }, options: { 'validate.authnrequest': true } });
    const exchange = await logIn(around, { connection, ...form });
    isStudent(exchange);
    same('the binding of the request', exchange.request.binding, 'HTTP-POST');
  });
  await check('an unsigned request is refused where it wants signed ones', async () => {
    const { connection } = await pair({ name: 'unsigned', options: { 'validate.authnrequest': true } });
    const { exchangeId, url } = await app.call('login.start', { connectionId: connection.id });
    const page = await browser.visit({ url, end: `${idp.base}/saml2/idp/SSOService.php` });
    holds(`its page says ${page.title}`, /exception|error/i.test(page.title));
    same('the login', (await app.call('exchange.get', { id: exchangeId })).state, 'pending');
    await app.call('login.cancel', { exchangeId });
    same('the login after cancelling', (await app.call('exchange.get', { id: exchangeId })).state, 'cancelled');
  });
  await check('SP-initiated, encrypted', async () => {
    const { connection, read } = await pair({ name: 'encrypted', login: { publishEncryptionKey: true }, options: encryption });
    holds('it read no encryption key from our metadata', read.keys.some((key) => key.encryption));
    const exchange = await logIn(around, { connection, ...form });
    isStudent(exchange);
    encrypted(exchange, 'EncryptedAssertion');
  });
  await check('SP-initiated, encrypted, only the assertion inside signed', async () => {
    const { connection } = await pair({ name: 'encrypted, assertion signed', login: { publishEncryptionKey: true }, options: { ...encryption, 'saml20.sign.response': false } });
    const exchange = await logIn(around, { connection, ...form });
    isStudent(exchange);
    encrypted(exchange, 'EncryptedAssertion');
  });
  await check('SP-initiated, encrypted NameID', async () => {
    const { connection } = await pair({ name: 'encrypted name', login: { publishEncryptionKey: true }, options: { 'nameid.encryption': true } });
    const exchange = await logIn(around, { connection, ...form });
    holds('there is no NameID', (isStudent(exchange).nameID ?? '') !== '');
    encrypted(exchange, 'EncryptedID');
  });
  await check('IdP-initiated', async () => {
    const { connection } = await pair({ name: 'unsolicited', login: { allowIdpInitiated: true } });
    const exchange = await logIn(around, { connection, ...form, startURL: idp.startURL(app.sp.entityID, 'from the portal') });
    isStudent(exchange);
    same('RelayState', exchange.response.relayState, 'from the portal');
  });
  await check('IdP-initiated, encrypted', async () => {
    const { connection } = await pair({ name: 'unsolicited, encrypted', login: { allowIdpInitiated: true, publishEncryptionKey: true }, options: encryption });
    const exchange = await logIn(around, { connection, ...form, startURL: idp.startURL(app.sp.entityID, '') });
    isStudent(exchange);
    encrypted(exchange, 'EncryptedAssertion');
  });
  await check('IdP-initiated where it is not allowed: rejected', async () => {
    const { connection } = await pair({ name: 'unsolicited, not allowed' });
    const exchange = await logIn(around, { connection, ...form, startURL: idp.startURL(app.sp.entityID, '') });
    rejected(exchange, 'started-at-identity-provider');
  });
  await check('rehearsal as Heroku, with an e-mail address as NameID', async () => {
    const entityID = 'https://sso.heroku.com/saml/acme';
    const options = { NameIDFormat: email, authproc: { 3: { class: 'saml:AttributeNameID', attribute: 'mail', Format: email } } };
    const { connection } = await pair({ name: 'rehearsal', sp: 'heroku', spInputs: { team: 'acme' }, entityID, login: { rehearsal: true, nameIDFormat: email }, options });
    const identity = isStudent(await logIn(around, { connection, ...form }), email);
    same('nameID', identity.nameID, student.mail);
    same('spNameQualifier', identity.spNameQualifier, entityID);
  });
  await check('IsPassive without a session: NoPassive', async () => {
    const { connection } = await pair({ name: 'passive', login: { isPassive: true } });
    rejected(await logIn(around, { connection, ...form }), 'no-session');
  });
  await check('metadata with another certificate: the key is the cause', async () => {
    const { text } = await app.call('metadata.fetch', { url: idp.metadataURL });
    const metadata = withCertificate(text, idp.otherCertificate.certificatePem);
    holds('the metadata was not changed', metadata !== text);
    const { connection } = await pair({ name: 'other key', metadata });
    const cause = rejected(await logIn(around, { connection, ...form }), 'key-not-in-metadata');
    const prints = cause.evidence.map((each) => each.value);
    for (const wanted of [idp.certificate, idp.otherCertificate]) holds(`the evidence lacks a fingerprint: ${JSON.stringify(prints)}`, prints.some((each) => each.includes(wanted.sha256)));
  });
  await check('the same answer a second time: replay', async () => {
    const { connection } = await pair({ name: 'replay' });
    const first = await logIn(around, { connection, ...form });
    isStudent(first);
    const before = new Set((await app.call('exchange.list')).map((each) => each.id));
    await fetch(app.sp.assertionConsumerService, { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: first.response.encoded });
    const again = (await app.call('exchange.list')).find((each) => !before.has(each.id));
    rejected(await app.call('exchange.get', { id: again.id }), 'replayed');
    same('the first report', (await app.call('exchange.get', { id: first.id })).report.verdict, 'accept');
  });
  const logoutOptions = { 'redirect.sign': true, 'redirect.validate': true, 'validate.logout': true };
  await check('single logout, started by us', async () => {
    const { connection } = await pair({ name: 'logout', options: logoutOptions });
    isStudent(await logIn(around, { connection, ...form }));
    const exchange = await logOut(around, connection);
    holds(words(exchange), exchange.report?.verdict === 'accept' && exchange.report.document.kind === 'logout-response');
    const page = await browser.visit({ url: (await app.call('login.start', { connectionId: connection.id })).url, ...form.person, form: 'simplesamlphp', end: app.sp.assertionConsumerService, keepSession: true });
    holds('the session survived the logout', page.asked);
  });
  await check('single logout, started by the identity provider', async () => {
    const { connection } = await pair({ name: 'logout from there', options: logoutOptions });
    isStudent(await logIn(around, { connection, ...form }));
    await browser.visit({ url: idp.logoutURL, end: idp.loggedOutURL, keepSession: true });
    const [last] = (await app.call('exchange.list')).filter((each) => each.kind === 'logout');
    const exchange = await app.call('exchange.get', { id: last.id });
    holds(words(exchange), exchange.flow === 'idp-initiated' && exchange.report?.verdict === 'accept' && exchange.report.document.kind === 'logout-request');
    holds('no LogoutResponse was sent', exchange.events.some((each) => each.what === 'logout-sent'));
  });
}

export async function samlIdpLogins({ results, app, browser, plain, encrypting }) {
  const group = 'saml-idp';
  const around = { app, browser };
  const form = { form: 'saml-idp', person: { user: student.mail } };
  const check = (name, action) => results.check(group, name, action);
  const isStudent = (exchange, idp) => {
    const identity = accepted(exchange);
    same('nameID', identity.nameID, student.mail);
    same('the issuer', identity.issuer, idp.entityID);
    // It leaves blanks in front of group names; they are kept as they were signed.
    same('the groups', identity.attributes.groups?.map((each) => each.trim()), ['Simple IdP Users', 'West Coast Users', 'Cloud Users']);
    return identity;
  };
  const connect = (name, idp, login = {}) => app.connect({ name, metadataURL: idp.metadataURL, login });
  const decrypted = (exchange) => holds('the assertion was not encrypted', exchange.report.facts.encrypted.some((each) => each.result === 'decrypted'));

  await check('SP-initiated', async () => {
    isStudent(await logIn(around, { connection: await connect('saml-idp', plain), ...form }), plain);
  });
  await check('SP-initiated, signed request by HTTP-POST', async () => {
    isStudent(await logIn(around, { connection: await connect('saml-idp post', plain, { signRequests: true, binding: 'HTTP-POST' }), ...form }), plain);
  });
  await check('IdP-initiated', async () => {
    isStudent(await logIn(around, { connection: await connect('saml-idp unsolicited', plain, { allowIdpInitiated: true }), ...form, startURL: plain.startURL }), plain);
  });
  await check('SP-initiated, encrypted', async () => {
    const exchange = await logIn(around, { connection: await connect('saml-idp encrypted', encrypting, { publishEncryptionKey: true }), ...form });
    isStudent(exchange, encrypting);
    decrypted(exchange);
  });
  await check('IdP-initiated, encrypted', async () => {
    const connection = await connect('saml-idp unsolicited, encrypted', encrypting, { publishEncryptionKey: true, allowIdpInitiated: true });
    const exchange = await logIn(around, { connection, ...form, startURL: encrypting.startURL });
    isStudent(exchange, encrypting);
    decrypted(exchange);
  });
  await check('metadata of the other one: the key is the cause', async () => {
    const { text } = await app.call('metadata.fetch', { url: plain.metadataURL });
    const other = (await app.call('metadata.fetch', { url: encrypting.metadataURL })).text;
    const [own, foreign] = [text, other].map((each) => /<X509Certificate>([^<]+)/.exec(each)[1]);
    rejected(await logIn(around, { connection: await app.connect({ name: 'saml-idp other key', metadata: text.replaceAll(own, foreign) }), ...form }), 'key-of-other-connection');
  });
}
