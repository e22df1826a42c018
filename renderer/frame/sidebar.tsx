import { FileBadge, FileSearch, FileText, MessageCircleQuestion, Plus, Settings, UserRoundCog } from 'lucide-react';
import type { ConnectionSummary } from '../../shared/contract.ts';
import { ReadinessIcon } from '../components/readiness.tsx';
import { hrefOfConnection, hrefOfTool, useRoute, type Tool } from '../route.ts';
import { useProcedure } from '../use-procedure.ts';
import { closeLayer, openLayer } from './store.ts';

const tools: readonly { tool: Tool; name: string; Icon: typeof FileSearch }[] = [
  { tool: 'inspect', name: 'Inspect', Icon: FileSearch },
  { tool: 'metadata', name: 'Metadata', Icon: FileText },
  { tool: 'certificates', name: 'Certificates', Icon: FileBadge },
  { tool: 'explain', name: 'Explain an error', Icon: MessageCircleQuestion },
  { tool: 'practice', name: 'Practice IdP', Icon: UserRoundCog },
  { tool: 'settings', name: 'Settings', Icon: Settings },
];

export function Navigation() {
  const route = useRoute();
  const connections = useProcedure('connection.list', {});
  const practice = useProcedure('idp.status', {});
  const follow = () => closeLayer();

  const moveFocus = (event: React.KeyboardEvent<HTMLElement>) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('a, button')];
    const next = stops[stops.indexOf(document.activeElement as HTMLElement) + (event.key === 'ArrowDown' ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };

  return (
    <nav className="navigation" aria-label="Main" onKeyDown={moveFocus} onClick={(event) => { if ((event.target as Element).closest('a')) follow(); }}>
      <div className="nav-group">
        <a className="nav-title" href="#/connections" aria-current={route.screen === 'connections' ? 'page' : undefined}>Connections</a>
        <ul className="nav-list">
          {connections.value?.map((connection) => <ConnectionLink key={connection.id} connection={connection} current={route.screen === 'connection' && route.id === connection.id} />)}
        </ul>
        <button type="button" className="nav-link nav-new" onClick={() => openLayer('new-connection')}><Plus size={14} aria-hidden="true" />New connection</button>
      </div>
      <div className="nav-group">
        <h2 className="nav-title">Tools</h2>
        <ul className="nav-list">
          {tools.map(({ tool, name, Icon }) => (
            <li key={tool}><a className="nav-link" href={hrefOfTool(tool)} aria-current={route.screen === tool ? 'page' : undefined}>
              <Icon size={14} aria-hidden="true" /><span className="nav-name">{name}</span>
              {tool === 'practice' && practice.value?.settings.fault ? <span className="tag" title="It answers with a fault">fault</span> : null}
            </a></li>
          ))}
        </ul>
      </div>
    </nav>
  );
}

function ConnectionLink({ connection, current }: { connection: ConnectionSummary; current: boolean }) {
  return (
    <li><a className="nav-link" href={hrefOfConnection(connection.id)} aria-current={current ? 'page' : undefined} title={connection.readiness.sentence}>
      <ReadinessIcon state={connection.readiness.state} /><span className="nav-name">{connection.name}</span>
    </a></li>
  );
}
