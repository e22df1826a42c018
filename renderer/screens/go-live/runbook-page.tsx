/** The runbook as a page: the same that is printed. */
import type { Runbook, RunbookPart } from '../../../shared/guides/runbook.ts';
import { Breakable } from '../../components/breakable.tsx';
import { RichText } from '../../components/rich-text.tsx';

export function RunbookPage({ book }: { book: Runbook }) {
  return (
    <article className="runbook">
      <h2>{book.title}</h2>
      <p className="quiet">Written {book.writtenAt.slice(0, 16).replace('T', ' ')} UTC.</p>
      <p className="second">{book.standing}</p>
      {book.sections.map((section) => (
        <section key={section.title} className={section.title.startsWith('Way back') ? 'sheet' : ''}>
          <h3>{section.title}</h3>
          {section.parts.map((part, index) => <Part key={index} part={part} />)}
        </section>
      ))}
    </article>
  );
}

function Part({ part }: { part: RunbookPart }) {
  if (part.kind === 'text') return <p><RichText text={part.text} /></p>;
  if (part.kind === 'list') {
    const items = part.items.map((item, index) => <li key={index}><RichText text={item} /></li>);
    return part.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
  }
  return (
    <table>
      <thead><tr>{part.head.map((one, index) => <th key={index} scope="col">{one}</th>)}</tr></thead>
      <tbody>{part.rows.map((row, index) => <tr key={index}>{row.map((one, column) => <td key={column}><span className="runbook-head-cell">{part.head[column]}</span><Breakable text={one} /></td>)}</tr>)}</tbody>
    </table>
  );
}
