/** The frame and which screen stands in it. */
import { lazy, Suspense, useEffect, type ReactNode } from 'react';
import { hasToken } from './api.ts';
import { ConnectionFrame } from './frame/connection-frame.tsx';
import { ErrorBoundary } from './frame/error-boundary.tsx';
import { IntakeAnywhere } from './frame/intake-anywhere.tsx';
import { useWindowKeys } from './frame/keys.ts';
import { Palette, tabNames } from './frame/palette.tsx';
import { ShortcutsDialog } from './frame/shortcuts-dialog.tsx';
import { Navigation } from './frame/sidebar.tsx';
import { usePlace } from './frame/place.ts';
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

const load = {
  newConnection: async () => ({ default: (await import('./screens/connections/new-connection.tsx')).NewConnection }),
  overview: () => import('./screens/connections/overview.tsx'),
  setup: () => import('./screens/setup/setup-screen.tsx'),
  connectionMetadata: () => import('./screens/metadata/connection-metadata.tsx'),
  login: () => import('./screens/login/login-screen.tsx'),
  history: () => import('./screens/login/history-screen.tsx'),
  compare: () => import('./screens/compare/compare-screen.tsx'),
  claims: () => import('./screens/compare/claims-screen.tsx'),
  connectionCertificates: () => import('./screens/certificates/connection-certificates.tsx'),
  goLive: () => import('./screens/go-live/go-live-screen.tsx'),
  inspect: () => import('./screens/inspect/inspect-screen.tsx'),
  metadata: () => import('./screens/metadata/metadata-screen.tsx'),
  certificates: () => import('./screens/certificates/certificates-screen.tsx'),
  practice: () => import('./screens/practice/practice-screen.tsx'),
  explain: () => import('./screens/explain/explain-screen.tsx'),
  settings: () => import('./screens/settings/settings-screen.tsx'),
} as const;

const NewConnection = lazy(load.newConnection);
const Overview = lazy(load.overview);
const Setup = lazy(load.setup);
const ConnectionMetadata = lazy(load.connectionMetadata);
const TestLogin = lazy(load.login);
const History = lazy(load.history);
const Compare = lazy(load.compare);
const Claims = lazy(load.claims);
const ConnectionCertificates = lazy(load.connectionCertificates);
const GoLive = lazy(load.goLive);
const Inspect = lazy(load.inspect);
const Metadata = lazy(load.metadata);
const Certificates = lazy(load.certificates);
const Practice = lazy(load.practice);
const Explain = lazy(load.explain);
const SettingsScreen = lazy(load.settings);

/** Once the first screen stands, the others are fetched while nothing else happens: they then open at once. */
function useOthersSoon(): void {
  useEffect(() => {
    const timer = setTimeout(() => void Promise.allSettled(Object.values(load).map((one) => one())), 1500);
    return () => clearTimeout(timer);
  }, []);
}

const titles: Record<Exclude<Route['screen'], 'connection'>, string> = {
  connections: 'Connections', inspect: 'Inspect', metadata: 'Metadata', certificates: 'Certificates', practice: 'Practice IdP', explain: 'Explain an error', settings: 'Settings',
};

export function App() {
  return hasToken() ? <Workbench /> : <NoToken />;
}

function Workbench() {
  const route = useRoute();
  const layer = useFrame((state) => state.layer);
  const title = route.screen === 'connection' ? tabNames[route.tab] : titles[route.screen];
  const place = route.screen === 'connection' ? `${route.id}/${route.tab}` : route.screen;
  useWindowKeys();
  usePlace();
  useOthersSoon();
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
        <ErrorBoundary key={place}><Suspense fallback={<div className="page"><Loading what="Loading the screen" /></div>}>{screen(route)}</Suspense></ErrorBoundary>
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
            case 'compare': return <Compare connection={connection} evidence={evidence} />;
            case 'claims': return <Claims connection={connection} evidence={evidence} />;
            case 'certificates': return <ConnectionCertificates connection={connection} />;
            case 'go-live': return <GoLive connection={connection} evidence={evidence} />;
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
