/** Several messages in one input: which of them the report is about, and how the others would be judged. */
import { useEffect, useState } from 'react';
import type { Against } from '../../../shared/contract.ts';
import type { Report } from '../../../shared/finding.ts';
import type { Handed } from '../../components/time-machine/use-time-machine.ts';
import { VerdictBadge } from '../../components/outcome.tsx';
import { kindWord } from '../../components/report-view/document-line.tsx';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Notice } from '../../ui/notice.tsx';
import { plural } from '../../components/cut.ts';
import { asAppError, call } from '../../api.ts';
import { chooseMessage } from './store.ts';

/** A list longer than this is read on the command line (`sso-workbench capture`). */
const mostListed = 50;

export function Messages({ report, handed }: { report: Report; handed: Handed | null }) {
  const { messages, index } = report.document;
  return (
    <div className="messages">
      <Notice title={<label className="messages-which">{plural(messages, 'message')} found; this report is about number
        <select className="input" value={index} onChange={(event) => chooseMessage(Number(event.target.value))}>
          {Array.from({ length: messages }, (_, each) => <option key={each} value={each}>{each + 1}</option>)}
        </select></label>} actions={(
        <>
          <Button size="small" disabled={index === 0} onClick={() => chooseMessage(index - 1)}>Previous</Button>
          <Button size="small" disabled={index + 1 >= messages} onClick={() => chooseMessage(index + 1)}>Next</Button>
        </>
      )} />
      {handed === null ? null : <All handed={handed} messages={messages} />}
    </div>
  );
}

type Told = Pick<Report, 'verdict' | 'headline'> & { kind: string } | { trouble: string };

/** Judged one after the other, once somebody looks. */
function All({ handed, messages }: { handed: Handed; messages: number }) {
  const [open, setOpen] = useState(false);
  const [told, setTold] = useState<readonly Told[]>([]);
  const { content, index: current } = handed;
  // Another message of the same input is judged against an equal object, not the same one.
  const against = JSON.stringify(handed.against);
  const most = Math.min(messages, mostListed);

  useEffect(() => {
    if (!open) return undefined;
    let over = false;
    let job = '';
    const judgeAll = async (): Promise<void> => {
      for (let index = 0; index < most; index++) {
        if (over) return;
        job = `message-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
        const next = await call('document.inspect', { content, against: JSON.parse(against) as Against, index, job }).then(({ verdict, headline, document }): Told => ({ verdict, headline, kind: kindWord(document.kind) }), (error: unknown): Told => ({ trouble: asAppError(error).message }));
        if (!over) setTold((before) => [...before.slice(0, index), next, ...before.slice(index + 1)]);
      }
    };
    void judgeAll();
    return () => {
      over = true;
      call('document.cancel', { job }).catch(() => undefined);
    };
  }, [open, content, against, most]);

  return (
    <Disclosure summary={messages > most ? `The first ${most} of ${messages}, with their verdicts` : `All ${messages}, with their verdicts`} open={open} onToggle={setOpen}>
      <ol className="messages-all" aria-label="All messages">
        {told.map((each, index) => (
          <li key={index} aria-current={index === current ? 'true' : undefined}>
            <span className="quiet messages-number">{index + 1}</span>
            {'trouble' in each ? <span>{each.trouble}</span> : (
              <>
                <VerdictBadge verdict={each.verdict} />
                <button type="button" className="text-button" onClick={() => chooseMessage(index)}>{each.kind}: {each.headline}</button>
              </>
            )}
          </li>
        ))}
      </ol>
      {told.length < most ? <Loading what={`Judging number ${told.length + 1} of ${most}`} /> : null}
    </Disclosure>
  );
}
