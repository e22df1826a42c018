/** `check --judges`: how other programs would decide on the same response, by the options they have unless somebody sets them. */
import { basisWords, type JudgeCell, type Report } from '../../shared/finding.ts';
import { wrap } from './wrap.ts';

/** As scripts get it. */
export type JudgeView = Pick<JudgeCell, 'id' | 'name' | 'version' | 'basis' | 'verdict' | 'rule' | 'error' | 'because' | 'unknown'>;

/** Empty where there is no response to judge. */
export const judgesViewOf = ({ judges = [] }: Report): JudgeView[] => judges.map(({ defaults: _defaults, sources: _sources, ...view }) => view);

const words: Readonly<Record<JudgeCell['verdict'], string>> = { accept: 'accepts', reject: 'rejects', unknown: 'unknown' };

export function judgesLines({ judges = [] }: Report): string[] {
  if (judges.length === 0) return ['', 'JUDGES    There is no response in it that another program could judge.'];
  const width = Math.max(...judges.map((each) => each.name.length));
  const blank = ' '.repeat(10 + width + 2 + 9);
  const rows = judges.flatMap(({ name, version, verdict, error, because, unknown, defaults, basis }, index) => {
    const head = `${(index === 0 ? 'JUDGES' : '').padEnd(10)}${name.padEnd(width)}  ${words[verdict].padEnd(9)}`;
    const [first, ...rest] = [error, because, unknown].filter((each) => each !== undefined);
    return [
      ...wrap(first ?? '', head), ...rest.flatMap((line) => wrap(line, blank)),
      ...wrap(`by default (${[...(version === basisWords[basis] ? [] : [version]), basisWords[basis]].join(', ')}): ${defaults[0] ?? ''}`, blank),
    ];
  });
  return ['', ...rows];
}
