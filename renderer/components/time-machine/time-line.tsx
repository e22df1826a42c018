/** The line itself: where the login counts, the marks on it, and the slider when it can be moved. */
import type { Validity } from '../../../shared/finding.ts';
import { moment } from '../../../shared/checks/words.ts';
import { relativeTime } from '../time.tsx';
import { settingOf, timeMarks, type TimeMark } from './marks.ts';
import { scaleOf, type Scale } from './scale.ts';

interface TimeLineProps {
  validity: Validity;
  now: number;
  /** The time judged at, or asked for. */
  at: number;
  /** Without it the line is only looked at. */
  onMove?: ((at: number) => void) | undefined;
}

const steps = 1000;

export function TimeLine({ validity, now, at, onMove }: TimeLineProps) {
  const marks = timeMarks(validity, now);
  const limits = (['start', 'stop'] as const).flatMap((edge) => settingOf(validity, edge)?.limit ?? []);
  const scale = scaleOf([...marks.map((mark) => mark.at), ...limits]);
  const valueOf = (time: number): number => Math.round(scale.positionOf(time) * steps);
  /** On a mark the time is the mark's own, to the millisecond; between them whole seconds. */
  const move = (value: number): void => onMove?.(marks.find((mark) => valueOf(mark.at) === value)?.at ?? Math.round(scale.atOf(value / steps) / 1000) * 1000);
  const jump = (event: React.KeyboardEvent): void => {
    if (event.key !== 'PageUp' && event.key !== 'PageDown') return;
    event.preventDefault();
    const next = event.key === 'PageUp' ? marks.find((mark) => mark.at > at) : marks.findLast((mark) => mark.at < at);
    if (next) onMove?.(next.at);
  };
  return (
    <div className="time-line">
      <div className="time-inset" aria-hidden="true">
        {together(marks, scale).map((group, index) => <Flag key={group[0]!.kind} group={group} scale={scale} isSecond={index % 2 === 1} />)}
        <div className="time-track">{validity.never ? null : <Counting validity={validity} scale={scale} />}</div>
        {onMove ? null : <span className="time-judged" style={{ left: percent(scale.positionOf(at)) }} />}
      </div>
      {onMove ? (
        <input type="range" className="time-slider" min={0} max={steps} step={1} value={valueOf(at)} aria-label="Judge as of" aria-valuetext={`${moment(at)}, ${place(validity, at)}`}
          onChange={(event) => move(Number(event.target.value))} onKeyDown={jump} />
      ) : null}
    </div>
  );
}

const percent = (position: number): string => `${(position * 100).toFixed(2)}%`;

/** Nearer to each other than this and their names would overlap. */
const tooNear = 0.12;

function together(marks: readonly TimeMark[], scale: Scale): TimeMark[][] {
  const groups: TimeMark[][] = [];
  for (const mark of marks) {
    const last = groups.at(-1);
    if (last && scale.positionOf(mark.at) - scale.positionOf(last[0]!.at) < tooNear) last.push(mark);
    else groups.push([mark]);
  }
  return groups;
}

function Flag({ group, scale, isSecond }: { group: readonly TimeMark[]; scale: Scale; /** On a narrow line it stands above its neighbours. */ isSecond: boolean }) {
  const position = scale.positionOf(group[0]!.at);
  const side = `${position < 0.12 ? 'to-right' : position > 0.88 ? 'to-left' : ''} ${isSecond ? 'second-row' : ''}`;
  return (
    <>
      <span className={`time-flag ${side}`} style={{ left: percent(position) }}>{group.map((mark) => mark.label).join(', ')}</span>
      {group.map((mark) => <span key={mark.kind} className={`time-tick ${mark.kind}`} style={{ left: percent(scale.positionOf(mark.at)) }} />)}
    </>
  );
}

/** Solid where it counts by the times as written, hatched where only the tolerance of clocks lets it pass. */
function Counting({ validity, scale }: { validity: Validity; scale: Scale }) {
  const from = validity.startsAt === null ? 0 : scale.positionOf(validity.startsAt);
  const to = validity.stopsAt === null ? 1 : scale.positionOf(validity.stopsAt);
  const start = settingOf(validity, 'start');
  const stop = settingOf(validity, 'stop');
  const solidFrom = start ? Math.min(scale.positionOf(start.limit), to) : from;
  const solidTo = stop ? Math.max(scale.positionOf(stop.limit), solidFrom) : to;
  return (
    <>
      <span className="time-tolerance" style={{ left: percent(from), width: percent(to - from) }} />
      <span className="time-counts" style={{ left: percent(solidFrom), width: percent(Math.min(solidTo, to) - solidFrom) }} />
    </>
  );
}

/** Where a time lies, for those who cannot see the line. */
function place({ never, startsAt, stopsAt }: Validity, at: number): string {
  if (never) return 'it never counts';
  if (startsAt !== null && at < startsAt) return `before it starts, ${relativeTime(startsAt, at)}`;
  if (stopsAt !== null && at >= stopsAt) return at === stopsAt ? 'the moment it stops' : `after it stopped, ${relativeTime(stopsAt, at)}`;
  return stopsAt === null ? 'it counts' : `it counts, and stops ${relativeTime(stopsAt, at)}`;
}
