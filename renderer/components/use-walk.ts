/** The guide's walk for a connection: pure, computed here from what the host knows. */
import { useMemo } from 'react';
import type { Connection } from '../../shared/connection.ts';
import type { Evidence, Walk } from '../../shared/guides/guide.ts';
import { walk } from '../../shared/guides/walk.ts';
import { useNow } from './time.tsx';

/** 'two minutes ago' moves on while the screen is open; the host's clock leads by what it was when it answered. */
export function useWalk(connection: Connection | undefined, evidence: Evidence | undefined): Walk | null {
  const now = useNow();
  const minute = Math.floor(now / 60_000);
  return useMemo(() => (connection && evidence ? walk(connection, { ...evidence, now: Math.max(evidence.now, minute * 60_000) }) : null), [connection, evidence, minute]);
}
