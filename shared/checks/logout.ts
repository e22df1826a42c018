/** LogoutRequest and LogoutResponse (saml-core 3.7, saml-profiles 4.4). */
import { status } from '../urns.ts';
import { defineCheck, fix, refuse, spec, type Check } from './check.ts';
import { envelopeChecks } from './envelope.ts';
import { signaturesOver, skewOf, strangeSignature } from './judged.ts';
import { codePath, isSuccess, statusWords, tellingCode } from './status-words.ts';
import { clockTime, duration, hostOf, moment, nearMissWords, quote, said } from './words.ts';

export const logoutChecks: readonly Check[] = [
  ...envelopeChecks({ family: 'logout', on: 'logout', need: 'logout', element: 'logout message', side: 'idp', section: '3.2.1', get: (facts) => facts.logout }),
  defineCheck({
    id: 'logout/issuer-missing', on: 'logout', severity: 'error', title: 'The logout message names its Issuer',
    why: 'The receiver looks up keys and sessions by it.',
    causes: ['The Issuer was left out.'],
    spec: spec('saml-profiles 4.4.4'), needs: ['logout'],
    run: (facts) => ((facts.logout!.issuer?.value.trim() ?? '') !== '' ? null : { message: 'The logout message does not name its Issuer.', expected: 'an entityID', actual: 'absent', place: facts.logout!.node, fix: fix('idp', 'Send the entityID of the sender as Issuer.', 'idpEntityID') }),
  }),
  defineCheck({
    id: 'logout/issuer', on: 'logout', severity: 'warning', title: 'The logout message is from a side of this connection',
    why: 'A message of somebody else must not end sessions.',
    causes: ['The message belongs to another application.', 'The identity provider uses another name in logout (Entra does).'],
    spec: spec('saml-profiles 4.4.4'), needs: ['logout', 'idp-entity-id'],
    run(facts, expected) {
      const issuer = facts.logout!.issuer;
      const wanted = expected.idp!.entityID!;
      if (issuer === null || issuer.value === wanted || issuer.value === expected.sp?.entityID) return null;
      if (hostOf(issuer.value) === 'login.microsoftonline.com' && hostOf(wanted) === 'sts.windows.net') return null;
      return { message: `The logout message is from ${quote(issuer.value)}, and the identity provider set up is ${quote(wanted)}${nearMissWords(wanted, issuer.value)}.`, expected: wanted, actual: issuer.value, place: issuer.node, fix: fix('sp', 'Look whether the message belongs to this connection.', 'idpEntityID') };
    },
  }),
  defineCheck({
    id: 'logout/unsigned', on: 'logout', severity: 'warning', title: 'The logout message is signed',
    why: 'Through the browser it must be signed, or anybody could log users out; AD FS refuses it otherwise (MSIS7084).',
    causes: ['Signing of logout messages is switched off.', 'The capture lacks the Signature parameter of the URL.'],
    spec: spec('saml-profiles 4.4.4'), needs: ['logout'],
    run(facts, expected) {
      if (signaturesOver(facts, facts.logout!.node).length > 0) return null;
      const [stray] = facts.xml?.straySignatures ?? [];
      const place = facts.logout!.node;
      if (stray !== undefined) return { message: `The logout message is not signed; what is signed was put into it (${stray.path}) and says nothing about it.`, expected: 'a signature of the message itself', actual: `a signature at ${stray.path}`, place, fix: refuse(), severity: 'error' };
      // Either side may log out, and its Issuer says which one this is.
      const isFromIdp = expected.idp?.entityID !== undefined && facts.logout!.issuer?.value === expected.idp.entityID;
      return { message: `The logout message is not signed${isFromIdp ? ' by the identity provider, which sent it' : ''}.`, expected: 'a signature', actual: 'none', place, fix: fix(isFromIdp ? 'idp' : 'sp', 'Switch on signing of logout messages.', 'singleLogoutService') };
    },
  }),
  defineCheck({
    id: 'logout/signature', on: 'logout', severity: 'error', title: 'The signature of the logout message holds',
    why: 'The receiver refuses it otherwise.',
    causes: ['It was changed after signing, or the URL was encoded anew.', 'It was signed with another key than those given.', 'Something that was signed was put into a message that was not.'],
    spec: spec('saml-core 5'), needs: ['logout', 'signature'],
    run(facts, expected) {
      const strange = strangeSignature(facts, facts.logout!.node);
      if (strange !== undefined) return { message: `The logout message holds a signature of another element (${strange.parentName}): something signed was put into it, and that says nothing about the message.`, expected: 'a signature of the message itself', actual: `a signature of ${strange.parentName}`, place: strange.node, fix: refuse() };
      // A message of the service provider is signed by its own key, and the keys given are the identity provider's.
      const own = expected.sp?.entityID !== undefined && facts.logout!.issuer?.value === expected.sp.entityID;
      const bad = facts.signatures.find((signature) => signature.result === 'refused' || (signature.result === 'failed' && (signature.failure === 'digest' || !own)));
      return bad === undefined ? null : { message: bad.result === 'refused' ? `The signature of the logout message is not allowed: ${bad.faults[0]?.message ?? 'its shape is wrong.'}` : bad.failure === 'digest' ? 'The logout message was changed after it was signed.' : 'None of the keys you gave made the signature of the logout message.', expected: 'a signature that verifies', actual: bad.result, place: bad.node, fix: fix('sp', 'Give the current metadata of the sender to the receiver.', 'signingCertificate') };
    },
  }),
  defineCheck({
    id: 'logout/expired', on: 'logout', severity: 'error', title: 'The LogoutRequest has not expired',
    why: 'After NotOnOrAfter it must be refused.',
    causes: ['The message was captured some time ago.', 'The clocks differ.'],
    spec: spec('saml-core 3.7.1'), needs: ['logout'],
    run(facts, expected) {
      const end = facts.logout!.notOnOrAfter?.at;
      return end == null || expected.now - skewOf(expected) < end ? null : { message: `The LogoutRequest expired ${duration(expected.now - end)} ago: NotOnOrAfter is ${moment(end)}.`, expected: `before ${moment(end)}`, actual: clockTime(expected.now), place: { node: facts.logout!.node, attribute: 'NotOnOrAfter' }, fix: fix('capture', 'Log out again and judge the new message at once.', 'clock') };
    },
  }),
  defineCheck({
    id: 'logout/name-id-missing', on: 'logout', severity: 'error', title: 'The LogoutRequest names the user',
    why: 'Without a NameID nobody knows whose session shall end.',
    causes: ['The service provider did not keep the NameID of the login.'],
    spec: spec('saml-core 3.7.1'), needs: ['logout'],
    run: (facts) => (facts.logout!.kind === 'response' || facts.logout!.nameID !== null || facts.encrypted.some((item) => item.what === 'EncryptedID') ? null : { message: 'The LogoutRequest names no user.', expected: 'the NameID of the login', actual: 'absent', place: facts.logout!.node, fix: fix('sp', 'Keep NameID, Format and SessionIndex of the login and send them in the LogoutRequest.', 'nameID') }),
  }),
  defineCheck({
    id: 'logout/session-index', on: 'logout', severity: 'info', title: 'The LogoutRequest names the session',
    why: 'Without SessionIndex all sessions of the user end, or with some identity providers none.',
    causes: ['The assertion of the login had none.', 'The service provider did not keep it.'],
    spec: spec('saml-core 3.7.1'), needs: ['logout'],
    run: (facts) => (facts.logout!.kind === 'response' || facts.logout!.sessionIndexes.length > 0 ? null : { message: 'The LogoutRequest names no session (SessionIndex).', actual: 'absent', place: facts.logout!.node }),
  }),
  defineCheck({
    id: 'logout/status', on: 'logout', severity: 'error', title: 'The logout succeeded',
    why: 'Otherwise the user may still be logged in somewhere.',
    causes: ['An application did not answer.', 'The session was not known any more.'],
    spec: spec('saml-core 3.7.2'), needs: ['logout'],
    run(facts) {
      const logout = facts.logout!;
      if (logout.kind === 'request') return null;
      const state = logout.status;
      if (state === null || state.codes.length === 0) return { message: 'The LogoutResponse has no status.', expected: status.success, actual: 'absent', place: logout.node, fix: fix('idp', 'Send Status with a StatusCode.') };
      if (state.codes.includes(status.partialLogout)) return { message: 'The logout was partial: not all sessions could be ended.', expected: status.success, actual: state.codes.join(' / '), place: state.node, severity: 'warning', fix: statusWords['PartialLogout']!.fix };
      if (isSuccess(state)) return null;
      const known = statusWords[tellingCode(state)];
      return { message: `The logout was refused: ${known?.says ?? 'the status is not in the standard'} (${codePath(state)}).${state.message === null ? '' : ` Its message: ${said(state.message)}`}`, expected: status.success, actual: state.codes.join(' / '), place: state.node, fix: known?.fix ?? fix('idp', 'Look into the identity provider\'s log.') };
    },
  }),
  defineCheck({
    id: 'logout/in-response-to', on: 'logout', severity: 'error', title: 'The LogoutResponse answers your request',
    why: 'An answer to another request says nothing about this logout.',
    causes: ['Two logouts ran at the same time.', 'An older answer was captured.'],
    spec: spec('saml-core 3.2.2'), needs: ['logout', 'request-id'],
    run(facts, expected) {
      const logout = facts.logout!;
      return logout.kind === 'request' || logout.inResponseTo === expected.requestID ? null : { message: `The LogoutResponse answers ${logout.inResponseTo === null ? 'no request' : `the request ${quote(logout.inResponseTo)}`}, and the request was ${quote(expected.requestID)}.`, expected: expected.requestID!, actual: logout.inResponseTo ?? 'absent', place: logout.node, fix: fix('idp', 'Log out again and wait for its own answer.') };
    },
  }),
  defineCheck({
    id: 'logout/destination-missing', on: 'logout', severity: 'error', title: 'A signed logout message names its Destination',
    why: 'A signed message sent through the browser must say where it belongs.',
    causes: ['The logout address is not set at the sender.'],
    spec: spec('saml-bindings 3.5.5.2'), needs: ['logout', 'signature'],
    run: (facts) => ((facts.logout!.destination ?? '') !== '' ? null : { message: 'The logout message is signed but names no Destination.', expected: 'the logout address of the receiver', actual: 'absent', place: facts.logout!.node, fix: fix('idp', 'Set the logout address of the receiver at the sender.', 'singleLogoutService') }),
  }),
];
