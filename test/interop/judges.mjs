/** The columns of the table of judges that real programs can be had for, held to these over every response of the tests. */
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/install.mjs';
import { clockOf } from './clock.mjs';
import { askMellon } from './mellon.mjs';
import { python } from './peers.mjs';
import { holds, same } from './results.mjs';
import { askShibboleth, hasShibbolethThere } from './shibboleth.mjs';
import { askSimpleSamlPhp } from './simplesamlphp-sp.mjs';
import { must } from './tools.mjs';

const askRuby = async (rows) => JSON.parse(await must('ruby', [join(import.meta.dirname, 'peers.rb')], { input: JSON.stringify({ rows }), seconds: 200 }));
const askPython = async (rows, { script }) => JSON.parse(await must(python, [script, 'judge'], { input: JSON.stringify({ rows }), seconds: 200 }));

function askPysaml2(rows, { folder }) {
  const clock = clockOf(join(folder, 'pysaml2-clock'));
  clock.set(rows[0].now);
  return must(python, [join(import.meta.dirname, 'pysaml2_peer.py')], { input: JSON.stringify({ rows }), seconds: 200, env: { ...process.env, ...clock.env } }).then(JSON.parse);
}

/** What the schema or a reader of XML looks at and the Facts leave out: attributes, prefixes and the names of namespaces. */
const attributes = ['legal/c14n-inclusive-11.xml', 'legal/signature-id.xml', 'legal/id-xml-id.xml', 'legal/namespace-blank.xml', 'forged/signature-namespace-changed.xml', 'forged/wrapping-id-'];

/** `unseen`: responses, by how their names begin, that differ in something that is no Fact, so the column cannot know; each for its own reason. */
const peers = [
  { id: 'python3-saml', name: 'python3-saml', needs: 'pythonSaml', ask: askPython, unseen: attributes },
  // What was encrypted is read without the namespaces that were declared around it, here and by some below.
  { id: 'pysaml2', name: 'pysaml2', needs: 'pysaml2', ask: askPysaml2, unseen: [...attributes, 'legal/encrypted-outer-namespaces.xml'] },
  { id: 'ruby-saml', name: 'ruby-saml', needs: 'rubySaml', ask: askRuby, unseen: [...attributes, 'legal/encrypted-outer-namespaces.xml'] },
  { id: 'mellon', name: 'mod_auth_mellon', needs: 'mellon', ask: askMellon, unseen: ['legal/namespace-blank.xml', 'legal/encrypted-outer-namespaces.xml'] },
  // A comment before the first element is no Fact.
  { id: 'simplesamlphp', name: 'SimpleSAMLphp', needs: 'simplesamlphpClock', ask: askSimpleSamlPhp, unseen: ['legal/namespace-blank.xml', 'legal/layout-comments.xml'] },
  // It compares a key that is written out in KeyInfo, fetches one that stands elsewhere, reads an AttributeStatement within Extensions, and wants the padding of a certificate's base64.
  { id: 'shibboleth-sp', name: 'Shibboleth', needs: 'shibboleth', ask: askShibboleth, can: hasShibbolethThere, cannot: 'stand at the root of a server, where it has no service', unseen: [...attributes, 'legal/vendor-keycloak.xml', 'legal/key-info-retrieval.xml', 'forged/encrypted-attribute-in-extensions.xml', 'damage: base64 without its padding'] },
];

export async function judges({ results, available, script, folder }) {
  const group = 'judges';
  let rows = [];
  const there = peers.filter(({ needs }) => available[needs] === null);
  if (there.length > 0) {
    await results.check(group, 'every response is judged', async () => {
      const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');
      rows = JSON.parse(await must(process.execPath, [tsx, join(import.meta.dirname, 'judge-column.ts'), ...peers.map(({ id }) => id)], { cwd: root, seconds: 200 }));
      holds('there are as many responses as the tests have', rows.length > 1000);
      return `${rows.length} responses`;
    }, 200);
  }
  // Apache gives up being root, so what it reads must be readable.
  const open = join(folder, 'judges');
  mkdirSync(open, { recursive: true });
  for (const each of [folder, open]) chmodSync(each, 0o755);
  for (const peer of peers) {
    const name = `the column of ${peer.name} says what ${peer.name} says`;
    if (available[peer.needs] !== null) results.skip(group, name, available[peer.needs]);
    else if (rows.length === 0) results.failed(group, name, 'no response was judged');
    else await results.check(group, name, () => compared(peer, rows, { script, folder: open }), 200);
  }
}

async function compared({ id, ask, unseen, can = () => true, cannot = '' }, all, context) {
  const rows = all.filter(can);
  const answers = await ask(rows, context);
  same('the number of answers', answers.length, rows.length);
  const differences = [];
  const count = { unknown: 0, unread: 0, unseen: 0 };
  rows.forEach(({ name, cells }, index) => {
    const cell = cells[id];
    const { accepts, words } = answers[index];
    const difference = differenceOf(cell, accepts, words);
    if (unseen.some((each) => name.startsWith(each))) count.unseen++;
    else if (cell.verdict !== 'unknown') {
      if (difference !== null) differences.push(`${name}: ${difference}`);
    } else if (/does not read such text|HTTP-Redirect/.test(cell.unknown)) count.unread++;
    else count.unknown++;
  });
  same('what differs', differences, []);
  holds(`at most one in five is unknown, and ${count.unknown} of ${rows.length} are`, count.unknown * 5 <= rows.length);
  const left = all.length - rows.length;
  return `${rows.length - count.unknown - count.unread - count.unseen} responses compared; not compared: ${count.unknown} unknown, ${count.unread} not read here, ${count.unseen} with what is no Fact${left === 0 ? '' : `, ${left} that ${cannot}`}`;
}

/** The words count where the column has some. */
function differenceOf(cell, accepts, words) {
  if ((cell.verdict === 'accept') !== accepts) return `${cell.verdict} ${cell.error ?? ''}, the real one ${accepts ? 'accepts' : `refuses: ${words}`}`;
  return !accepts && cell.error !== null && cell.error !== words ? `"${cell.error}", the real one "${words}"` : null;
}
