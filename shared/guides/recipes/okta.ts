/** Okta: a custom SAML 2.0 application by its Apps API and by Terraform (identity-providers.md 3.3 and 3.5). */
import { nameIDFormat } from '../../urns.ts';
import type { GuideContext } from '../guide.ts';
import { checked } from '../terms.ts';
import { expansions, hcl, hclArguments, json, type Data } from './quote.ts';
import { chosenFormat, heading, recipeValues, text, type Recipe, type RecipeValues } from './recipe.ts';

const api = 'okta/okta-developer-docs, guides/single-logout/main/saml2/updateapporidp.md; the types of @okta/okta-sdk-nodejs 8.1.0';
const passwordProtected = 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport';
const formats = {
  [nameIDFormat.emailAddress]: nameIDFormat.emailAddress,
  [nameIDFormat.persistent]: nameIDFormat.persistent,
  [nameIDFormat.transient]: nameIDFormat.transient,
  [nameIDFormat.unspecified]: nameIDFormat.unspecified,
  [nameIDFormat.x509]: 'urn:oasis:names:tc:SAML:1.1:nameid-format:x509SubjectName',
} as const;

const settled = (context: GuideContext) => {
  const values = recipeValues(context);
  const { format, missing } = chosenFormat(values, formats, 'Okta', nameIDFormat.unspecified);
  return { values, format, missing: [...values.missing, ...missing, ...underscore(values)] };
};

const underscore = ({ assertionConsumerService, missing }: RecipeValues): string[] =>
  (missing.length === 0 && assertionConsumerService.includes('_') ? ['The ACS URL has an underscore in it, which Okta refuses: the service provider must give another one.'] : []);

/** What the application user name is made of; the NameID is the application user name. */
const userName = (values: RecipeValues): string => (values.nameIDIsEmail ? 'source.email' : 'source.login');

/** Body of POST /api/v1/apps. */
export function oktaApplication(context: GuideContext) {
  const { values, format } = settled(context);
  return {
    label: values.label,
    signOnMode: 'SAML_2_0',
    credentials: { userNameTemplate: { template: `\${${userName(values)}}`, type: 'BUILT_IN' } },
    settings: {
      signOn: {
        ssoAcsUrl: values.assertionConsumerService,
        recipient: values.assertionConsumerService,
        destination: values.assertionConsumerService,
        audience: values.entityID,
        idpIssuer: 'http://www.okta.com/${org.externalKey}',
        subjectNameIdTemplate: '${user.userName}',
        subjectNameIdFormat: format,
        responseSigned: true,
        assertionSigned: true,
        signatureAlgorithm: 'RSA_SHA256',
        digestAlgorithm: 'SHA256',
        honorForceAuthn: true,
        authnContextClassRef: passwordProtected,
        requestCompressed: false,
        allowMultipleAcsEndpoints: false,
      },
    },
  } as const satisfies Data;
}

const before = (context: GuideContext): string[] => [
  'It makes a custom SAML 2.0 application, a new one each time it is run. An application from Okta’s catalog has its addresses built in and cannot be made this way.',
  ...(context.sp === 'heap' ? ['Okta’s catalog has an application named Heap; this is one of your own instead, which can be rehearsed more freely.'] : []),
];
const after = ['The application stands under Applications > Applications, its Sign On tab shows one active certificate.', 'Bring its metadata here (Sign On > Metadata URL), and run a rehearsal login with an assigned user.'];
const unconfirmed = ({ values }: ReturnType<typeof settled>): string[] => (values.nameIDIsEmail ? ['${source.email} as the template for the user’s e-mail address: Okta’s samples that we read show it for other kinds of applications. See Sign On > Application username format: Email.'] : []);

export function oktaJSON(context: GuideContext): Recipe {
  const state = settled(context);
  return {
    id: 'okta-api',
    title: 'The application in Okta, as the body of one API request',
    tool: 'Okta Apps API',
    language: 'json',
    fileName: 'okta-application.json',
    content: text(json(oktaApplication(context))),
    before: ['For POST /api/v1/apps, with the permission to manage applications (okta.apps.manage).', ...before(context)],
    after: ['The answer is 200 with the id of the application.', ...after],
    placeholders: [],
    missing: state.missing,
    checked: checked(api),
    unconfirmed: unconfirmed(state),
  };
}

const organization = ({ connection }: GuideContext): string | null => {
  const host = (connection.idp.inputs['org'] ?? '').replace('-admin.okta', '.okta');
  return /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(host) ? host : null;
};

export function oktaShell(context: GuideContext): Recipe {
  const state = settled(context);
  const org = organization(context);
  return {
    id: 'okta-curl',
    title: 'The application in Okta, as a shell script',
    tool: 'curl',
    language: 'shell',
    fileName: 'okta-application.sh',
    content: text(
      '#!/bin/sh',
      ...heading('The application in Okta by its Apps API.', state.missing),
      '( set -eu',
      ...(state.missing.length === 0 ? [] : ["echo 'Values are missing: see the lines above.' >&2; exit 1"]),
      ': "${OKTA_API_TOKEN:?Set it to an API token of an application administrator}"',
      ': "${OKTA_USER_ID:?Set it to the id of a pilot user}"',
      org === null ? ': "${OKTA_ORG:?Set it to the host of the organization, as in acme.okta.com}"' : `OKTA_ORG='${org}'`,
      '# The token goes through a pipe: nobody sees it in the list of processes.',
      'okta() { printf \'Authorization: SSWS %s\\n\' "$OKTA_API_TOKEN" | curl --fail-with-body --silent --show-error --header @- --header \'Content-Type: application/json\' "$@"; }',
      '',
      "cat > okta-application.json <<'JSON'",
      json(oktaApplication(context), expansions.shell),
      'JSON',
      'answer=$(okta --request POST --data-binary @okta-application.json "https://$OKTA_ORG/api/v1/apps")',
      'id=$(printf \'%s\' "$answer" | sed -n \'s/^{"id":"\\([A-Za-z0-9]*\\)".*/\\1/p\')',
      ': "${id:?The answer has no id at its beginning: look at the application in the console}"',
      'okta --request POST --data "{\\"id\\":\\"$OKTA_USER_ID\\",\\"scope\\":\\"USER\\"}" "https://$OKTA_ORG/api/v1/apps/$id/users" > /dev/null',
      'okta --header \'Accept: application/xml\' "https://$OKTA_ORG/api/v1/apps/$id/sso/saml/metadata" > okta-metadata.xml',
      "echo 'Bring okta-metadata.xml to SSO Workbench.'",
      ')',
    ),
    before: [
      'curl 7.76 or newer, and a POSIX shell.',
      'Okta’s own command line program (okta) makes OpenID Connect applications only; that is why this uses curl.',
      'An API token of an application administrator, and the id of a pilot user.',
      ...before(context),
    ],
    after: ['okta-metadata.xml lies in the folder.', ...after],
    placeholders: [
      { name: 'OKTA_API_TOKEN', what: 'environment variable with an API token; a secret' },
      { name: 'OKTA_USER_ID', what: 'environment variable with the id of a pilot user' },
      ...(org === null ? [{ name: 'OKTA_ORG', what: 'environment variable with the host of the organization, as in acme.okta.com' }] : []),
    ],
    missing: state.missing,
    checked: checked(`${api}; okta/okta-cli, cli/src/main/java/com/okta/cli/commands/apps/templates`),
    unconfirmed: [...unconfirmed(state), 'That id comes first in the answer.'],
  };
}

export function oktaTerraform(context: GuideContext): Recipe {
  const state = settled(context);
  const { values, format, missing } = state;
  const host = /^([a-z0-9-]+)\.((?:okta|oktapreview|okta-emea)\.com)$/i.exec(organization(context) ?? '');
  return {
    id: 'okta-terraform',
    title: 'The application in Okta, as Terraform',
    tool: 'Terraform, provider okta/okta',
    language: 'hcl',
    fileName: 'okta-application.tf',
    content: text(
      ...heading('The application in Okta by Terraform.', missing),
      'terraform {',
      '  required_providers {',
      '    okta = {',
      '      source = "okta/okta"',
      '    }',
      '  }',
      '}',
      '',
      ...(host === null ? ['# OKTA_ORG_NAME, OKTA_BASE_URL and OKTA_API_TOKEN come from the environment.', 'provider "okta" {}'] : ['# OKTA_API_TOKEN comes from the environment.', 'provider "okta" {', ...hclArguments({ org_name: hcl(host[1]!), base_url: hcl(host[2]!) }, '  '), '}']),
      '',
      'variable "pilot_group_id" {',
      '  description = "Id of a group with the pilot users"',
      '  type        = string',
      '}',
      '',
      'resource "okta_app_saml" "sso" {',
      ...hclArguments({
        label: hcl(values.label),
        sso_url: hcl(values.assertionConsumerService),
        recipient: hcl(values.assertionConsumerService),
        destination: hcl(values.assertionConsumerService),
        audience: hcl(values.entityID),
        user_name_template: `"$\${${userName(values)}}"`,
        user_name_template_type: '"BUILT_IN"',
        subject_name_id_template: '"$${user.userName}"',
        subject_name_id_format: hcl(format),
        response_signed: 'true',
        assertion_signed: 'true',
        signature_algorithm: '"RSA_SHA256"',
        digest_algorithm: '"SHA256"',
        honor_force_authn: 'true',
        authn_context_class_ref: hcl(passwordProtected),
      }, '  '),
      '}',
      '',
      'resource "okta_app_group_assignment" "pilot" {',
      ...hclArguments({ app_id: 'okta_app_saml.sso.id', group_id: 'var.pilot_group_id' }, '  '),
      '}',
      '',
      'output "metadata_url" {',
      '  description = "The metadata, to bring to SSO Workbench"',
      '  value       = okta_app_saml.sso.metadata_url',
      '}',
    ),
    before: ['Terraform 1.x and the provider okta/okta, with an API token in the environment variable OKTA_API_TOKEN.', '“You do not have permission to access the feature you are requesting” means that Okta must enable ADVANCED_SSO for the organization.', ...before(context).slice(1)],
    after: ['terraform plan shows what will be made, and nothing to change or destroy.', ...after],
    placeholders: [
      { name: 'OKTA_API_TOKEN', what: 'environment variable with an API token; a secret' },
      ...(host === null ? [{ name: 'OKTA_ORG_NAME', what: 'environment variable with the first part of the organization’s host, as in acme' }, { name: 'OKTA_BASE_URL', what: 'environment variable with the rest of it, as in okta.com' }] : []),
      { name: 'pilot_group_id', what: 'variable: id of a group with the pilot users (terraform asks for it, or -var)' },
    ],
    missing,
    checked: checked('okta/terraform-provider-okta, docs/resources/app_saml.md and app_group_assignment.md'),
    unconfirmed: unconfirmed(state),
  };
}
