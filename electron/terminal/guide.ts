/** `guide`: the setup walk of a pairing, with its values, as text or JSON; or one of its recipes, or its runbook. */
import { newConnection, type Connection } from '../../shared/connection.ts';
import type { Evidence } from '../../shared/guides/guide.ts';
import { identityProviders, serviceProvider } from '../../shared/guides/index.ts';
import { readInputs, refusal } from '../../shared/guides/inputs.ts';
import { recipes } from '../../shared/guides/recipes/index.ts';
import type { Recipe } from '../../shared/guides/recipes/recipe.ts';
import { runbook } from '../../shared/guides/runbook.ts';
import { runbookMarkdown } from '../../shared/guides/runbook-text.ts';
import { parseSpOption, renderWalk } from '../../shared/guides/text.ts';
import { walk } from '../../shared/guides/walk.ts';
import { inspect } from '../../shared/inspect.ts';
import { sha256 } from '../../shared/saml/crypto.ts';
import { summarizeMetadata } from '../../shared/trust.ts';
import { readInput, readOptions, UsageError } from './options.ts';

export async function runGuide(args: string[]): Promise<number> {
  const { values } = readOptions(args, { sp: { type: 'string' }, 'acs-url': { type: 'string' }, idp: { type: 'string' }, metadata: { type: 'string' }, recipe: { type: 'string' }, runbook: { type: 'boolean' }, json: { type: 'boolean' } });
  if (typeof values['sp'] !== 'string' || typeof values['idp'] !== 'string') throw new UsageError('sso-workbench guide takes --sp and --idp.', 'For example: sso-workbench guide --sp heroku:acme --idp entra');
  const sp = parseSpOption(values['sp']);
  if (!sp.ok) throw new UsageError(sp.message);
  const idp = values['idp'];
  if (!identityProviders.some((each) => each.id === idp)) throw new UsageError(`There is no guide for the identity provider “${idp}”.`, `There are ${identityProviders.map((each) => each.id).join(', ')}.`);
  const now = Date.now();
  const at = new Date(now).toISOString();
  let connection: Connection = newConnection({ id: 'cli', now: at, sp: sp.guide, spInputs: { ...sp.inputs, ...acsInput(sp.guide, values['acs-url']) }, idp });
  if (typeof values['metadata'] === 'string') {
    const report = inspect(readInput(values['metadata']), { now, clockSkew: 180, policy: 'practice' });
    const summary = summarizeMetadata(report, 'idp');
    if (summary === null) throw new UsageError(`${values['metadata']}: ${report.headline}`);
    const xml = report.sources[0]?.text ?? '';
    connection = { ...connection, idp: { ...connection.idp, metadata: { xml, source: values['metadata'], addedAt: at, sha256: Buffer.from(sha256(new TextEncoder().encode(xml))).toString('hex'), summary } } };
  }
  const evidence: Evidence = { metadata: null, exchanges: [], now };
  if (typeof values['recipe'] === 'string') return printRecipe(recipes(connection, evidence), values['recipe'], values['json'] === true);
  const result = walk(connection, evidence);
  if (values['runbook'] === true) {
    const book = runbook(connection, evidence, result);
    process.stdout.write(values['json'] === true ? `${JSON.stringify(book, null, 2)}\n` : runbookMarkdown(book));
    return 0;
  }
  process.stdout.write((values['json'] === true ? JSON.stringify(result, null, 2) : renderWalk(result)) + '\n');
  return 0;
}

/** The ACS URL of a service provider that has no guide of its own. */
function acsInput(guide: string, given: unknown): Record<string, string> {
  if (typeof given !== 'string') return {};
  const spec = serviceProvider(guide).inputs.find((each) => each.id === 'assertionConsumerService');
  if (spec === undefined) throw new UsageError(`--acs-url goes with --sp other: the ACS URL of ${serviceProvider(guide).name} follows from its other values.`);
  const { values, refused: [problem] } = readInputs([{ ...spec, required: true }], { [spec.id]: given });
  if (problem !== undefined) throw new UsageError(refusal('--acs-url', problem.reading));
  return values;
}

/** The text alone goes to standard output, so that it can be kept in a file; what it lacks is said beside it. */
function printRecipe(list: Recipe[], id: string, asJson: boolean): number {
  const names = list.map((each) => each.id).join(', ');
  if (id === 'list') {
    const width = Math.max(0, ...list.map((each) => each.id.length));
    process.stdout.write(asJson ? `${JSON.stringify(list, null, 2)}\n` : list.map((each) => `${each.id.padEnd(width)}  ${each.title} (${each.fileName})\n`).join(''));
    return 0;
  }
  const recipe = list.find((each) => each.id === id);
  if (recipe === undefined) throw new UsageError(`There is no recipe “${id}” for this pairing.`, list.length === 0 ? 'There is none at all.' : `There are ${names}.`);
  process.stdout.write(asJson ? `${JSON.stringify(recipe, null, 2)}\n` : recipe.content);
  for (const line of recipe.missing) process.stderr.write(`missing: ${line}\n`);
  return 0;
}
