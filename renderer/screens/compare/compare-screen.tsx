/** The consistency board: each value in four places, what differs, and the fields to type in what the consoles show. */
import { useMemo } from 'react';
import { CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import { board, type Board } from '../../../shared/board/board.ts';
import { typedFields } from '../../../shared/board/typed.ts';
import type { Connection } from '../../../shared/connection.ts';
import type { Evidence } from '../../../shared/guides/guide.ts';
import { ErrorNotice } from '../../ui/notice.tsx';
import { BoardTable } from './board-table.tsx';
import { ConsoleFields } from './console-fields.tsx';
import { LoginSource, useLastLogin } from './last-login.tsx';
import { typedOf, useTyping } from './store.ts';
import './compare.css';

const marks = {
  different: { Icon: CircleX, tone: 'fail' },
  agree: { Icon: CircleCheck, tone: 'pass' },
  unproven: { Icon: CircleDashed, tone: 'skip' },
  nothing: { Icon: CircleDashed, tone: 'skip' },
} as const satisfies Record<Board['state'], unknown>;

export default function CompareScreen({ connection, evidence }: { connection: Connection; evidence: Evidence }) {
  const looked = useLastLogin(connection, evidence);
  const { typed, error } = useTyping();
  const shown = useMemo(() => ({ ...connection, typed: typedOf(connection, typed) }), [connection, typed]);
  const result = useMemo(() => board(shown, looked.login), [shown, looked.login]);
  const fields = useMemo(() => typedFields(shown), [shown]);
  const { Icon, tone } = marks[result.state];
  return (
    <div className="compare">
      <header className="compare-head">
        <div role="status"><h2><Icon className={`outcome-icon ${tone}`} size={18} aria-hidden="true" />{result.sentence}</h2></div>
        <LoginSource connection={connection} looked={looked} />
      </header>
      <BoardTable connection={shown} result={result} fields={fields} tried={looked.login !== null} />
      {error ? <ErrorNotice error={error} /> : null}
      <ConsoleFields connection={shown} fields={fields} />
    </div>
  );
}
