/** Snowflake as service provider: the codes of its login history. */
import { entriesOf, idp, sp, type Draft } from './entry.ts';
import { audience, destination, expired, malformed, notYetValid, recipient, signature, unsolicited, weakAlgorithm } from './themes.ts';

const docs = 'https://docs.snowflake.com/en/user-guide/errors-saml';

const drafts: readonly Draft[] = [
  { id: 'no-reason', title: 'Snowflake says only that something is wrong', generic: true, meaning: 'The page hides the reason. The number in square brackets leads to it.', causes: ['The user does not exist in Snowflake under this name.', 'The response is not valid.'], fixes: [sp('In Snowflake run SELECT JSON_EXTRACT_PATH_TEXT(SYSTEM$GET_LOGIN_FAILURE_DETAILS(\'the number in brackets\'), \'errorCode\'), and paste the code here.'), sp('Check that LOGIN_NAME of the user is the NameID.', 'nameID')], fragments: ['SAML response is invalid or matching user is not found'], checks: ['name-id/email', 'signature/verified', 'conditions/audience'] },
  { id: 'invalid', title: 'The response cannot be read', codes: ['SAML_RESPONSE_INVALID'], meaning: 'Snowflake could not parse the response (390133).', ...malformed },
  { id: 'signature', title: 'The signature does not verify', codes: ['SAML_RESPONSE_INVALID_SIGNATURE'], meaning: 'The certificate of the integration does not verify the signature (390165).', ...signature, fixes: [sp('In Snowflake run ALTER SECURITY INTEGRATION … SET SAML2_X509_CERT = \'…\' with the current certificate.', 'signingCertificate')], fragments: ['The SAML response contains an invalid Signature'] },
  { id: 'algorithm', title: 'The algorithm of the signature or digest is missing or not allowed', codes: ['SAML_RESPONSE_INVALID_DIGEST_METHOD', 'SAML_RESPONSE_INVALID_SIGNATURE_METHOD'], meaning: 'The signature names no algorithm, or one that Snowflake does not take (390166, 390167).', ...weakAlgorithm },
  { id: 'destination', title: 'The Destination is another one', codes: ['SAML_RESPONSE_INVALID_DESTINATION'], meaning: 'Destination of the Response is no login URL of the account (390168).', ...destination, fixes: [idp('Set the ACS URL to SAML2_SNOWFLAKE_ACS_URL of the integration.', 'destination')] },
  { id: 'audience', title: 'The audience is another one, or there are several', codes: ['SAML_RESPONSE_INVALID_AUDIENCE'], meaning: 'Snowflake wants exactly one audience, the URL of the account (390169).', ...audience, fixes: [idp('Set the audience to SAML2_SNOWFLAKE_ISSUER_URL of the integration.', 'audience')] },
  { id: 'in-response-to', title: 'InResponseTo is missing', codes: ['SAML_RESPONSE_INVALID_MISSING_INRESPONSETO'], meaning: 'The assertion does not say which request it answers (390170).', ...unsolicited },
  { id: 'recipient', title: 'The Recipient is another one', codes: ['SAML_RESPONSE_INVALID_RECIPIENT_MISMATCH'], meaning: 'The Recipient is no login URL of the account (390171).', ...recipient },
  { id: 'expired', title: 'The assertion has expired', codes: ['SAML_RESPONSE_INVALID_NOTONORAFTER_VALIDATION'], meaning: 'NotOnOrAfter has passed (390172).', ...expired },
  { id: 'not-yet-valid', title: 'The assertion is not valid yet', codes: ['SAML_RESPONSE_INVALID_NOTBEFORE_VALIDATION'], meaning: 'NotBefore lies in the future (390173).', ...notYetValid },
  { id: 'usernames', title: 'Another user is logged in at the identity provider', codes: ['USERNAMES_MISMATCH'], meaning: 'The name given to Snowflake is not the user who is logged in at the identity provider (390191).', causes: ['The browser has a session of another user.', 'LOGIN_NAME in Snowflake is not the NameID.'], fixes: [sp('In Snowflake run ALTER USER … SET LOGIN_NAME to the NameID.', 'nameID'), idp('Log out at the identity provider and log in as the right user.')], checks: ['name-id/email', 'name-id/opaque'] },
];

const numbers: Readonly<Record<string, readonly string[]>> = {
  invalid: ['390133'], signature: ['390165'], algorithm: ['390166', '390167'], destination: ['390168'], audience: ['390169'], 'in-response-to': ['390170'],
  recipient: ['390171'], expired: ['390172'], 'not-yet-valid': ['390173'], usernames: ['390191'],
};

export const snowflakeEntries = entriesOf('snowflake', docs, drafts.map((draft) => ({ ...draft, codes: [...(draft.codes ?? []), ...(numbers[draft.id] ?? [])] })));
