/** The walk as it stands: a pairing's steps with their values, ticked by evidence alone. */
import { displayName, isPractice, type Connection } from '../connection.ts';
import { guideContext } from './context.ts';
import type { Evidence, ExportItem, GuideContext, Readiness, Step, Walk, WalkStep, WalkValue } from './guide.ts';
import { identityProvider, serviceProvider } from './index.ts';
import { gateOf, overrideOf, type Gate } from './gate.ts';
import { fieldPlace } from './places.ts';
import { ago, loginWords, proofsOf, proofWords, type Proofs } from './proofs.ts';
import { rehearsalStep } from './rehearsal.ts';
import { checked, metadataAddress, spValue } from './terms.ts';

export function walk(connection: Connection, evidence: Evidence): Walk {
  const proofs = proofsOf(connection, evidence);
  const context = guideContext(connection, proofs.signedWith);
  const stop = gateOf(context, proofs);
  const override = overrideOf(context, stop);
  const gate = override === null ? stop : null;
  const steps = placed(context).map((one, index) => walkStep(one, index + 1, context, proofs, gate));
  markCurrent(steps);
  const sp = serviceProvider(context.sp);
  return {
    title: displayName(connection),
    sp: { guide: context.sp, name: sp.name },
    idp: { guide: context.idp, name: identityProvider(context.idp).name },
    readiness: readiness(context, proofs, steps),
    targets: pinned(context),
    steps,
    gate: stop === null ? null : { reason: stop.reason, overridable: stop.overridable, overriddenAt: override?.at ?? null },
    exports: exportItems(context, proofs, gate, steps, override !== null),
    requires: context.requires,
  };
}

type Side = WalkStep['side'];

/** All steps in order. The metadata is brought here as soon as the identity provider has shown it. */
function placed(context: GuideContext): { side: Side; step: Step }[] {
  const sp = serviceProvider(context.sp);
  const idp = identityProvider(context.idp).steps(context);
  const shown = idp.findLastIndex((step) => step.proof === 'metadata');
  const of = (side: Side) => (step: Step) => ({ side, step });
  return [
    of('sp')(sp.identify(context)),
    ...idp.slice(0, shown + 1).map(of('idp')),
    of('workbench')(metadataStep(context)),
    ...idp.slice(shown + 1).map(of('idp')),
    of('workbench')(rehearsalStep(context)),
    ...sp.after(context).map(of('sp')),
  ];
}

function metadataStep(context: GuideContext): Step {
  return {
    id: 'workbench/metadata',
    title: `Bring the metadata of ${context.idpName} here`,
    body: [
      'Drop the file, paste its text, or give its address under **Metadata**. Every rule is checked on this machine.',
      `Nothing is handed to ${context.spName} before it passes.`,
    ],
    values: metadataAddress(context, identityProvider(context.idp), 'Metadata address'),
    after: 'Its entityID, addresses and signing certificates, each with an outcome.',
    proof: 'metadata',
    checked: checked('SSO Workbench; saml-metadata-2.0'),
  };
}

function walkStep({ side, step }: { side: Side; step: Step }, number: number, context: GuideContext, proofs: Proofs, gate: Gate | null): WalkStep {
  const names = { sp: context.spName, idp: context.idpName };
  const proof = proofWords(step.proof, proofs, context.target.missing === null, names);
  const guide = side === 'idp' ? identityProvider(context.idp) : side === 'sp' ? serviceProvider(context.sp) : null;
  const link = step.link ?? (guide?.url ? { label: guide.console, url: guide.url } : undefined);
  const blockedBy = proof === null ? blockOf(side, step, context, proofs, gate) : null;
  const note = context.connection.notes?.[step.id];
  const warning = proof === null ? warningOf(step, proofs) : null;
  return {
    ...step,
    number,
    side,
    ...(link === undefined ? {} : { link }),
    state: proof !== null ? 'done' : blockedBy !== null ? 'blocked' : 'later',
    ...(proof === null ? { provenBy: provenBy(step, context) } : { evidence: proof + reservation(side, step, context, proofs) }),
    ...(blockedBy === null ? {} : { blockedBy }),
    ...(warning === null ? {} : { warning }),
    ...(proof === null && note !== undefined ? { said: `You said so ${ago(note, proofs.now)}; not proven.` } : {}),
    unconfirmed: step.unconfirmed ?? [],
  };
}

/** Where the trouble showed: in the metadata, or in the last login. */
function warningOf(step: Step, { metadata, failed }: Proofs): string | null {
  if (step.id === 'workbench/metadata') return metadata.problem;
  return step.id === 'workbench/rehearsal' && failed !== null ? failed.headline : null;
}

/** A rehearsal comes back to this app: it cannot show that the real ACS URL was typed right. */
function reservation(side: Side, step: Step, { spName }: GuideContext, { passed }: Proofs): string {
  const addressed = side === 'idp' && step.proof === 'rehearsal' && step.values.some((value) => value.term === 'assertionConsumerService');
  return addressed && passed.captured === null ? `; the ACS URL itself is proven only by a login at ${spName}` : '';
}

function blockOf(side: Side, step: Step, context: GuideContext, proofs: Proofs, gate: Gate | null): string | null {
  const { missing } = context.target;
  if (missing !== null && step.proof !== 'values' && step.values.some((value) => value.missing === missing)) return missing;
  if (step.id === 'workbench/rehearsal' && ['none', 'rejected', 'wrong-role', 'expired', 'practice'].includes(proofs.metadata.state)) return gate?.reason ?? null;
  // After a failed login the next one is the cure; only the hand-over waits for it.
  const stopped = step.proof === 'handed' || (step.proof === 'captured' && gate?.id !== 'login-failed');
  return side === 'sp' && stopped ? gate?.reason ?? null : null;
}

function provenBy(step: Step, { spName, idpName }: GuideContext): string {
  return {
    values: 'Ticked when the values are given.',
    metadata: `Ticked when metadata of ${idpName} validates here.`,
    login: `Ticked by a test login with ${idpName} that passes.`,
    rehearsal: `Ticked by a rehearsal login with ${idpName} that passes.`,
    handed: `Ticked when ${spName} shows back what was handed to it, or by a captured login.`,
    captured: `Ticked only by a login at ${spName} itself, captured here.`,
    none: 'Nothing here can prove this step; it is not counted.',
  }[step.proof];
}

/** Where something is wrong; else the first open step after the last proven one; else the first open one. */
function markCurrent(steps: WalkStep[]): void {
  const last = steps.findLastIndex((step) => step.state === 'done');
  const open = (step: WalkStep): boolean => step.state === 'later' && step.said === undefined;
  const current = steps.find((step) => open(step) && step.warning !== undefined)
    ?? steps.find((step, index) => index > last && open(step)) ?? steps.find((step) => open(step) && step.proof !== 'none');
  if (current !== undefined) current.state = 'current';
}

function exportItems(context: GuideContext, proofs: Proofs, gate: Gate | null, steps: WalkStep[], overridden: boolean): ExportItem[] {
  const when = steps.find((step) => step.id.endsWith('/hand-over'))?.checked ?? checked('SSO Workbench');
  const caution = overridden ? 'Handed over against the judge’s word: what stopped it still stands.'
    : proofs.passed.login === null ? 'No login has proven it yet: run a rehearsal before you hand it over.' : null;
  return serviceProvider(context.sp).exports(context).map(({ blocked, ...item }) => {
    const reason = gate?.reason ?? blocked ?? null;
    return { ...item, content: reason === null ? item.content : '', blocked: reason, caution: reason === null ? caution : null, checked: when };
  });
}

/** The service provider's values under the labels of the identity provider's console: where they go. */
function pinned(context: GuideContext): WalkValue[] {
  const { target } = context;
  const where = context.connection;
  const label = (term: 'entityID' | 'assertionConsumerService' | 'signOnURL' | 'nameIDFormat', plain: string): string =>
    fieldPlace(where, term, 'idp')?.label ?? fieldPlace(where, term, 'sp')?.label ?? plain;
  return [
    spValue(context, 'entityID', label('entityID', 'Entity ID')),
    spValue(context, 'assertionConsumerService', label('assertionConsumerService', 'ACS URL')),
    ...(target.signOnURL === null ? [] : [spValue(context, 'signOnURL', label('signOnURL', 'Sign-on URL'))]),
    ...(target.nameIDFormat === null ? [] : [spValue(context, 'nameIDFormat', label('nameIDFormat', 'NameID format'))]),
  ];
}

function readiness(context: GuideContext, proofs: Proofs, steps: WalkStep[]): Readiness {
  const counted = steps.filter((step) => step.proof !== 'none');
  const numbers = { proven: counted.filter((step) => step.state === 'done').length, total: counted.length };
  return { ...standing(context, proofs), ...numbers };
}

function standing({ connection, target, spName, idpName, source }: GuideContext, proofs: Proofs): Pick<Readiness, 'state' | 'sentence'> {
  const { metadata, passed, failed, practised, now } = proofs;
  const names = { sp: spName, idp: idpName };
  if (target.missing !== null) return { state: 'missing', sentence: target.missing };
  switch (metadata.state) {
    case 'none': return { state: 'missing', sentence: `The values for ${idpName} are ready; its metadata is missing.` };
    case 'rejected': return { state: 'wrong', sentence: `The metadata of ${idpName} was rejected: ${metadata.problem}` };
    case 'wrong-role': case 'expired': case 'suspect': return { state: 'wrong', sentence: metadata.problem ?? 'The metadata is wrong.' };
    case 'practice': return practised !== null
      ? { state: 'practised', sentence: `It works with the practice identity provider (${ago(practised.at, now)}); nothing is proven of ${idpName} yet, whose metadata is missing.` }
      : { state: 'missing', sentence: `The practice identity provider stands in for ${idpName}: run a practice login${isPractice(connection.idp.metadata) ? '' : ' that passes'}, or bring the metadata of ${idpName}.` };
  }
  if (failed !== null) {
    const how = failed.outcome === 'unverified' ? 'could not be verified' : 'failed';
    return { state: 'wrong', sentence: `The last ${loginWords(failed, names)} ${how} ${ago(failed.at, now)}: ${failed.headline}` };
  }
  if (passed.captured !== null) return { state: 'proven', sentence: `Proven: a login at ${spName} itself passed ${ago(passed.captured.at, now)}${passed.captured.validWhenCaptured === true ? ', valid when captured' : ''}.` };
  const basis = metadata.state === 'by-hand' ? 'the values typed by hand hold' : 'the metadata validates';
  if (passed.rehearsal !== null) return { state: 'ready', sentence: `Ready to hand over to ${spName}: ${basis} and a rehearsal login passed ${ago(passed.rehearsal.at, now)}; missing is a login at ${spName} itself.` };
  if (passed.login !== null) return { state: 'missing', sentence: `A test login with ${idpName} passed ${ago(passed.login.at, now)}; missing is a rehearsal with the entityID of ${spName}.` };
  if (metadata.state === 'by-hand') {
    const lacks = source.singleSignOnService === null ? 'its sign-on address' : source.certificates.length === 0 ? 'its signing certificate' : 'a test login';
    return { state: 'missing', sentence: `The values of ${idpName} were typed by hand and are not proven; missing is ${lacks}.` };
  }
  return { state: 'missing', sentence: `The metadata of ${idpName} validates; missing is a rehearsal login.` };
}
