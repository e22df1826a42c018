/** `guide`: the setup walk of a pairing, with its values, as text or JSON. */
import { newConnection, type Connection } from '../../shared/connection.ts';
import { identityProviders } from '../../shared/guides/index.ts';
import { parseSpOption, renderWalk } from '../../shared/guides/text.ts';
import { walk } from '../../shared/guides/walk.ts';
import { inspect } from '../../shared/inspect.ts';
import { sha256 } from '../../shared/saml/crypto.ts';
import { summarizeMetadata } from '../../shared/trust.ts';
import { readInput, readOptions, UsageError } from './options.ts';

export async function runGuide(args: string[]): Promise<number> {
  const { values } = readOptions(args, { sp: { type: 'string' }, idp: { type: 'string' }, metadata: { type: 'string' }, json: { type: 'boolean' } });
  if (typeof values['sp'] !== 'string' || typeof values['idp'] !== 'string') throw new UsageError('sso-workbench guide takes --sp and --idp.', 'For example: sso-workbench guide --sp heroku:acme --idp entra');
  const sp = parseSpOption(values['sp']);
  if (!sp.ok) throw new UsageError(sp.message);
  const idp = values['idp'];
  if (!identityProviders.some((each) => each.id === idp)) throw new UsageError(`There is no guide for the identity provider “${idp}”.`, `There are ${identityProviders.map((each) => each.id).join(', ')}.`);
  const now = Date.now();
  const at = new Date(now).toISOString();
  let connection: Connection = newConnection({ id: 'cli', now: at, sp: sp.guide, spInputs: sp.inputs, idp });
  if (typeof values['metadata'] === 'string') {
    const report = inspect(readInput(values['metadata']), { now, clockSkew: 180, policy: 'practice' });
    const summary = summarizeMetadata(report, 'idp');
    if (summary === null) throw new UsageError(`${values['metadata']}: ${report.headline}`);
    const xml = report.sources[0]?.text ?? '';
    connection = { ...connection, idp: { ...connection.idp, metadata: { xml, source: values['metadata'], addedAt: at, sha256: Buffer.from(sha256(new TextEncoder().encode(xml))).toString('hex'), summary } } };
  }
  const result = walk(connection, { metadata: null, exchanges: [], now });
  process.stdout.write((values['json'] === true ? JSON.stringify(result, null, 2) : renderWalk(result)) + '\n');
  return 0;
}
