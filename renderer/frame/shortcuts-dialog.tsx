import { Dialog } from '../ui/dialog.tsx';
import { shortcuts } from './keys.ts';
import { closeLayer, useFrame } from './store.ts';

export function ShortcutsDialog() {
  const open = useFrame((state) => state.layer === 'shortcuts');
  return (
    <Dialog open={open} onClose={closeLayer} title="Keyboard shortcuts">
      <table className="plain-table shortcuts"><thead className="visually-hidden"><tr><th scope="col">Keys</th><th scope="col">What it does</th></tr></thead>
        <tbody>{shortcuts.map(({ keys, does }) => <tr key={does}><td className="nowrap">{keys.map((key) => <kbd key={key}>{key}</kbd>)}</td><td>{does}</td></tr>)}</tbody></table>
    </Dialog>
  );
}
