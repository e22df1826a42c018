/** Prints, as JSON, what the column of python3-saml says to every response of the fixtures, and what python3-saml needs to say it itself. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from '../../shared/inspect.ts';
import { judgeByAll } from '../../shared/judges/index.ts';
import { decode } from '../../shared/saml/binding.ts';
import { cases, expectedOf } from '../fixtures/responses/cases.ts';

const folder = join(import.meta.dirname, '..', 'fixtures', 'responses');
const bare = (material: string): string => material.replace(/-----[^-]+-----|\s/g, '');

const rows = cases.flatMap((each) => {
  const content = readFileSync(join(folder, each.file));
  const expected = expectedOf(each);
  const cell = inspect(content, expected, { judges: judgeByAll }).judges?.find(({ id }) => id === 'python3-saml');
  if (cell === undefined) return [];
  const { verdict, error = null, unknown = null } = cell;
  const certificates = (expected.idp?.keys ?? []).filter((key) => key.use !== 'encryption').map((key) => bare(key.material));
  return [{
    file: each.file, cell: { verdict, error, unknown }, base64: Buffer.from(decode(content).messages[0]?.bytes ?? content).toString('base64'), now: expected.now, certificates,
    idp: expected.idp?.entityID ?? '', sp: expected.sp?.entityID ?? '', acs: expected.sp?.assertionConsumerService ?? '', key: expected.decryptionKeys?.[0]?.pem ?? '', requestID: expected.requestID ?? null,
  }];
});
process.stdout.write(JSON.stringify(rows));
