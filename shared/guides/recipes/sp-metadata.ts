/** Metadata of the service provider, for an identity provider that imports it (saml-metadata 2.4.4). */
import { binding, ns, protocol } from '../../urns.ts';
import type { GuideContext } from '../guide.ts';
import type { IdentityProviderID } from '../names.ts';
import { checked } from '../terms.ts';
import { xml } from './quote.ts';
import { recipeValues, text, type Recipe } from './recipe.ts';

/** Where each console takes it, for those that do. */
const imports: Readonly<Partial<Record<IdentityProviderID, { where: string; source: string; unconfirmed?: string }>>> = {
  entra: { where: 'Single sign-on > Upload metadata file', source: 'MicrosoftDocs/entra-docs, saas-apps tutorials: Upload metadata file' },
  adfs: { where: 'Add Relying Party Trust > Import data about the relying party from a file, or Add-AdfsRelyingPartyTrust -MetadataFile', source: 'MicrosoftDocs/windows-powershell-docs, Add-AdfsRelyingPartyTrust.md', unconfirmed: 'The wizard’s label.' },
  keycloak: { where: 'Clients > Import client', source: 'Keycloak server administration, SAML entity descriptors', unconfirmed: 'The label Import client in the present console.' },
  pingone: { where: 'Applications > Applications > + > SAML Application > Import Metadata', source: 'docs.pingidentity.com/pingone/applications/p1_edit_application_saml.html' },
  pingfederate: { where: 'SP Connections > Create New > Browser SSO > import metadata', source: 'docs.pingidentity.com, PingFederate Heroku integration' },
  aws: { where: 'Application metadata > Upload application SAML metadata file', source: 'docs.aws.amazon.com/singlesignon, Set up your own SAML 2.0 application', unconfirmed: 'The exact label of the upload.' },
  jumpcloud: { where: 'SSO > Upload Metadata', source: 'jumpcloud.com/support/sso-application-connector-fields' },
  other: { where: 'Where it imports the metadata of a service provider', source: 'saml-metadata 2.4.4' },
};

export function spMetadata(context: GuideContext): Recipe | null {
  const place = imports[context.idp];
  if (place === undefined) return null;
  const values = recipeValues(context);
  const given = context.connection.sp.metadata;
  const own = given !== null && given.summary.role === 'sp' && given.summary.verdict !== 'reject' && given.summary.entityID === context.target.entityID;
  return {
    id: 'sp-metadata',
    title: `The metadata of ${context.spName}, to import`,
    tool: context.idpName,
    language: 'xml',
    fileName: `${context.sp}-sp-metadata.xml`,
    content: own ? given.xml : document(context),
    before: [
      `For ${place.where}.`,
      own ? 'This is the service provider’s own metadata, as it was brought here.' : 'Made from the values of this connection, unsigned: compare what was imported with the values beside it.',
      ...(values.nameIDIsEmail ? ['NameID and its source are not set by an import everywhere: set them by the steps.'] : []),
    ],
    after: ['Entity ID and ACS URL stand in the console as they do here.'],
    placeholders: [],
    missing: values.missing,
    checked: checked(place.source),
    unconfirmed: [
      ...(place.unconfirmed === undefined ? [] : [place.unconfirmed]),
      ...(own || context.sp !== 'heroku' ? [] : ['That Heroku publishes the same document: Ping’s guide prints one with these contents.']),
    ],
  };
}

function document(context: GuideContext): string {
  const { entityID, assertionConsumerService, nameIDFormat } = recipeValues(context);
  const heroku = context.sp === 'heroku' ? ' AuthnRequestsSigned="false"' : '';
  const signed = context.requires.assertionSigned === true ? ' WantAssertionsSigned="true"' : '';
  return text(
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<md:EntityDescriptor xmlns:md="${ns.md}" entityID="${xml(entityID)}">`,
    `  <md:SPSSODescriptor${heroku}${signed} protocolSupportEnumeration="${protocol}">`,
    ...(nameIDFormat === null ? [] : [`    <md:NameIDFormat>${xml(nameIDFormat)}</md:NameIDFormat>`]),
    `    <md:AssertionConsumerService Binding="${binding.post}" Location="${xml(assertionConsumerService)}" index="0" isDefault="true"/>`,
    '  </md:SPSSODescriptor>',
    '</md:EntityDescriptor>',
  );
}
