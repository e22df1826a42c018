/** The frame and which screen stands in it. */
import { lazy, Suspense, useEffect, type ReactNode } from 'react';
import { hasToken } from './api.ts';
import { ConnectionFrame } from './frame/connection-frame.tsx';
import { IntakeAnywhere } from './frame/intake-anywhere.tsx';
import { useWindowKeys } from './frame/keys.ts';
import { Palette } from './frame/palette.tsx';
import { ShortcutsDialog } from './frame/shortcuts-dialog.tsx';
import { Navigation } from './frame/sidebar.tsx';
import { StatusBar } from './frame/status-bar.tsx';
import { closeLayer, openLayer, useFrame } from './frame/store.ts';
import { TopBar } from './frame/top-bar.tsx';
import { useRoute, type Route } from './route.ts';
import { ConnectionsScreen } from './screens/connections/connections-screen.tsx';
import { Announcer, announce } from './ui/announce.tsx';
import { Dialog } from './ui/dialog.tsx';
import { Loading } from './ui/loading.tsx';
import { Notice } from './ui/notice.tsx';
import './frame/frame.css';

const NewConnection = lazy(async () => ({ default: (await import('./screens/connections/new-connection.tsx')).NewConnection }));
const Overview = lazy(() => import('./screens/connections/overview.tsx'));
const Setup = lazy(() => import('./screens/setup/setup-screen.tsx'));
const ConnectionMetadata = lazy(() => import('./screens/metadata/connection-metadata.tsx'));
const TestLogin = lazy(() => import('./screens/login/login-screen.tsx'));
const History = lazy(() => import('./screens/login/history-screen.tsx'));
const ConnectionCertificates = lazy(() => import('./screens/certificates/connection-certificates.tsx'));
const Inspect = lazy(() => import('./screens/inspect/inspect-screen.tsx'));
const Metadata = lazy(() => import('./screens/metadata/metadata-screen.tsx'));
const Certificates = lazy(() => import('./screens/certificates/certificates-screen.tsx'));
const Practice = lazy(() => import('./screens/practice/practice-screen.tsx'));
const Explain = lazy(() => import('./screens/explain/explain-screen.tsx'));
const SettingsScreen = lazy(() => import('./screens/settings/settings-screen.tsx'));

const titles: Record<Route['screen'], string> = {
  connections: 'Connections', connection: 'Connection', inspect: 'Inspect', metadata: 'Metadata', certificates: 'Certificates', practice: 'Practice IdP', explain: 'Explain an error', settings: 'Settings',
};

export function App() {
  return hasToken() ? <Workbench /> : <NoToken />;
}

function Workbench() {
  const route = useRoute();
  const layer = useFrame((state) => state.layer);
  const title = titles[route.screen];
  useWindowKeys();
  useEffect(() => {
    document.title = `${title} · SSO Workbench`;
    announce(title);
    document.getElementById('main')?.scrollTo(0, 0);
  }, [title]);

  return (
    <div className="frame">
      <a className="skip-link" href="#main" onClick={(event) => { event.preventDefault(); document.getElementById('main')?.focus(); }}>Skip to the content</a>
      <TopBar />
      <div className="side"><Navigation /></div>
      <main className="main" id="main" tabIndex={-1}>
        <Suspense fallback={<div className="page"><Loading what="Loading the screen" /></div>}>{screen(route)}</Suspense>
      </main>
      <StatusBar />
      <Dialog open={layer === 'menu'} onClose={closeLayer} title="Menu"><Navigation /></Dialog>
      <Palette />
      <ShortcutsDialog />
      <Suspense fallback={null}>{layer === 'new-connection' ? <NewConnection open onClose={closeLayer} /> : null}</Suspense>
      <IntakeAnywhere />
      <Announcer />
    </div>
  );
}

function screen(route: Route): ReactNode {
  switch (route.screen) {
    case 'connections': return <ConnectionsScreen onNew={() => openLayer('new-connection')} />;
    case 'inspect': return <Inspect />;
    case 'metadata': return <Metadata />;
    case 'certificates': return <Certificates />;
    case 'practice': return <Practice />;
    case 'explain': return <Explain id={route.detail} />;
    case 'settings': return <SettingsScreen />;
    case 'connection': return (
      <ConnectionFrame key={route.id} id={route.id} tab={route.tab}>
        {(connection, evidence) => {
          switch (route.tab) {
            case 'overview': return <Overview connection={connection} evidence={evidence} />;
            case 'setup': return <Setup connection={connection} evidence={evidence} stepId={route.detail} />;
            case 'metadata': return <ConnectionMetadata connection={connection} />;
            case 'login': return <TestLogin connection={connection} exchangeId={route.detail} />;
            case 'history': return <History connection={connection} exchangeId={route.detail} />;
            case 'certificates': return <ConnectionCertificates connection={connection} />;
          }
        }}
      </ConnectionFrame>
    );
  }
}

/** The address without its key: nothing can be fetched, so it says where the right one is. */
function NoToken() {
  return (
    <main className="page no-token">
      <Notice tone="warning" title="This address lacks the key to the running SSO Workbench.">
        Open the whole address that was printed in the terminal when it started: it ends in <code>#token=…</code>. The key is new at every start, and only this machine can use it.
      </Notice>
    </main>
  );
}
