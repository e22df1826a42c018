/** The other side's error text, held against the login at hand. */
import { useEffect, useState } from 'react';
import type { Explanation } from '../../../shared/contract.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { Report } from '../../../shared/finding.ts';
import { asAppError, call } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { TextArea } from '../../ui/field.tsx';
import { ErrorNotice } from '../../ui/notice.tsx';
import { Explanations } from '../explanations.tsx';
import { setOpenCapture } from '../open-capture.ts';
import type { Handed } from '../time-machine/use-time-machine.ts';

export function ErrorText({ report, handed }: { report: Report; handed: Handed }) {
  // What the identity provider says in its status is an error text too.
  const [text, setText] = useState(() => report.facts.response?.status?.message?.trim() ?? '');
  const [busy, setBusy] = useState(false);
  const [found, setFound] = useState<Explanation[] | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const { headline } = report;
  useEffect(() => setOpenCapture({ handed, words: headline }), [handed, headline]);

  const explain = async (): Promise<void> => {
    if (text.trim() === '') return;
    setBusy(true);
    setError(null);
    try {
      setFound(await call('error.explain', { text: text.trim(), capture: { content: handed.content, against: handed.against, index: handed.index } }));
    } catch (reason) {
      setError(asAppError(reason));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Disclosure summary="What does the other side’s error text say?" aside={<span className="quiet">held against this login</span>}>
      <form className="stack error-text" onSubmit={(event) => { event.preventDefault(); void explain(); }}>
        <TextArea label="What its page or its log said" rows={2} value={text} placeholder="AADSTS50011: The redirect URI …" onChange={(event) => setText(event.target.value)} onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void explain(); }} />
        <div className="row"><Button type="submit" size="small" busy={busy} disabled={text.trim() === ''}>Explain</Button></div>
      </form>
      {error ? <ErrorNotice error={error} onRetry={() => void explain()} /> : null}
      {found !== null && found.length === 0 ? <p className="second" role="status">Nothing here knows these words. This login itself says: {headline}</p> : null}
      {found !== null && found.length > 0 ? <Explanations found={found} headline={headline} /> : null}
    </Disclosure>
  );
}
