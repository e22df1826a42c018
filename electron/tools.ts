/** The engine's optional helpers, loaded only when something is inspected: they cost more to import than the engine. */
import type { InspectOptions, InspectTools } from '../shared/inspect.ts';

let loaded: Promise<InspectTools> | null = null;

export function loadTools(): Promise<InspectTools> {
  loaded ??= Promise.all([import('../shared/saml/second-opinion.ts'), import('../shared/saml/pkcs.ts')]).then(([opinion, pkcs]) => ({
    secondOpinion: opinion.secondOpinion,
    readPkcs12: pkcs.readPkcs12,
  }));
  return loaded;
}

/** Only for who asks how other programs would decide: their rules weigh as much as some of the engine. */
export const loadJudges = async (wanted: boolean): Promise<Pick<InspectOptions, 'judges'>> => (wanted ? { judges: (await import('../shared/judges/index.ts')).judgeByAll } : {});
