/** The guide's walk for a connection: pure, computed here from what the host knows. */
import { useMemo } from 'react';
import type { Connection } from '../../shared/connection.ts';
import type { Evidence, Walk } from '../../shared/guides/guide.ts';

export function useWalk(connection: Connection | undefined, evidence: Evidence | undefined): Walk | null {
  return useMemo(() => (connection && evidence ? stub(connection, evidence) : null), [connection, evidence]);
}

const stub = (connection: Connection, _evidence: Evidence): Walk => ({
  title: connection.name, sp: { guide: 'heroku', name: 'Heroku' }, idp: { guide: 'okta', name: 'Okta' }, readiness: { state: 'missing', sentence: 'The identity provider’s metadata is missing.', proven: 1, total: 4 }, targets: [], steps: [], exports: [], requires: {},
});
