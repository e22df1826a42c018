/** A response as an admin would paste it: two days old, unsigned, made for another address. */
import { draftOfText, type Draft } from '../../components/draft.ts';

const xml = `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_example-response" Version="2.0" IssueInstant="2026-01-12T09:30:00Z" Destination="https://sso.heroku.com/saml/acme" InResponseTo="_example-request">
  <saml:Issuer>https://idp.example.com/saml</saml:Issuer>
  <samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>
  <saml:Assertion ID="_example-assertion" Version="2.0" IssueInstant="2026-01-12T09:30:00Z">
    <saml:Issuer>https://idp.example.com/saml</saml:Issuer>
    <saml:Subject>
      <saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">ada@acme.example</saml:NameID>
      <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
        <saml:SubjectConfirmationData InResponseTo="_example-request" NotOnOrAfter="2026-01-12T09:35:00Z" Recipient="https://sso.heroku.com/saml/acme"/>
      </saml:SubjectConfirmation>
    </saml:Subject>
    <saml:Conditions NotBefore="2026-01-12T09:29:00Z" NotOnOrAfter="2026-01-12T09:35:00Z">
      <saml:AudienceRestriction><saml:Audience>https://sso.heroku.com/saml/acme</saml:Audience></saml:AudienceRestriction>
    </saml:Conditions>
    <saml:AuthnStatement AuthnInstant="2026-01-12T09:30:00Z" SessionIndex="_example-session">
      <saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef></saml:AuthnContext>
    </saml:AuthnStatement>
  </saml:Assertion>
</samlp:Response>
`;

export const example = (): Draft => draftOfText(xml, 'Example response');
