/** Prints, as JSON, what the columns of these judges say to every response, and what the real ones need to say it themselves. */
import { inspect } from '../../shared/inspect.ts';
import { judgeByAll } from '../../shared/judges/index.ts';
import { decode } from '../../shared/saml/binding.ts';
import { damaged, faulty, fixtures, more, recorded, signedTwice } from '../judge-documents.ts';

const bare = (material: string): string => material.replace(/-----[^-]+-----|\s/g, '');
const ids = process.argv.slice(2);

const rows = [...fixtures, ...damaged, ...more, ...recorded, ...faulty, ...signedTwice].flatMap(({ name, content, expected }) => {
  const judges = inspect(content, expected, { judges: judgeByAll }).judges ?? [];
  if (judges.length === 0 || judges[0]!.unknown?.startsWith('This is not a Response') === true) return [];
  const { idp, sp, requestID, decryptionKeys = [], seenAssertionIDs = [] } = expected;
  const certificates = (idp?.keys ?? []).filter((key) => key.use !== 'encryption').map((key) => bare(key.material));
  const cells = Object.fromEntries(judges.filter(({ id }) => ids.includes(id)).map(({ id, verdict, error = null, because = null, unknown = null }) => [id, { verdict, error, because, unknown }]));
  return [{
    name, cells, base64: Buffer.from(decode(content).messages[0]?.bytes ?? Buffer.from(content as string)).toString('base64'), now: expected.now, certificates,
    idp: idp?.entityID ?? '', sp: sp?.entityID ?? '', acs: sp?.assertionConsumerService ?? '', keys: decryptionKeys.map((key) => key.pem), requestID: requestID ?? null, seen: seenAssertionIDs,
  }];
});
process.stdout.write(JSON.stringify(rows));
