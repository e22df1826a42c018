/** A process that saves as fast as it can and says what was saved, until it is killed. Started by store.test.ts. */
import { writeSync } from 'node:fs';
import { newConnection, type Connection } from '../shared/connection.ts';
import { openCollection, writeAtomically } from '../electron/store.ts';

const [folder, count] = process.argv.slice(2);
const connections = openCollection<Connection>(folder!, 'connections');
/** A pipe takes this at once, so what was said survives the kill. */
const say = (words: string): void => void writeSync(1, words + '\n');

say('ready');
for (let round = Number(count); ; round++) {
  const id = `connection-${round % 10}`;
  // From a few hundred bytes to what an aggregate's metadata takes.
  const filler = 'x'.repeat((round * 7919) % 200_000);
  if (round % 23 === 22 && connections.get(id) !== null) {
    say(`removing ${id} ${round}`);
    connections.remove(id);
    say(`removed ${id} ${round}`);
    continue;
  }
  say(`saving ${id} ${round}`);
  connections.put({ ...newConnection({ id, now: '2026-11-22T08:00:00Z', sp: 'heroku', idp: 'okta', name: String(round) }), notes: { filler } });
  say(`saved ${id} ${round}`);
  writeAtomically(folder!, 'settings.json', JSON.stringify({ round, filler: filler.slice(0, 5000) }));
  say(`settled settings ${round}`);
}
