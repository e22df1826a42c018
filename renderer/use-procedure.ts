/** The one data hook: what the host knows, fetched again when the host says that it changed. */
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import type { AppError } from '../shared/errors.ts';
import type { ChangedNoun, HostEvent, Input, Output, ProcedureName } from '../shared/contract.ts';
import { asAppError, call, listen } from './api.ts';

/** Which changes make an answer stale. Procedures that are not listed are fetched once. */
const staleOn: Partial<Record<ProcedureName, readonly ChangedNoun[]>> = {
  'app.info': ['app'],
  'connection.list': ['connection', 'exchange'],
  'connection.get': ['connection'],
  'connection.evidence': ['connection', 'exchange'],
  'connection.upload': ['connection', 'exchange'],
  'connection.spMetadata': ['connection', 'sp', 'settings'],
  'exchange.list': ['exchange'],
  'capture.status': ['exchange'],
  'exchange.get': ['exchange'],
  'sp.status': ['sp', 'settings'],
  'idp.status': ['idp', 'settings'],
  'idp.metadata': ['idp', 'settings'],
  'key.list': ['settings'],
  'settings.get': ['settings'],
};

interface Entry {
  name: ProcedureName;
  input: unknown;
  state: State<unknown>;
  listeners: Set<() => void>;
  /** The latest call; answers of earlier ones are dropped. */
  turn: number;
}

interface State<T> {
  value: T | undefined;
  error: AppError | undefined;
  loading: boolean;
}

export interface Procedure<T> extends State<T> {
  reload: () => void;
}

const entries = new Map<string, Entry>();
const nothing: State<never> = { value: undefined, error: undefined, loading: false };

function entryOf(name: ProcedureName, input: unknown): Entry {
  const key = `${name} ${JSON.stringify(input)}`;
  let entry = entries.get(key);
  if (!entry) {
    entry = { name, input, state: { value: undefined, error: undefined, loading: true }, listeners: new Set(), turn: 0 };
    entries.set(key, entry);
  }
  return entry;
}

function set(entry: Entry, state: State<unknown>): void {
  entry.state = state;
  for (const listener of entry.listeners) listener();
}

async function fetchAgain(entry: Entry): Promise<void> {
  const turn = ++entry.turn;
  if (!entry.state.loading) set(entry, { ...entry.state, loading: true });
  try {
    const value = await call(entry.name, entry.input as Input<ProcedureName>);
    if (turn === entry.turn) set(entry, { value, error: undefined, loading: false });
  } catch (error) {
    // The last good answer stays: an admin reads on while the host restarts.
    if (turn === entry.turn) set(entry, { value: entry.state.value, error: asAppError(error), loading: false });
  }
}

let hearing = false;
function hear(): void {
  if (hearing) return;
  hearing = true;
  listen((event: HostEvent) => {
    if (!('changed' in event)) return;
    for (const [key, entry] of entries) {
      if (!staleOn[entry.name]?.includes(event.changed)) continue;
      if (entry.listeners.size > 0) void fetchAgain(entry);
      else entries.delete(key);
    }
  });
}

/** Input null: not yet known, nothing is fetched. */
export function useProcedure<N extends ProcedureName>(name: N, input: Input<N> | null): Procedure<Output<N>> {
  const key = input === null ? null : JSON.stringify(input);

  const subscribe = useCallback((listener: () => void) => {
    if (key === null) return () => undefined;
    hear();
    const entry = entryOf(name, JSON.parse(key));
    const first = entry.listeners.size === 0;
    entry.listeners.add(listener);
    if (first || entry.state.error) void fetchAgain(entry);
    return () => entry.listeners.delete(listener);
  }, [name, key]);

  const read = useCallback(() => (key === null ? nothing : entryOf(name, JSON.parse(key)).state), [name, key]);
  const state = useSyncExternalStore(subscribe, read) as State<Output<N>>;
  const reload = useCallback(() => {
    if (key !== null) void fetchAgain(entryOf(name, JSON.parse(key)));
  }, [name, key]);
  return { ...state, reload };
}

/** Puts an answer that just came from a saving call where the screens look for it. */
export function remember<N extends ProcedureName>(name: N, input: Input<N>, value: Output<N>): void {
  const entry = entryOf(name, JSON.parse(JSON.stringify(input)));
  entry.turn++;
  set(entry, { value, error: undefined, loading: false });
}

/** Runs while mounted: tells how far a long inspection is. */
export function useProgress(job: string | null, onPhase: (phase: string) => void): void {
  useEffect(() => {
    if (job === null) return undefined;
    return listen((event) => {
      if ('progress' in event && event.progress === job) onPhase(event.phase);
    });
  }, [job, onPhase]);
}
