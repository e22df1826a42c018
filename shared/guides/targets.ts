/** What the identity provider must be told about each service provider: value templates (service-providers.md 1.1, 2.1). */
import { nameIDFormat } from '../urns.ts';
import type { ServiceProviderID } from './names.ts';

/** Null where it is not known yet; `missing` then says what to give. `signOnURL` may stay null for good. */
export interface SpTarget {
  guide: ServiceProviderID;
  entityID: string | null;
  assertionConsumerService: string | null;
  signOnURL: string | null;
  nameIDFormat: string | null;
  /** The part of the display name that tells this one from others of its product: the team, the App ID, the entityID. */
  instance: string | null;
  missing: string | null;
}

export interface TargetSource {
  inputs: Readonly<Record<string, string>>;
  /** From the service provider's own metadata, where it was given and not rejected. */
  metadata: { entityID: string; assertionConsumerService: string | null; nameIDFormat: string | null } | null;
}

export const targets: Readonly<Record<ServiceProviderID, (source: TargetSource) => SpTarget>> = {
  heroku: ({ inputs, metadata }) => {
    const team = given(inputs, 'team');
    const base = team === null ? null : `https://sso.heroku.com/saml/${team}`;
    return {
      guide: 'heroku',
      entityID: metadata?.entityID ?? base,
      assertionConsumerService: metadata?.assertionConsumerService ?? (base === null ? null : `${base}/finalize`),
      signOnURL: base === null ? null : `${base}/init`,
      nameIDFormat: nameIDFormat.emailAddress,
      instance: team,
      missing: team === null ? 'Give the name of the Heroku team or enterprise account first.' : null,
    };
  },
  heap: ({ inputs, metadata }) => {
    const app = given(inputs, 'appId');
    return {
      guide: 'heap',
      entityID: given(inputs, 'entityID') ?? metadata?.entityID ?? (app === null ? null : 'heapanalytics.com'),
      assertionConsumerService: metadata?.assertionConsumerService ?? (app === null ? null : `https://heapanalytics.com/saml/finalize/${app}/`),
      signOnURL: null,
      nameIDFormat: nameIDFormat.emailAddress,
      instance: app,
      missing: app === null ? 'Give the App ID that Heap shows in its Single Sign-On section first.' : null,
    };
  },
  other: ({ inputs, metadata }) => {
    const entityID = given(inputs, 'entityID') ?? metadata?.entityID ?? null;
    const service = given(inputs, 'assertionConsumerService') ?? metadata?.assertionConsumerService ?? null;
    const wanted = [entityID === null ? 'entityID' : '', service === null ? 'ACS URL (assertionConsumerService)' : ''].filter(Boolean).join(' and ');
    return {
      guide: 'other',
      entityID,
      assertionConsumerService: service,
      signOnURL: given(inputs, 'signOnURL'),
      nameIDFormat: given(inputs, 'nameIDFormat') ?? metadata?.nameIDFormat ?? null,
      instance: given(inputs, 'name') ?? entityID,
      missing: wanted === '' ? null : `Give the service provider's ${wanted} first, or drop its metadata.`,
    };
  },
};

function given(inputs: Readonly<Record<string, string>>, id: string): string | null {
  const value = (inputs[id] ?? '').trim();
  return value === '' ? null : value;
}
