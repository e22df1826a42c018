/** What new metadata is and what it would change, before anything is kept. */
import type { Connection } from '../shared/connection.ts';
import type { MetadataPreview } from '../shared/contract.ts';
import { AppError } from '../shared/errors.ts';
import type { Report } from '../shared/finding.ts';
import type { EntityDescriptor } from '../shared/model.ts';
import { metadataChanges } from '../shared/metadata-changes.ts';
import { summarizeMetadata } from '../shared/trust.ts';

type Side = 'idp' | 'sp';

/** Entities that are handed to the screen to choose from. A federation's file has tens of thousands; there, its search is by the whole entityID. */
const mostEntities = 5000;

/** `judge` is asked a second time where the metadata belongs to the other side. */
export async function previewMetadata(connection: Connection, side: Side, judge: (role: Side) => Promise<Report>): Promise<MetadataPreview> {
  const first = await judge(side);
  const { metadata } = first.facts;
  if (metadata === null) throw new AppError('INVALID_INPUT', first.diagnoses[0]?.message ?? first.headline, first.diagnoses[0]?.fix.text ?? 'What was given is not metadata. Inspect shows what it is.');
  const entity = metadata.entities[metadata.chosen];
  const otherSide = entity === undefined ? null : otherSideOf(entity, side);
  const report = otherSide === null ? first : await judge(otherSide);
  const belongs = otherSide ?? side;
  const summary = summarizeMetadata(report, belongs);
  const [cause] = report.diagnoses;
  return {
    verdict: report.verdict,
    headline: report.headline,
    cause: cause === undefined ? null : { message: cause.message, todo: cause.fix.text },
    entities: metadata.entities.length < 2 ? [] : metadata.entities.slice(0, mostEntities).flatMap((one) => (one.entityID === null ? [] : [{ entityID: one.entityID, roles: one.roles.map((each) => each.role) }])),
    entityID: entity?.entityID ?? '',
    otherSide,
    changes: summary === null ? [] : metadataChanges(connection[belongs].metadata?.summary ?? null, summary),
  };
}

function otherSideOf(entity: EntityDescriptor, side: Side): Side | null {
  const other = side === 'idp' ? 'sp' : 'idp';
  const has = (role: Side): boolean => entity.roles.some((one) => one.role === role);
  return !has(side) && has(other) ? other : null;
}
