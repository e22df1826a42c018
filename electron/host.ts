/** The host: opens what is kept on disk, starts the listeners, and gives handlers and events to a transport. */
import { EventEmitter } from 'node:events';
import type { Handlers, HostEvent } from '../shared/contract.ts';
import type { Connection } from '../shared/connection.ts';
import type { Exchange } from '../shared/exchange.ts';
import { createCaptures } from './capture.ts';
import { createHandlers, type HandlerOptions } from './handlers.ts';
import { createIdp, type Idp } from './idp.ts';
import { createInspections } from './inspections.ts';
import { isConnection, isExchange } from './kept.ts';
import { openKeys } from './keys.ts';
import { createLogins } from './login.ts';
import { openSecrets } from './secrets.ts';
import { openSettings } from './settings.ts';
import { createSp, type Sp } from './sp.ts';
import { openCollection } from './store.ts';

export interface HostOptions extends HandlerOptions {
  /** The built worker.js. */
  workerFile: URL;
  /** Starts one listener only, with a port and https of its own: for the command line. */
  only?: 'sp' | 'idp';
  port?: number;
  https?: boolean;
}

export interface Host {
  handlers: Handlers;
  subscribe(listener: (event: HostEvent) => void): () => void;
  sp: Sp;
  idp: Idp;
  close(): Promise<void>;
}

/** Opens everything. The listeners start in the background: a busy port is a status, not a failure. */
export async function createHost(options: HostOptions): Promise<Host> {
  const events = new EventEmitter<{ event: [HostEvent] }>();
  events.setMaxListeners(100);
  const emit = (event: HostEvent): void => {
    events.emit('event', event);
  };
  const connections = openCollection<Connection>(options.dataFolder, 'connections', isConnection);
  const exchanges = openCollection<Exchange>(options.dataFolder, 'exchanges', isExchange);
  const secrets = openSecrets(options.dataFolder, options.cipher);
  const keys = openKeys({ secrets, clock: options.clock, random: options.random });
  const settings = openSettings(options.dataFolder);
  const inspections = createInspections({ workerFile: options.workerFile, progress: (job, phase) => emit({ progress: job, phase }) });

  const sp = createSp({ clock: options.clock, random: options.random, keys, changed: () => emit({ changed: 'sp', id: '' }) });
  const idp = createIdp({ clock: options.clock, random: options.random, keys, logoutAddress: () => sp.status().singleLogoutService, changed: () => emit({ changed: 'idp', id: '' }) });
  const kept = { connections, exchanges, keys, inspections, settings: settings.get, clock: options.clock, random: options.random, changed: (id: string) => emit({ changed: 'exchange', id }) };
  const logins = createLogins({ ...kept, sp, idp });
  sp.connect(logins);
  logins.sweep();
  const captures = createCaptures({ ...kept, dataFolder: options.dataFolder });
  // A listener by itself may run beside the app, which then has a browser there.
  if (options.only === undefined) captures.sweep();

  const handlers = createHandlers({
    options, connections, exchanges, keys, settings, inspections, sp, idp, logins, captures, emit,
  });
  const { spPort, spHttps, idpPort } = settings.get();
  await Promise.all([
    options.only === 'idp' ? undefined : sp.start({ port: options.port ?? spPort, https: options.https ?? spHttps }),
    options.only === 'sp' ? undefined : idp.start({ port: options.port ?? idpPort }),
  ]);
  return {
    handlers,
    sp,
    idp,
    subscribe(listener) {
      events.on('event', listener);
      return () => events.off('event', listener);
    },
    async close() {
      logins.close();
      await Promise.all([sp.stop(), idp.stop(), captures.stop()]);
    },
  };
}
