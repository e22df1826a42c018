/** Which listeners run and where; and that nothing has left this machine, or exactly what did. */
import { useSyncExternalStore } from 'react';
import { CircleSlash, Radio, ShieldCheck, Upload, Unplug } from 'lucide-react';
import type { ListenerStatus } from '../../shared/contract.ts';
import { isConnected, listenToState } from '../api.ts';
import { plural } from '../components/cut.ts';
import { Time } from '../components/time.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { hrefOfTool } from '../route.ts';
import { useProcedure } from '../use-procedure.ts';
import { closeLayer, openLayer, useFrame } from './store.ts';

export function StatusBar() {
  const connected = useSyncExternalStore(listenToState, isConnected);
  const sp = useProcedure('sp.status', {});
  const idp = useProcedure('idp.status', {});
  const info = useProcedure('app.info', {});
  const layer = useFrame((state) => state.layer);
  const sent = info.value?.sent ?? [];
  if (!connected) {
    return <footer className="status-bar lost" role="alert"><Unplug size={13} aria-hidden="true" />SSO Workbench does not answer. Is it still running? Trying again…</footer>;
  }
  return (
    <footer className="status-bar">
      <Listener name="SP" status={sp.value} address={sp.value?.assertionConsumerService ?? null} href={hrefOfTool('settings')} />
      <Listener name="Practice IdP" status={idp.value} address={idp.value?.url ?? null} href={hrefOfTool('practice')} />
      <span className="status-sent">
        {sent.length === 0
          ? <><ShieldCheck size={13} aria-hidden="true" />Nothing has left this machine</>
          : <button type="button" onClick={() => openLayer('sent')}><Upload size={13} aria-hidden="true" />{plural(sent.length, 'request')} left this machine</button>}
      </span>
      <Dialog open={layer === 'sent'} onClose={closeLayer} title="What left this machine" description="Since the app was started, each at your word." wide>
        <table className="plain-table"><thead><tr><th scope="col">When</th><th scope="col">What</th><th scope="col">To</th></tr></thead>
          <tbody>{sent.map((one, index) => <tr key={index}><td className="nowrap"><Time at={one.at} /></td><td>{one.what}</td><td className="mono">{one.to}</td></tr>)}</tbody></table>
      </Dialog>
    </footer>
  );
}

function Listener({ name, status, address, href }: { name: string; status: ListenerStatus | undefined; address: string | null; href: string }) {
  if (!status) return <span className="listener quiet">{name}</span>;
  if (!status.running) {
    return <a className="listener stopped" href={href} title={status.problem?.hint ?? ''}><CircleSlash size={13} aria-hidden="true" />{name} stopped{status.problem ? `: ${status.problem.message}` : ''}</a>;
  }
  return <a className="listener" href={href} title={`${name} listens: ${address ?? ''}`}><Radio size={13} aria-hidden="true" />{name} <span className="mono listener-address">{address}</span></a>;
}
