/** What the identity provider reports: success, or why not (saml-core 3.2.2.2). */
import { status } from '../urns.ts';
import { defineCheck, fix, spec, type Check } from './check.ts';
import { codePath, entraCode, isSuccess, statusWords, tellingCode } from './status-words.ts';
import { plural, quote, said } from './words.ts';

const topLevel: ReadonlySet<string> = new Set([status.success, status.requester, status.responder, status.versionMismatch]);

export const statusChecks: readonly Check[] = [
  defineCheck({
    id: 'status/missing', on: 'response', severity: 'error', title: 'The Response has a status',
    why: 'Without a status nobody can tell success from refusal.',
    causes: ['The message was put together by hand or cut.'],
    spec: spec('saml-core 3.2.2'), needs: ['response'],
    run: (facts) => (facts.response!.status !== null && facts.response!.status.codes.length > 0 ? null : {
      message: 'The Response has no status code.', expected: status.success, actual: 'absent', place: facts.response!.status?.node ?? facts.response!.node, fix: fix('idp', 'Send Status with a StatusCode; capture the response again if it was cut.'),
    }),
  }),
  defineCheck({
    id: 'status/success', on: 'response', severity: 'error', title: 'The identity provider reports success',
    why: 'Any other status means nobody was logged in; the second code and the message say why.',
    causes: ['The user is not assigned to the application, or cancelled.', 'The request asks for something the identity provider cannot do.', 'The request does not match what is registered at the identity provider.'],
    spec: spec('saml-core 3.2.2.2'), needs: ['response'],
    run(facts) {
      const state = facts.response!.status;
      if (state === null || state.codes.length === 0 || isSuccess(state)) return null;
      const known = statusWords[tellingCode(state)];
      const code = entraCode(state);
      const reason = state.message === null || state.message.trim() === '' ? '' : ` Its message: ${said(state.message)}`;
      return {
        message: `The identity provider refused the login: ${known?.says ?? 'it reports a status that is not in the standard'} (${codePath(state)}${code === null ? '' : `, ${code}`}).${reason}`,
        expected: status.success, actual: state.codes.join(' / '), place: state.node,
        fix: code === null ? (known?.fix ?? fix('idp', 'Look up this login in the sign-in log of the identity provider.', 'signInLog')) : fix('idp', `Look up ${code} at https://login.microsoftonline.com/error?code=${code.slice(6)}, and this login in the sign-in log of Entra.`, 'signInLog'),
      };
    },
  }),
  defineCheck({
    id: 'status/top-level-code', on: 'response', severity: 'warning', title: 'The first status code is one of the four',
    why: 'The outer code must be Success, Requester, Responder or VersionMismatch, with the reason nested inside; strict receivers do not understand others.',
    causes: ['The identity provider puts the reason into the outer code (the samlp library does).'],
    spec: spec('saml-core 3.2.2.2'), needs: ['response'],
    run(facts) {
      const state = facts.response!.status;
      if (state === null || state.codes.length === 0 || topLevel.has(state.codes[0]!)) return null;
      return { message: `The outer status code is ${quote(state.codes[0])}, where only Success, Requester, Responder or VersionMismatch may stand.`, expected: [...topLevel].join(' or '), actual: state.codes[0]!, place: state.node, fix: fix('idp', 'Nest the reason inside a Responder or Requester code.') };
    },
  }),
  defineCheck({
    id: 'status/several-codes', on: 'response', severity: 'error', title: 'One status code, at most one inside it',
    why: 'With two beside each other, one receiver reads success and another an error.',
    causes: ['The message was put together by hand, or changed before it was signed.'],
    spec: spec('saml-core 3.2.2.1'), needs: ['response'],
    run(facts) {
      const state = facts.response!.status;
      if (state === null || state.codesBeside === 0) return null;
      return { message: `The Status has ${plural(state.codesBeside, 'StatusCode')} beside the one that counts, and receivers differ in which one they read.`, expected: 'one StatusCode', actual: `${state.codesBeside} more`, place: state.node, fix: fix('idp', 'Send one StatusCode, with the reason nested inside it.') };
    },
  }),
  defineCheck({
    id: 'status/message-attribute', on: 'response', severity: 'warning', title: 'The status message is text',
    why: 'Some programs write the message into a Value attribute; receivers that check the schema refuse the whole response and hide the real error.',
    causes: ['The identity provider is Auth0 or another one built on the samlp library.'],
    spec: spec('saml-core 3.2.2.3'), needs: ['response'],
    run: (facts) => (facts.response!.status?.messageFrom !== 'attribute' ? null : {
      message: 'The status message stands in a Value attribute instead of in the element\'s text.', expected: '<StatusMessage>text</StatusMessage>', actual: '<StatusMessage Value="…"/>', place: facts.response!.status.node,
      fix: fix('idp', 'Nothing to set: read the message here and mend its cause.'),
    }),
  }),
];
