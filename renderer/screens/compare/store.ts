/** What is typed off the consoles and not yet kept, and the response that was pasted to compare with. */
import { create } from 'zustand';
import type { Connection } from '../../../shared/connection.ts';
import type { AppError } from '../../../shared/errors.ts';
import { asAppError, call } from '../../api.ts';
import type { Draft } from '../../components/draft.ts';
import { createJob } from '../../components/job.ts';
import { remember } from '../../use-procedure.ts';

interface Typing {
  /** Connection id to what was typed since it was last kept. */
  typed: Record<string, Record<string, string>>;
  error: AppError | null;
}

export const useTyping = create<Typing>(() => ({ typed: {}, error: null }));
const { setState, getState } = useTyping;

/** Long enough for a word, short enough not to be waited for. */
const pause = 400;
let timer: ReturnType<typeof setTimeout> | undefined;

export const typedOf = (connection: Connection, typed: Typing['typed']): Record<string, string> => ({ ...connection.typed, ...typed[connection.id] });

/** Shown at once, kept after a pause in typing. */
export function type(connection: Connection, id: string, text: string): void {
  setState(({ typed }) => ({ typed: { ...typed, [connection.id]: { ...typed[connection.id], [id]: text } } }));
  clearTimeout(timer);
  timer = setTimeout(() => void keep(connection), pause);
}

export async function keep(connection: Connection): Promise<void> {
  clearTimeout(timer);
  const given = getState().typed[connection.id];
  if (given === undefined) return;
  try {
    const saved = await call('connection.save', { connection: { ...connection, typed: typedOf(connection, getState().typed) } });
    remember('connection.get', { id: saved.id }, saved);
    // What was typed while it was being kept stays.
    setState(({ typed }) => ({ error: null, typed: { ...typed, [connection.id]: Object.fromEntries(Object.entries(typed[connection.id] ?? {}).filter(([id, text]) => given[id] !== text)) } }));
  } catch (reason) {
    setState({ error: asAppError(reason) });
  }
}

/** The response of a login at the service provider itself, pasted on one of these two screens. */
export const pasted = createJob();

export function takeResponse(connectionId: string, draft: Draft): void {
  pasted.take(draft);
  void pasted.run({ connectionId });
}
