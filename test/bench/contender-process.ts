/** Entry of the process of one contender: nobody pays for what another leaves on the heap, or makes of shared code. */
import { contenders, type Run } from './contenders.ts';
import type { Input } from './inputs.ts';
import { round, type Round } from './measure.ts';

export interface Start {
  name: string;
  now: number;
  inputs: readonly Input[];
}

export interface Question {
  input: string;
  milliseconds: number;
}

export type Answer = Round | { error: string };

let inputs: readonly Input[] = [];
let run: Run | null = null;

async function answer({ input: id, milliseconds }: Question): Promise<Answer> {
  try {
    const input = inputs.find((each) => each.id === id)!;
    return await round(() => run!(input), milliseconds);
  } catch (error) {
    return { error: error instanceof Error ? error.message.split('\n')[0]! : String(error) };
  }
}

process.on('message', async (message: Start | Question) => {
  if (!('name' in message)) {
    process.send!(await answer(message));
    return;
  }
  inputs = message.inputs;
  run = await contenders[message.name]!(message.now);
  process.send!('ready');
});
