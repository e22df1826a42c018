/** The walk as Markdown for the command line, and the command line's `--sp` option. */
import type { ExportItem, Walk, WalkStep, WalkValue } from './guide.ts';
import { serviceProviders } from './index.ts';
import { readInputs, refusal } from './inputs.ts';
import type { ServiceProviderID } from './names.ts';

export function renderWalk(walk: Walk): string {
  const { readiness } = walk;
  return [
    `# ${walk.title}`,
    `${readiness.sentence} (${readiness.proven} of ${readiness.total} steps proven)`,
    section(`Values for ${walk.idp.name}`, walk.targets.flatMap(value)),
    ...walk.steps.map(stepText),
    section(`For ${walk.sp.name}`, walk.exports.flatMap(exportText)),
  ].join('\n\n') + '\n';
}

const section = (title: string, lines: string[]): string => [`## ${title}`, '', ...lines].join('\n');

const marks: Record<WalkStep['state'], string> = { done: 'done', current: 'now', later: 'later', blocked: 'blocked' };

function stepText(step: WalkStep): string {
  const mark = step.state === 'done' ? `done: ${step.evidence ?? ''}` : step.state === 'blocked' ? `blocked: ${step.blockedBy ?? ''}` : marks[step.state];
  return [
    `## ${step.number}. ${step.title}  [${mark}]`,
    '',
    ...(step.warning === undefined ? [] : [`**Wrong:** ${step.warning}`, '']),
    ...(step.said === undefined ? [] : [step.said, '']),
    step.body.join('\n'),
    ...(step.values.length === 0 ? [] : ['', ...step.values.flatMap(value)]),
    '',
    ...(step.link === undefined ? [] : [`Open: ${step.link.label}, ${step.link.url}`]),
    ...(step.after === undefined ? [] : [`Afterwards you see: ${step.after}`]),
    ...step.unconfirmed.map((note) => `Unconfirmed: ${note}`),
    `Checked ${step.checked.on} against ${step.checked.source}.`,
  ].join('\n').trimEnd();
}

function value(one: WalkValue): string[] {
  const head = `- ${one.label} (${one.termWords}):`;
  const text = one.value === '' ? `not known yet. ${one.missing ?? ''}`.trimEnd() : one.value;
  return [
    ...(text.includes('\n') ? [head, '', ...indented(text), ''] : [`${head} ${one.copy ? `\`${text}\`` : text}`]),
    ...(one.note === undefined ? [] : [`  ${one.note}`]),
  ];
}

function exportText(one: ExportItem): string[] {
  const head = `- ${one.label} (${one.termWords})${one.optional === true ? ', optional' : ''}:`;
  if (one.blocked !== null) return [`${head} blocked. ${one.blocked}`];
  return [
    ...(one.kind === 'file' ? [`${head} the file ${one.fileName ?? ''}, ${one.content.length} characters`] : one.content.includes('\n') ? [head, '', ...indented(one.content.trimEnd()), ''] : [`${head} \`${one.content}\``]),
    ...(one.note === undefined ? [] : [`  ${one.note}`]),
    ...(one.caution === null ? [] : [`  Caution: ${one.caution}`]),
  ];
}

const indented = (text: string): string[] => text.split('\n').map((line) => `    ${line}`);

export type SpOption = { ok: true; guide: ServiceProviderID; inputs: Record<string, string> } | { ok: false; message: string };

/** 'heroku:acme', 'heap:1234567890', 'other:https://app.example.com/saml' (the entityID), or the id alone. */
export function parseSpOption(option: string): SpOption {
  const cut = option.indexOf(':');
  const id = (cut === -1 ? option : option.slice(0, cut)).trim().toLowerCase();
  const given = cut === -1 ? '' : option.slice(cut + 1).trim();
  const guide = serviceProviders.find((each) => each.id === id);
  if (guide === undefined) {
    const all = serviceProviders.map((each) => `${each.id}:${each.inputs.find((one) => one.required)?.example ?? 'entityID'}`).join(', ');
    return { ok: false, message: `There is no service provider “${id}”. Write one of ${all}.` };
  }
  const first = guide.inputs.find((each) => each.required) ?? guide.inputs.find((each) => each.id === 'entityID');
  if (first === undefined || (given === '' && cut === -1)) return { ok: true, guide: guide.id, inputs: {} };
  const { values, refused } = readInputs([{ ...first, required: true }], { [first.id]: given });
  const [problem] = refused;
  if (problem !== undefined) return { ok: false, message: `--sp ${option}: ${refusal(problem.label, problem.reading)}` };
  return { ok: true, guide: guide.id, inputs: values };
}
