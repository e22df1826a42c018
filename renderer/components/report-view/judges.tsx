/** How other programs would decide on the same response: who accepts it, who does not, and the text each would show. */
import { Fragment, useId, useState } from 'react';
import { ChevronRight } from 'lucide-react';
import { basisWords, type JudgeCell, type Outcome } from '../../../shared/finding.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Loading } from '../../ui/loading.tsx';
import { ErrorNotice } from '../../ui/notice.tsx';
import { CopyButton } from '../copy-field.tsx';
import { OutcomeIcon } from '../outcome.tsx';
import type { Handed } from '../time-machine/use-time-machine.ts';
import { useJudges } from './use-judges.ts';
import './judges.css';

const words: Readonly<Record<JudgeCell['verdict'], { word: string; outcome: Outcome }>> = {
  accept: { word: 'accepts', outcome: 'pass' }, reject: { word: 'rejects', outcome: 'fail' }, unknown: { word: 'unknown', outcome: 'skip' },
};

export function Judges({ handed, judgedAt }: { handed: Handed; judgedAt: string }) {
  const { judges, error, ask } = useJudges(handed, judgedAt);
  const [isAsked, setIsAsked] = useState(false);
  const open = (isOpen: boolean): void => {
    if (!isOpen || isAsked) return;
    setIsAsked(true);
    ask();
  };
  return (
    <Disclosure summary="How would other programs decide?" aside={<span className="quiet">{judges === null ? 'with their default options' : counted(judges)}</span>} onToggle={open} className="judges">
      {error ? <ErrorNotice error={error} onRetry={ask} /> : judges === null ? <Loading what="judges" /> : <Table judges={judges} />}
    </Disclosure>
  );
}

const counted = (judges: readonly JudgeCell[]): string => {
  const count = (verdict: JudgeCell['verdict']): number => judges.filter((each) => each.verdict === verdict).length;
  return `${count('accept')} accept, ${count('reject')} reject, ${count('unknown')} unknown`;
};

function Table({ judges }: { judges: readonly JudgeCell[] }) {
  return (
    <>
      <p className="second">Each decides by the options it has unless somebody set others. What is not known of one, or was not given, is unknown. Where it says so, the answers were compared with those of the real program, over hundreds of responses.</p>
      <table className="judges-table">
        <thead><tr><th scope="col">Program</th><th scope="col">Decides</th><th scope="col">What it shows, or why</th></tr></thead>
        <tbody>{judges.map((judge) => <Row key={judge.id} judge={judge} />)}</tbody>
      </table>
    </>
  );
}

function Row({ judge }: { judge: JudgeCell }) {
  const [open, setOpen] = useState(false);
  const more = useId();
  const { word, outcome } = words[judge.verdict];
  return (
    <Fragment>
      <tr className={`judge ${judge.verdict}`}>
        <th scope="row"><button type="button" className="judge-name" aria-expanded={open} aria-controls={more} onClick={() => setOpen(!open)}><ChevronRight className="chevron" size={14} aria-hidden="true" />{judge.name}</button><span className="quiet judge-basis">{basisWords[judge.basis]}</span></th>
        <td className="judge-verdict"><OutcomeIcon outcome={outcome} silent /> {word}</td>
        <td>
          {judge.error === undefined ? null : <div className="judge-error"><code>{judge.error}</code><CopyButton text={judge.error} what={`the error of ${judge.name}`} /></div>}
          {judge.because === undefined ? null : <p className="second">{judge.because}</p>}
          {judge.unknown === undefined ? null : <p className="second">{judge.unknown}</p>}
        </td>
      </tr>
      <tr id={more} className="judge-more" hidden={!open}>
        <td colSpan={3}>
          <p className="quiet">{judge.name}, {/^\d/.test(judge.version) ? `version ${judge.version}` : judge.version}. Unless it is set otherwise:</p>
          <ul className="notes">{judge.defaults.map((each) => <li key={each}>{each}</li>)}</ul>
          <p className="quiet judge-sources">Read in {judge.sources.map((each) => `${each.what} (${each.url}, ${each.date})`).join('; ')}.</p>
        </td>
      </tr>
    </Fragment>
  );
}
