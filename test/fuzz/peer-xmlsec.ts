/** xmlsec, through a Python process that stays: a process for each document would cost a hundred times as much. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** What it says of each ds:Signature, in document order; or why it cannot read the document. */
export type XmlsecAnswer = { refused: string } | { signatures: readonly string[] };

interface Xmlsec { ask(bytes: Uint8Array, keys: readonly string[]): Promise<XmlsecAnswer>; stop(): void }

const missing = 'xmlsec (Debian: python3-xmlsec, python3-lxml)';
let running: Xmlsec | null | undefined;

/** Debian's own Python has the packages; another one on the path may have them too. */
const findPython = (): string | undefined => ['/usr/bin/python3', 'python3'].find((python) => spawnSync(python, ['-c', 'import lxml.etree, xmlsec'], { stdio: 'ignore' }).status === 0);

/** Starts it when first asked for; null where it is not installed. `keys`: public keys as PEM. */
export function xmlsec(): Xmlsec | null {
  if (running !== undefined) return running;
  const python = findPython();
  running = python === undefined ? null : start(spawn(python, [join(import.meta.dirname, 'xmlsec_peer.py')], { stdio: ['pipe', 'pipe', 'ignore'] }));
  return running;
}

function start(child: ChildProcess): Xmlsec {
  const waiting: ((line: string) => void)[] = [];
  createInterface({ input: child.stdout! }).on('line', (line) => waiting.shift()?.(line));
  child.on('exit', () => { for (const answer of waiting.splice(0)) answer(JSON.stringify({ refused: 'the peer ended' })); running = undefined; });
  // A run that ends does not wait for it.
  child.unref();
  return {
    ask: (bytes, keys) => new Promise((resolve) => {
      waiting.push((line) => resolve(JSON.parse(line) as XmlsecAnswer));
      child.stdin!.write(`${JSON.stringify({ keys, length: bytes.length })}\n`);
      child.stdin!.write(bytes);
    }),
    stop: () => child.stdin!.end(),
  };
}

export const xmlsecMissing = (): readonly string[] => (findPython() === undefined ? [missing] : []);
export function stopXmlsec(): void {
  running?.stop();
  running = undefined;
}
