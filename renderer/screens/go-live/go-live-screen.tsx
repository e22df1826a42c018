/** Before it is enforced: the guard against lock-outs, what it needs to know, and the runbook to hand on and to print. */
import { useMemo } from 'react';
import { Download, Printer } from 'lucide-react';
import type { Connection } from '../../../shared/connection.ts';
import type { Evidence } from '../../../shared/guides/guide.ts';
import { lockoutGuard, mayEnforce } from '../../../shared/guides/lockout.ts';
import { runbook } from '../../../shared/guides/runbook.ts';
import { runbookHtml, runbookMarkdown } from '../../../shared/guides/runbook-text.ts';
import { CopyButton } from '../../components/copy-field.tsx';
import { saveFile } from '../../components/files.ts';
import { useWalk } from '../../components/use-walk.ts';
import { Button } from '../../ui/button.tsx';
import { Guard } from './guard.tsx';
import { People } from './people.tsx';
import { RunbookPage } from './runbook-page.tsx';
import './go-live.css';

export default function GoLiveScreen({ connection, evidence }: { connection: Connection; evidence: Evidence }) {
  const walk = useWalk(connection, evidence);
  const guard = useMemo(() => lockoutGuard(connection, evidence), [connection, evidence]);
  const book = useMemo(() => (walk ? runbook(connection, evidence, walk) : null), [connection, evidence, walk]);
  if (!walk || !book) return null;
  const file = `${book.writtenAt.slice(0, 10)}-${walk.sp.guide}-${walk.idp.guide}-runbook`;
  return (
    <div className="go-live">
      <section className="unprinted" aria-label="Before it is enforced">
        <h2>{mayEnforce(guard) ? `Nothing found that would lock people out of ${walk.sp.name}` : `Do not enforce it at ${walk.sp.name} yet`}</h2>
        <div className="go-live-columns">
          <Guard items={guard} />
          <People connection={connection} name={walk.sp.name} />
        </div>
      </section>
      <section aria-label="Runbook">
        <header className="unprinted runbook-head">
          <h2>Runbook</h2>
          <p className="second read">Everything about this connection on a few pages, without any secret: for the colleague who takes over, and on paper for the day when nobody gets in.</p>
          <div className="row">
            <Button look="primary" icon={<Printer aria-hidden="true" />} onClick={() => window.print()}>Print, or save as PDF</Button>
            <Button icon={<Download aria-hidden="true" />} onClick={() => saveFile(`${file}.md`, runbookMarkdown(book), 'text/markdown')}>Markdown</Button>
            <Button icon={<Download aria-hidden="true" />} onClick={() => saveFile(`${file}.html`, runbookHtml(book), 'text/html')}>HTML</Button>
            <CopyButton text={runbookMarkdown(book)} what="the runbook" label="Copy" look="plain" />
          </div>
        </header>
        <RunbookPage book={book} />
      </section>
    </div>
  );
}
