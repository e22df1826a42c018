/** Exact steps, for identity providers whose console has no API for a SAML application, or none that is known here. */
import type { GuideContext, Step, WalkValue } from '../guide.ts';
import type { IdentityProviderID } from '../names.ts';
import { recipeValues, text, type Recipe } from './recipe.ts';
import { visible } from './quote.ts';

const why: Readonly<Partial<Record<IdentityProviderID, { reason: string; source?: string }>>> = {
  aws: { reason: 'AWS has no API for it: CreateApplication makes OAuth 2.0 applications only, and its documentation says that SAML 2.0 applications are made in the console.', source: 'AWS IAM Identity Center API, CreateApplication' },
  google: { reason: 'Google documents an API for signing in to Google (inbound), and none for a custom SAML app; it is made in the Admin console.' },
};
const unknown = 'No recipe for an API of this product is known here: these are the steps in its console.';

export function consoleSteps(context: GuideContext, steps: readonly Step[]): Recipe | null {
  const [first] = steps;
  if (first === undefined) return null;
  const place = why[context.idp];
  const { missing } = recipeValues(context);
  return {
    id: `${context.idp}-steps`,
    title: `The application in ${context.idpName}, step by step`,
    tool: `${context.idpName} console`,
    language: 'steps',
    fileName: `${context.idp}-steps.txt`,
    content: text(`${visible(context.spName)} in ${context.idpName}`, ...missing.map((line) => `missing: ${line}`), '', ...steps.flatMap((step, index) => lines(step, index + 1))),
    before: [place?.reason ?? unknown, `An administrator’s account of ${context.idpName}.`],
    after: ['Bring the metadata here, and run a rehearsal login.'],
    placeholders: [],
    missing,
    checked: { on: first.checked.on, source: [...new Set([...(place?.source === undefined ? [] : [place.source]), ...steps.map((step) => step.checked.source)])].join('; ') },
    unconfirmed: [...(context.idp === 'google' ? ['That there is no such API: no source says so outright.'] : []), ...steps.flatMap((step) => step.unconfirmed ?? [])],
  };
}

/** Without the marks of bold; sentences may name the service provider as its admin does. */
const plain = (sentence: string): string => visible(sentence.replace(/\*\*/g, ''));

const lines = (step: Step, number: number): string[] => [
  `${number}. ${plain(step.title)}`,
  ...step.body.map((sentence) => `   ${plain(sentence)}`),
  ...step.values.flatMap(value),
  ...(step.after === undefined ? [] : [`   Afterwards you see: ${plain(step.after)}`]),
  '',
];

const value = ({ label, value: given, missing, note }: WalkValue): string[] => [
  `   - ${label}:  ${given === '' ? `missing: ${missing ?? 'not known yet'}` : visible(given)}`,
  ...(note === undefined ? [] : [`     ${note}`]),
];
