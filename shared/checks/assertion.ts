/** The Assertion element itself (saml-core 2.3.3). Its parts have families of their own. */
import { defineCheck, fix, spec, type Check } from './check.ts';
import { envelopeChecks, issuerProblem } from './envelope.ts';
import { assertionOf } from './judged.ts';
import { orderProblem } from './response.ts';
import { nearMissWords, plural, quote } from './words.ts';

const order = ['Issuer', 'Signature', 'Subject', 'Conditions', 'Advice', 'Statement'];
const statements: ReadonlySet<string> = new Set(['AuthnStatement', 'AttributeStatement', 'AuthzDecisionStatement']);

export const assertionChecks: readonly Check[] = [
  ...envelopeChecks({ family: 'assertion', on: 'response', need: 'assertion', element: 'Assertion', side: 'idp', section: '2.3.3', get: assertionOf }),
  defineCheck({
    id: 'assertion/issuer-missing', on: 'response', severity: 'error', title: 'The assertion names its Issuer',
    why: 'Without it nobody knows whose word it is.',
    causes: ['The Issuer was left out of a template.'],
    spec: spec('saml-core 2.3.3'), needs: ['assertion'],
    run(facts) {
      const assertion = assertionOf(facts)!;
      return assertion.issuer !== null && assertion.issuer.value.trim() !== '' ? null : { message: 'The assertion does not name its Issuer.', expected: 'the entityID of the identity provider', actual: assertion.issuer === null ? 'absent' : 'empty', place: assertion.node, fix: fix('idp', 'Send the identity provider\'s entityID as Issuer.', 'idpEntityID') };
    },
  }),
  defineCheck({
    id: 'assertion/issuer', on: 'response', severity: 'error', title: 'The assertion is from the identity provider you set up',
    why: 'A service provider compares the Issuer letter by letter with what was set up.',
    causes: ['The entityID was typed by hand (trailing slash, http or https).', 'The metadata is of another tenant or environment.', 'The user logged in at another identity provider.'],
    spec: spec('saml-profiles 4.1.4.2'), needs: ['assertion', 'idp-entity-id'],
    run(facts, expected) {
      const issuer = assertionOf(facts)!.issuer;
      return issuer === null || issuer.value.trim() === '' ? null : issuerProblem(issuer, expected, 'assertion');
    },
  }),
  defineCheck({
    id: 'assertion/issuers-agree', on: 'response', severity: 'error', title: 'Response and assertion are from the same Issuer',
    why: 'All of a response must come from one identity provider; strict receivers refuse a mixture.',
    causes: ['A proxy in between wrote its own Issuer on the Response.', 'The assertion was put into a response of another identity provider.'],
    spec: spec('saml-profiles 4.1.4.2'), needs: ['response', 'assertion'],
    run(facts) {
      const outer = facts.response!.issuer;
      const inner = assertionOf(facts)!.issuer;
      if (outer === null || inner === null || outer.value === inner.value || outer.value.trim() === '' || inner.value.trim() === '') return null;
      return { message: `The Response says it is from ${quote(outer.value)} but its assertion from ${quote(inner.value)}${nearMissWords(outer.value, inner.value)}.`, expected: outer.value, actual: inner.value, place: inner.node, fix: fix('idp', 'Send the same entityID as Issuer in both.', 'idpEntityID') };
    },
  }),
  defineCheck({
    id: 'assertion/child-order', on: 'response', severity: 'error', title: 'Children of the assertion in the order of the schema',
    why: 'Receivers that check the schema refuse it: Issuer, Signature, Subject, Conditions, Advice, then the statements.',
    causes: ['The Signature was appended at the end instead of after the Issuer.', 'The message was put together by hand.'],
    spec: spec('saml-core 2.3.3'), needs: ['assertion'],
    run(facts) {
      const assertion = assertionOf(facts)!;
      const problem = orderProblem(assertion.children, order, 'Assertion', assertion.node);
      if (problem !== null) return problem;
      const first = assertion.children.findIndex((name) => statements.has(name));
      const late = first < 0 ? undefined : assertion.children.slice(first).find((name) => order.includes(name) && name !== 'Statement');
      return late === undefined ? null : { message: `${late} stands after ${assertion.children[first]} in the Assertion, against the order of the schema.`, expected: order.join(', '), actual: assertion.children.slice(0, 12).join(', '), place: assertion.node, fix: fix('idp', `Put ${late} before the statements.`) };
    },
  }),
  defineCheck({
    id: 'assertion/attribute-statements', on: 'response', severity: 'warning', title: 'At most one AttributeStatement',
    why: 'Some service providers read only the first, so attributes in a second are lost.',
    causes: ['The identity provider writes one statement for each source of attributes.'],
    spec: spec('SAML2Int SDP-IDP10'), needs: ['assertion'],
    run(facts) {
      const { attributeStatements, node } = assertionOf(facts)!;
      return attributeStatements < 2 ? null : { message: `The assertion has ${plural(attributeStatements, 'AttributeStatement')}, of which some service providers read only the first.`, expected: 'at most 1', actual: String(attributeStatements), place: node, fix: fix('idp', 'Send all attributes in one AttributeStatement.', 'attributes') };
    },
  }),
  defineCheck({
    id: 'assertion/attribute-statement-empty', on: 'response', severity: 'error', title: 'An AttributeStatement holds attributes',
    why: 'The schema wants at least one attribute in it; receivers that check the schema refuse the message.',
    causes: ['No attribute is mapped, and the identity provider writes the empty statement all the same.'],
    spec: spec('saml-core 2.7.3'), needs: ['assertion'],
    run(facts) {
      const { attributeStatements, attributes, encryptedAttributes, node } = assertionOf(facts)!;
      return attributeStatements === 0 || attributes.length + encryptedAttributes > 0 ? null : { message: 'The AttributeStatement is empty, which receivers that check the schema refuse.', expected: 'at least 1 attribute', actual: 'none', place: node, fix: fix('idp', 'Map an attribute, such as the e-mail address, or leave the statement out.', 'attributes') };
    },
  }),
];
