/** Everything by name: type, arrow keys, Enter. */
import { useId, useMemo, useRef, useState } from 'react';
import { Dialog } from '../ui/dialog.tsx';
import { useProcedure } from '../use-procedure.ts';
import { connectionTabs, go, hrefOfConnection, hrefOfTool, type ConnectionTab } from '../route.ts';
import { draftOfText } from '../components/draft.ts';
import { takeAnything } from '../intake.ts';
import { closeLayer, openLayer, useFrame } from './store.ts';

interface Action {
  id: string;
  name: string;
  group: string;
  perform: () => void;
}

export const tabNames: Record<ConnectionTab, string> = { overview: 'Overview', setup: 'Setup', metadata: 'Metadata', login: 'Test login', history: 'History', compare: 'Compare', claims: 'Claims', certificates: 'Certificates', 'go-live': 'Go live' };

const fixed: readonly Action[] = [
  { id: 'inspect', name: 'Inspect a response, request or capture', group: 'Go to', perform: () => go(hrefOfTool('inspect')) },
  { id: 'metadata', name: 'Validate metadata', group: 'Go to', perform: () => go(hrefOfTool('metadata')) },
  { id: 'certificates', name: 'Read or convert a certificate', group: 'Go to', perform: () => go(hrefOfTool('certificates')) },
  { id: 'explain', name: 'Explain an error message', group: 'Go to', perform: () => go(hrefOfTool('explain')) },
  { id: 'practice', name: 'Practice identity provider', group: 'Go to', perform: () => go(hrefOfTool('practice')) },
  { id: 'settings', name: 'Settings: ports, policy, keys', group: 'Go to', perform: () => go(hrefOfTool('settings')) },
  { id: 'connections', name: 'All connections', group: 'Go to', perform: () => go('#/connections') },
  { id: 'new', name: 'New connection', group: 'Do', perform: () => openLayer('new-connection') },
  { id: 'shortcuts', name: 'Keyboard shortcuts', group: 'Do', perform: () => openLayer('shortcuts') },
];

export function Palette() {
  const open = useFrame((state) => state.layer === 'palette');
  return <Dialog open={open} onClose={closeLayer} title="Command palette" bare>{open ? <Commands /> : null}</Dialog>;
}

function Commands() {
  const connections = useProcedure('connection.list', {});
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  // Not deferred: Enter must take what the last letter chose.
  const wanted = text.trim().toLowerCase();
  const list = useRef<HTMLUListElement>(null);
  const id = useId();

  const shown = useMemo(() => {
    const all: Action[] = [
      ...(connections.value ?? []).flatMap((connection) => connectionTabs.map((tab): Action => ({
        id: `${connection.id}-${tab}`, name: tab === 'overview' ? connection.name : `${connection.name}: ${tabNames[tab]}`, group: 'Connections', perform: () => go(hrefOfConnection(connection.id, tab)),
      }))),
      ...fixed,
    ];
    if (wanted === '') return all.filter((action) => !connectionTabs.slice(1).some((tab) => action.id.endsWith(`-${tab}`)));
    const parts = wanted.split(/\s+/);
    const found = all.filter((action) => parts.every((part) => action.name.toLowerCase().includes(part))).slice(0, 60);
    return text.trim().length > 12 || found.length === 0 ? [...found, { id: 'take', name: `Find out what this is: “${text.trim().slice(0, 60)}”`, group: 'Do', perform: () => takeAnything(draftOfText(text)) }] : found;
  }, [connections.value, wanted, text]);

  const at = Math.min(active, shown.length - 1);
  const perform = (action: Action | undefined) => {
    if (!action) return;
    closeLayer();
    action.perform();
  };
  const press = (event: React.KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      const next = (at + step + shown.length) % shown.length;
      setActive(next);
      list.current?.querySelector(`[data-index="${next}"]`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      perform(shown[at]);
    }
  };

  return (
    <div className="palette">
      <input className="palette-input" type="text" role="combobox" aria-expanded="true" aria-controls={`${id}-list`} aria-activedescendant={shown[at] ? `${id}-${at}` : undefined} aria-label="Search screens, connections and actions"
        autoFocus autoComplete="off" spellCheck={false} placeholder="Go to a screen, a connection, or do something" value={text} onChange={(event) => { setText(event.target.value); setActive(0); }} onKeyDown={press} />
      <ul className="palette-list" role="listbox" id={`${id}-list`} aria-label="Found" ref={list}>
        {shown.map((action, index) => (
          <li key={action.id} id={`${id}-${index}`} data-index={index} role="option" aria-selected={index === at} onMouseMove={() => setActive(index)} onClick={() => perform(action)}>
            <span>{action.name}</span><span className="quiet">{action.group}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
