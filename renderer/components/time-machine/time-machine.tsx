/** When a login counts, by its times alone, and a way to judge it as of any other time. */
import { useEffect, useRef, useState } from 'react';
import { History } from 'lucide-react';
import type { Boundary, Report, Validity } from '../../../shared/finding.ts';
import { moment } from '../../../shared/checks/words.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { ErrorNotice } from '../../ui/notice.tsx';
import { plural } from '../cut.ts';
import { durationInWords, relativeTime, useNow } from '../time.tsx';
import { certificateEnd, presetsOf, reasonOf, rolloverOf, settingOf, steady } from './marks.ts';
import { TimeLine } from './time-line.tsx';
import type { TimeMachine } from './use-time-machine.ts';
import './time-machine.css';

const tolerances = [0, 30, 60, 120, 180, 300, 600];

/** `planned`: when the identity provider is to change its key, epoch milliseconds. */
export function TimeMachineView({ report, machine, planned }: { report: Report; machine: TimeMachine | null; planned?: number | undefined }) {
  // The line keeps still while it is looked at.
  const [now] = useState(() => Date.now());
  const moved = machine?.moved ?? false;
  const section = useRef<HTMLElement>(null);
  // It moves to the top, above the verdict it changes, and must not leave the eye.
  useEffect(() => {
    if (moved) section.current?.scrollIntoView({ block: 'nearest' });
  }, [moved]);
  if (!report.validity) return null;
  const validity = steady(report.validity, machine?.given.validity ?? report.validity);
  const at = machine?.at ?? (machine ? now : Date.parse(report.judgedAt));
  const pressed = (when: number | 'now'): boolean => (when === 'now' ? machine?.at === null : machine?.at === when);
  return (
    <section className={`time-machine ${moved ? 'moved' : ''}`} aria-labelledby="time-machine" ref={section}>
      {machine && moved ? <AsOf machine={machine} judgedAt={report.judgedAt} onHome={() => section.current?.querySelector<HTMLElement>('.time-slider')?.focus({ preventScroll: true })} /> : null}
      <header>
        <h3 id="time-machine"><History size={14} aria-hidden="true" />When this login counts</h3>
        {machine ? <Tolerance machine={machine} validity={validity} /> : null}
      </header>
      <p className="time-sentence"><Sentence validity={validity} /></p>
      <TimeLine validity={validity} now={now} at={at} onMove={machine ? (to) => machine.goTo(to) : undefined} />
      {machine ? (
        <div className="time-presets" role="group" aria-label="Judge as of">
          {presetsOf(validity, machine.given, machine.arrivedAt, planned).map(({ label, when }) => <button type="button" key={label} className="chip" aria-pressed={pressed(when)} onClick={() => machine.goTo(when)}>{label}</button>)}
          <OtherTime at={at} onMove={(to) => machine.goTo(to)} />
        </div>
      ) : null}
      {machine?.error ? <ErrorNotice error={machine.error} /> : null}
      <Limits validity={validity} />
    </section>
  );
}

const inField = (at: number): string => new Date(at).toISOString().slice(0, 19);

/** A time out of a log or a mail, to the second: the line is too short to hit it. */
function OtherTime({ at, onMove }: { at: number; onMove: (at: number) => void }) {
  const field = useRef<HTMLInputElement>(null);
  // It follows the line, but never under the hands of who types in it.
  useEffect(() => {
    if (field.current && field.current !== document.activeElement) field.current.value = inField(at);
  }, [at]);
  return (
    <label className="time-other"><span className="second">or at (UTC)</span>
      <input ref={field} type="datetime-local" step={1} className="input" defaultValue={inField(at)} min="1970-01-01T00:00:00" max="9999-12-31T23:59:59"
        onChange={(event) => { const to = Date.parse(`${event.target.value}Z`); if (event.target.validity.valid && !Number.isNaN(to)) onMove(to); }} />
    </label>
  );
}

/** That the verdict is not the one of now, or not the one it got when it came. `onHome`: the button is about to go, and the focus with it. */
function AsOf({ machine, judgedAt, onHome }: { machine: TimeMachine; judgedAt: string; onHome: () => void }) {
  return (
    <p className="as-of" aria-busy={machine.busy}>
      <span>Judged as of <b>{moment(Date.parse(judgedAt))}</b>, not {machine.arrivedAt === undefined ? 'now' : 'when it arrived'}</span>
      <Button size="small" icon={<History aria-hidden="true" />} onClick={() => { machine.goHome(); onHome(); }}>Back to {machine.arrivedAt === undefined ? 'now' : 'when it arrived'}</Button>
    </p>
  );
}

function Tolerance({ machine, validity }: { machine: TimeMachine; validity: Validity }) {
  const current = machine.clockSkew ?? validity.clockSkew;
  const choices = [...new Set([...tolerances, validity.clockSkew, current])].sort((a, b) => a - b);
  return (
    <label className="time-tolerance-choice"><span className="second">Tolerance of clocks</span>
      <select className="input" value={current} onChange={(event) => machine.setClockSkew(Number(event.target.value))}>
        {choices.map((seconds) => <option key={seconds} value={seconds}>{seconds === 0 ? 'none' : durationInWords(seconds * 1000)}</option>)}
      </select>
    </label>
  );
}

function Sentence({ validity }: { validity: Validity }) {
  const now = useNow();
  const { startsAt, stopsAt, never } = validity;
  if (never) return <>At no time: its times end before they begin.</>;
  if (startsAt === null && stopsAt === null) return <>Nothing in it sets a time: by its times it would count for ever.</>;
  const state = startsAt !== null && now < startsAt ? `It starts ${relativeTime(startsAt, now)}.` : stopsAt === null ? 'It counts now.' : now < stopsAt ? `It counts now, and stops ${relativeTime(stopsAt, now)}.` : `It stopped ${relativeTime(stopsAt, now)}.`;
  const span = startsAt === null || stopsAt === null ? '' : ` As far as times decide, it counts for ${durationInWords(stopsAt - startsAt)}${validity.clockSkew === 0 ? '' : ', the tolerance of clocks included'}.`;
  return <><b>{state}</b>{span}</>;
}

function Limits({ validity }: { validity: Validity }) {
  const telling = [settingOf(validity, 'start'), settingOf(validity, 'stop'), rolloverOf(validity), certificateEnd(validity)].filter((each, index, all): each is Boundary => each !== undefined && all.indexOf(each) === index);
  const others = validity.boundaries.filter((each) => !telling.includes(each));
  return (
    <div className="time-limits">
      <dl className="facts">{telling.map((each) => <Limit key={keyOf(each)} boundary={each} skew={validity.clockSkew} isSetting={each === settingOf(validity, each.edge)} />)}</dl>
      {others.length > 0 ? (
        <Disclosure summary={<span className="second">{plural(others.length, 'more limit')} that {others.length === 1 ? 'leaves' : 'leave'} it as it is</span>}>
          <dl className="facts">{others.map((each) => <Limit key={keyOf(each)} boundary={each} skew={validity.clockSkew} isSetting={false} />)}</dl>
        </Disclosure>
      ) : null}
    </div>
  );
}

const keyOf = (boundary: Boundary): string => `${boundary.check} ${boundary.element} ${boundary.at}`;

function Limit({ boundary, skew, isSetting }: { boundary: Boundary; skew: number; /** It is what starts or stops the login. */ isSetting: boolean }) {
  const { edge, at, limit, attribute, element, decides } = boundary;
  const certificate = attribute === 'notAfter' || attribute === 'notBefore';
  const tolerance = at === limit || attribute === 'notAfter' ? '' : `, ${edge === 'start' ? 'less' : 'plus'} ${durationInWords(skew * 1000)}`;
  return (
    <div>
      <dt>{!isSetting ? 'at' : edge === 'start' ? 'starts' : 'stops'}</dt>
      <dd><span className="mono nowrap">{moment(certificate ? limit : at)}</span> {reasonOf(boundary)}<span className="quiet">{attribute === 'rollover' ? '' : ` (${attribute} of ${element}${tolerance})`}{certificate && !decides ? '; the practice policy warns, strict refuses' : ''}</span></dd>
    </div>
  );
}
