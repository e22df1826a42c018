/** The AuthnStatement: that, when and how the user authenticated (saml-core 2.7.2). */
import { shortName } from '../urns.ts';
import { defineCheck, fix, spec, type Check } from './check.ts';
import { timeProblem } from './envelope.ts';
import { assertionOf, authnStatementOf, skewOf } from './judged.ts';
import { clockTime, duration, list, moment, plural } from './words.ts';

export const authnChecks: readonly Check[] = [
  defineCheck({
    id: 'authn/statement-missing', on: 'response', severity: 'error', title: 'The assertion has an AuthnStatement',
    why: 'It says that the user authenticated at all; without it the assertion only describes somebody.',
    causes: ['The statement is switched off at the identity provider (Keycloak: Include AuthnStatement).', 'A template leaves it out (samlify\'s does).'],
    spec: spec('saml-profiles 4.1.4.2'), needs: ['assertion'],
    run: (facts) => (assertionOf(facts)!.authnStatements.length > 0 ? null : { message: 'The assertion has no AuthnStatement: it does not say that the user authenticated.', expected: 'one AuthnStatement', actual: 'none', place: assertionOf(facts)!.node, fix: fix('idp', 'Switch on the AuthnStatement at the identity provider.', 'authnContext') }),
  }),
  defineCheck({
    id: 'authn/several-statements', on: 'response', severity: 'warning', title: 'Exactly one AuthnStatement',
    why: 'Service providers read the first; sessions of others are never ended.',
    causes: ['The identity provider writes one for each method of authentication.'],
    spec: spec('SAML2Int SDP-IDP10'), needs: ['assertion'],
    run(facts) {
      const count = assertionOf(facts)!.authnStatements.length;
      return count < 2 ? null : { message: `The assertion has ${plural(count, 'AuthnStatement')}, of which service providers read the first.`, expected: '1', actual: String(count), place: assertionOf(facts)!.authnStatements[1]!.node, fix: fix('idp', 'Send one AuthnStatement.') };
    },
  }),
  defineCheck({
    id: 'authn/instant', on: 'response', severity: 'warning', title: 'AuthnInstant is a UTC time',
    why: 'The schema requires it, and service providers that limit the age of a login compare it.',
    causes: ['The identity provider writes its local time or leaves it out.'],
    spec: spec('saml-core 2.7.2'), needs: ['assertion'],
    run(facts) {
      const statement = authnStatementOf(facts);
      return statement === null ? null : timeProblem(statement.authnInstant, 'AuthnInstant', 'AuthnStatement', statement.node, 'idp');
    },
  }),
  defineCheck({
    id: 'authn/session-expired', on: 'response', severity: 'error', title: 'The session at the identity provider has not ended',
    why: 'After SessionNotOnOrAfter the service provider must not start a session.',
    causes: ['The response was captured some time ago.', 'The session at the identity provider ended while the user was on the way.'],
    spec: spec('saml-core 2.7.2'), needs: ['assertion'],
    run(facts, expected) {
      const statement = authnStatementOf(facts);
      const end = statement?.sessionNotOnOrAfter?.at;
      if (statement === null || end == null || expected.now - skewOf(expected) < end) return null;
      return { message: `The session at the identity provider ended ${duration(expected.now - end)} before the time it is judged at: SessionNotOnOrAfter is ${moment(end)}.`, expected: `before ${moment(end)}`, actual: clockTime(expected.now), place: { node: statement.node, attribute: 'SessionNotOnOrAfter' }, fix: fix('capture', 'Log in again and judge the new response at once.', 'clock') };
    },
  }),
  defineCheck({
    id: 'authn/session-time', on: 'response', severity: 'error', title: 'SessionNotOnOrAfter is a UTC time',
    why: 'A time that cannot be read ends nothing: the service provider would keep the session for as long as it likes.',
    causes: ['The identity provider writes its local time, or something that is no time.'],
    spec: spec('saml-core 2.7.2'), needs: ['assertion'],
    run(facts) {
      for (const { sessionNotOnOrAfter, node } of assertionOf(facts)!.authnStatements) {
        const problem = sessionNotOnOrAfter === null ? null : timeProblem(sessionNotOnOrAfter, 'SessionNotOnOrAfter', 'AuthnStatement', node, 'idp');
        if (problem !== null) return problem;
      }
      return null;
    },
  }),
  defineCheck({
    id: 'authn/session-index', on: 'response', severity: 'info', title: 'The AuthnStatement has a SessionIndex',
    why: 'Single logout names the session by it; without one it ends all or none.',
    causes: ['The identity provider does not do single logout.', 'It is left out by default (Auth0).'],
    spec: spec('saml-profiles 4.1.4.2'), needs: ['assertion'],
    run(facts) {
      const statement = authnStatementOf(facts);
      return statement === null || (statement.sessionIndex ?? '') !== '' ? null : { message: 'The AuthnStatement has no SessionIndex, which single logout needs.', actual: 'absent', place: statement.node, fix: fix('idp', 'Switch on SessionIndex if you use single logout.', 'singleLogoutService') };
    },
  }),
  defineCheck({
    id: 'authn/context', on: 'response', severity: 'warning', title: 'The user authenticated as requested',
    why: 'The service provider asked for a method, and the assertion names another; strict ones refuse it.',
    causes: ['The identity provider does not look at RequestedAuthnContext.', 'The user had a session by another method (Entra: AADSTS75011).'],
    spec: spec('saml-core 3.3.2.2.1'), needs: ['assertion', 'request-sent'],
    run(facts, expected) {
      const wanted = expected.request!.authnContextClassRefs;
      const statement = authnStatementOf(facts);
      if (wanted === undefined || wanted.length === 0 || statement === null || wanted.includes(statement.authnContextClassRef ?? '')) return null;
      return { message: `The request asked for ${list(wanted.map(shortName))} and the user authenticated by ${statement.authnContextClassRef === null ? 'a method that is not named' : shortName(statement.authnContextClassRef)}.`, expected: wanted.join(' or '), actual: statement.authnContextClassRef ?? 'absent', place: statement.node, fix: fix('sp', 'Remove RequestedAuthnContext from the AuthnRequest, or set the identity provider to the requested method.', 'authnContext') };
    },
  }),
  defineCheck({
    id: 'authn/force', on: 'response', severity: 'warning', title: 'The user authenticated anew, as requested',
    why: 'ForceAuthn asks for a fresh login; an older one means the wish was passed over.',
    causes: ['The identity provider does not honour ForceAuthn (in Okta it is a switch).', 'The clocks differ.'],
    spec: spec('saml-core 3.4.1'), needs: ['assertion', 'request-sent'],
    run(facts, expected) {
      const { forceAuthn, issuedAt } = expected.request!;
      const statement = authnStatementOf(facts);
      const at = statement?.authnInstant?.at;
      if (forceAuthn !== true || issuedAt === undefined || statement === null || at == null || at >= issuedAt - skewOf(expected)) return null;
      return { message: `The request asked for a fresh login (ForceAuthn), and the user had authenticated ${duration(issuedAt - at)} before it.`, expected: `from ${moment(issuedAt)}`, actual: moment(at), place: { node: statement.node, attribute: 'AuthnInstant' }, fix: fix('idp', 'Let the identity provider honour ForceAuthn.', 'authnContext') };
    },
  }),
];
