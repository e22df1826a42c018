/** A recipe: ready-to-run text for an admin who automates, with the values of one connection in it. */
import { nameIDFormat } from '../../urns.ts';
import type { Checked, GuideContext } from '../guide.ts';

export type RecipeLanguage = 'http' | 'powershell' | 'hcl' | 'json' | 'yaml' | 'shell' | 'xml' | 'steps';

/** Something the admin puts in: a secret, an id that another answer gives, a person. Never known to the program. */
export interface Placeholder {
  /** As it stands in the text. */
  name: string;
  what: string;
}

export interface Recipe {
  /** 'entra-graph-http': stable, the command line takes it. */
  id: string;
  title: string;
  /** The program or service that carries it out. */
  tool: string;
  language: RecipeLanguage;
  fileName: string;
  content: string;
  /** What you need: permissions, versions, what it does and does not do. */
  before: string[];
  /** What to look for afterwards. */
  after: string[];
  placeholders: Placeholder[];
  /** What the connection does not know yet; its places in the text begin with MISSING_. A shell or PowerShell text stops at once. */
  missing: string[];
  checked: Checked;
  /** Parts that no source states outright. */
  unconfirmed: string[];
}

/** What is known of the service provider, with telling stand-ins for what is not. */
export interface RecipeValues {
  /** The name that the application gets. */
  label: string;
  entityID: string;
  assertionConsumerService: string;
  signOnURL: string | null;
  nameIDFormat: string | null;
  /** The service provider takes the user's e-mail address from the NameID. */
  nameIDIsEmail: boolean;
  missing: string[];
}

export function recipeValues({ target, requires, spName, sp, connection }: GuideContext): RecipeValues {
  return {
    label: labelOf(sp === 'other' ? (connection.sp.inputs['name'] ?? '') : `${spName} ${target.instance ?? ''}`),
    entityID: target.entityID ?? 'MISSING_ENTITY_ID',
    assertionConsumerService: target.assertionConsumerService ?? 'MISSING_ACS_URL',
    signOnURL: target.signOnURL,
    nameIDFormat: target.nameIDFormat,
    nameIDIsEmail: requires.nameIDIsEmail === true,
    missing: target.missing === null ? [] : [target.missing],
  };
}

/** Auth0 refuses angle brackets in names; a hundred characters are enough for anybody. */
const labelOf = (text: string): string => text.replace(/[<>]/g, ' ').trim().slice(0, 100).trim() || 'Service provider';

/** The tool's own word for a NameID format. An unknown one is missing, not guessed. */
export function chosenFormat<T extends string>(values: RecipeValues, words: Readonly<Record<string, T>>, tool: string, otherwise: T): { format: T; missing: string[] } {
  const wanted = values.nameIDFormat ?? nameIDFormat.unspecified;
  const format = Object.hasOwn(words, wanted) ? words[wanted] : undefined;
  if (format !== undefined) return { format, missing: [] };
  return { format: otherwise, missing: [`${tool} has no word for the NameID format that the service provider asks for: choose one by hand.`] };
}

/** The first lines of a text with # comments. Fixed words alone: no value of a connection stands in a comment. */
export function heading(title: string, missing: readonly string[], ...more: string[]): string[] {
  return [`# ${title}`, '# Written by SSO Workbench. Read it before you run it.', ...more.map((line) => `# ${line}`), ...missing.map((line) => `# missing: ${line}`)];
}

export const text = (...lines: readonly string[]): string => `${lines.join('\n')}\n`;
