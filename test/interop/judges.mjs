/** The column of python3-saml in the table of judges, held to python3-saml itself over every response of the fixtures. */
import { join } from 'node:path';
import { root } from '../../scripts/install.mjs';
import { python } from './peers.mjs';
import { holds, same } from './results.mjs';
import { must } from './tools.mjs';

/** Attributes and prefixes that the schema does not allow are no Facts, so the column cannot know what the schema says of these. */
const unseen = ['legal/c14n-inclusive-11.xml', 'legal/signature-id.xml', 'forged/signature-namespace-changed.xml'];

export async function judges({ results, available, script }) {
  const group = 'judges';
  const name = 'the column of python3-saml says what python3-saml says';
  if (available.pythonSaml !== null) return results.skip(group, name, available.pythonSaml);
  await results.check(group, name, async () => {
    const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');
    const rows = JSON.parse(await must(process.execPath, [tsx, join(import.meta.dirname, 'judge-column.ts')], { cwd: root }));
    const answers = JSON.parse(await must(python, [script, 'judge'], { input: JSON.stringify({ rows }) }));
    const differences = [];
    let unknowns = 0;
    rows.forEach(({ file, cell }, index) => {
      const { accepts, words } = answers[index];
      if (cell.verdict === 'unknown') {
        if (!/does not read such text|not a Response|HTTP-Redirect/.test(cell.unknown)) unknowns++;
      } else if ((cell.verdict === 'accept') !== accepts) differences.push(`${file}: ${cell.verdict} ${cell.error ?? ''}, the real one ${accepts ? 'accepts' : `refuses: ${words}`}`);
      else if (!accepts && cell.error !== null && cell.error !== words) differences.push(`${file}: "${cell.error}", the real one "${words}"`);
    });
    same('what differs', differences.filter((each) => !unseen.some((file) => each.startsWith(file))), []);
    holds(`at most one in twenty is unknown, and ${unknowns} of ${rows.length} are`, unknowns * 20 <= rows.length);
    holds('there are as many responses as the fixtures have', rows.length > 450);
    return `${rows.length} responses, ${unknowns} unknown beside what is not read here`;
  }, 90);
}
