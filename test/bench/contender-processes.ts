/** The contenders in JavaScript, each in a process of its own that times itself, asked one after the other. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Answer, Question, Start } from './contender-process.ts';
import { contenders, type Contender } from './contenders.ts';
import type { Input } from './inputs.ts';
import type { Round } from './measure.ts';

export interface Contenders {
  contenders: Contender[];
  stop(): void;
}

/** `file` is the entry, as it is bundled. */
export async function startContenders(inputs: readonly Input[], now: number, file: URL): Promise<Contenders> {
  const processes = new Map<string, ChildProcess>();
  for (const name of Object.keys(contenders)) {
    // What peers print about themselves is of no use here.
    const child = fork(file, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    child.send({ name, now, inputs } satisfies Start);
    await heard(child);
    processes.set(name, child);
  }
  return {
    contenders: [...processes].map(([name, child]) => ({ name, round: (input, milliseconds) => ask(child, { input: input.id, milliseconds }) })),
    stop: () => {
      for (const child of processes.values()) child.disconnect();
    },
  };
}

async function ask(child: ChildProcess, question: Question): Promise<Round> {
  child.send(question);
  const answer = (await heard(child)) as Answer;
  if ('error' in answer) throw new Error(answer.error);
  return answer;
}

async function heard(child: ChildProcess): Promise<unknown> {
  const ended = new AbortController();
  const end = (code: number | null): void => ended.abort(new Error(`A contender's process ended (${code}).`));
  child.once('exit', end);
  try {
    const [message] = (await once(child, 'message', { signal: ended.signal })) as [unknown];
    return message;
  } finally {
    child.off('exit', end);
  }
}
