import type { ReactNode } from 'react';
import { X } from 'lucide-react';
import { Dialog as RadixDialog } from 'radix-ui';
import { IconButton } from './button.tsx';
import './dialog.css';

/** Our own backdrop instead of Radix's overlay: that one injects a style element, which the page's policy forbids. */
export function Dialog({ open, onClose, title, description, wide = false, bare = false, children }: {
  open: boolean; onClose: () => void; title: string; description?: ReactNode; wide?: boolean; bare?: boolean; children: ReactNode;
}) {
  return (
    <RadixDialog.Root open={open} onOpenChange={(next) => { if (!next) onClose(); }}>
      <RadixDialog.Portal>
        <div className="backdrop" aria-hidden="true" />
        <RadixDialog.Content className={`dialog ${wide ? 'wide' : ''} ${bare ? 'bare' : ''}`} {...(description ? {} : { 'aria-describedby': undefined })}>
          <header className={bare ? 'visually-hidden' : 'dialog-head'}>
            <div>
              <RadixDialog.Title>{title}</RadixDialog.Title>
              {description ? <RadixDialog.Description className="second">{description}</RadixDialog.Description> : null}
            </div>
          </header>
          {children}
          {/* Last in order, so that the focus starts in the content. */}
          {bare ? null : <RadixDialog.Close asChild><IconButton name="Close" className="dialog-close" icon={<X aria-hidden="true" />} /></RadixDialog.Close>}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
