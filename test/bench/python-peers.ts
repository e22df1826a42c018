/** The peers in Python: a process that times itself, asked line by line. Where its packages are missing they are left out, and that is said. */
import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Contender } from './contenders.ts';
import { acs, audience, entityID, idp, requestID, sp, type Input } from './inputs.ts';
import type { Round } from './measure.ts';

export const pythonPeers = { 'python3-saml': 'python3-saml', xmlsec: 'xmlsec in C, signature only' } as const;

export interface PythonPeers {
  contenders: Contender[];
  stop(): void;
}

/** The first Python that has lxml and xmlsec: Debian's own has its packages, one on the path may be another. */
function findPython(): string | null {
  return ['/usr/bin/python3', 'python3'].find((python) => spawnSync(python, ['-c', 'import lxml.etree, xmlsec'], { stdio: 'ignore' }).status === 0) ?? null;
}

export async function startPythonPeers(inputs: readonly Input[]): Promise<PythonPeers> {
  const python = findPython();
  if (python === null) {
    console.log('Not measured: python3-saml and xmlsec (Debian: python3-onelogin-saml2, python3-xmlsec, python3-lxml).');
    return { contenders: [], stop: () => {} };
  }
  const child = spawn(python, [fileURLToPath(new URL('python_peers.py', import.meta.url))], { stdio: ['pipe', 'pipe', 'ignore'] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async <Answer>(question: unknown): Promise<Answer> => {
    child.stdin.write(JSON.stringify(question) + '\n');
    const line = await answers.next();
    if (line.done === true) throw new Error('Python ended.');
    const answer = JSON.parse(line.value) as Answer & { error?: string };
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer;
  };
  const load = {
    inputs: inputs.map(({ id, base64 }) => ({ id, base64 })), certificate: idp.certificatePem, spKey: sp.privateKeyPem, spCertificate: sp.certificatePem, entityID, audience, acs, requestID,
  };
  const { peers } = await ask<{ peers: (keyof typeof pythonPeers)[] }>({ load });
  if (!peers.includes('python3-saml')) console.log('Not measured: python3-saml (Debian: python3-onelogin-saml2).');
  return {
    contenders: peers.map((peer) => ({ name: pythonPeers[peer], round: (input, milliseconds) => ask<Round>({ peer, input: input.id, milliseconds }) })),
    stop: () => child.stdin.end(),
  };
}
