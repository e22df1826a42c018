/** One call from a screen: looked up, validated, carried out, wrapped. Both transports use it; it never throws. */
import { contract, type Envelope, type Handlers, type ProcedureName } from '../shared/contract.ts';
import { toWire } from '../shared/errors.ts';

export type Dispatch = (name: unknown, input: unknown) => Promise<Envelope<unknown>>;

export function createDispatch(handlers: Handlers, log: (line: string) => void): Dispatch {
  return async (name, input) => {
    if (typeof name !== 'string' || !Object.hasOwn(contract, name)) {
      return { ok: false, error: { code: 'UNKNOWN_PROCEDURE', message: `There is no procedure “${String(name).slice(0, 60)}”.` } };
    }
    const procedure = name as ProcedureName;
    const parsed = contract[procedure].input.safeParse(input ?? {});
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      const where = issue === undefined || issue.path.length === 0 ? 'the input' : issue.path.join('.');
      return { ok: false, error: { code: 'INVALID_INPUT', message: `${procedure}: ${where}: ${issue?.message ?? 'not understood'}.` } };
    }
    try {
      const handler = handlers[procedure] as (input: unknown) => unknown;
      return { ok: true, value: (await handler(parsed.data)) ?? null };
    } catch (error) {
      const wire = toWire(error);
      // The text of an unexpected error may hold an assertion or a key: its kind and place are enough to find it.
      if (wire.code === 'INTERNAL') log(`${procedure} failed: ${describe(error)}`);
      return { ok: false, error: wire };
    }
  };
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at ')).slice(0, 4);
  return `${error.name} ${frames.map((line) => line.trim()).join(' ')}`;
}
