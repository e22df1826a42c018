/** Drop anywhere in the window, paste anywhere outside a text field. */
import { useEffect, useState } from 'react';
import { asAppError, call, listen } from '../api.ts';
import { draftOfTransfer } from '../components/draft.ts';
import { takeAnything } from '../intake.ts';
import { ErrorNotice } from '../ui/notice.tsx';
import { isTyping } from './keys.ts';

export function IntakeAnywhere() {
  const [over, setOver] = useState(false);
  const [trouble, setTrouble] = useState<{ message: string; hint: string | undefined } | null>(null);

  useEffect(() => {
    const take = (transfer: DataTransfer) => {
      setTrouble(null);
      draftOfTransfer(transfer).then((draft) => { if (draft) takeAnything(draft); }, (error: unknown) => {
        const { message, hint } = asAppError(error);
        setTrouble({ message, hint });
      });
    };
    let depth = 0;
    const leave = () => { depth = 0; setOver(false); };
    const dragEnter = (event: DragEvent) => { depth++; if (event.dataTransfer?.types.some((type) => type === 'Files' || type === 'text/plain')) setOver(true); };
    const dragLeave = () => { depth--; if (depth <= 0) leave(); };
    const dragOver = (event: DragEvent) => event.preventDefault();
    const drop = (event: DragEvent) => { event.preventDefault(); leave(); if (event.dataTransfer) take(event.dataTransfer); };
    const paste = (event: ClipboardEvent) => {
      const target = event.composedPath()[0];
      const readOnly = target instanceof Element && target.closest('.cm-content') !== null;
      if ((isTyping(event) && !readOnly) || !event.clipboardData) return;
      event.preventDefault();
      take(event.clipboardData);
    };
    const pairs = [['dragenter', dragEnter], ['dragleave', dragLeave], ['dragover', dragOver], ['drop', drop], ['workbench-drop-handled', leave], ['paste', paste]] as const;
    for (const [name, listener] of pairs) document.addEventListener(name, listener as EventListener);
    return () => { for (const [name, listener] of pairs) document.removeEventListener(name, listener as EventListener); };
  }, []);

  useEffect(() => {
    // A file opened from the desktop or the menu: fetched once at start, then whenever there is one.
    const fetchOpened = () => void call('app.opened', {}).then((file) => {
      if (file) takeAnything({ content: file, name: file.name, size: Math.round(file.base64.length * 0.75) });
    }, () => undefined);
    fetchOpened();
    return listen((event) => { if ('changed' in event && event.changed === 'app' && event.id === 'opened') fetchOpened(); });
  }, []);

  return (
    <>
      {over ? <div className="drop-anywhere" aria-hidden="true"><p>Drop it: response, metadata, certificate, HAR</p></div> : null}
      {trouble ? <div className="trouble-anywhere"><ErrorNotice error={trouble} /><button type="button" className="button plain small" onClick={() => setTrouble(null)}>Close</button></div> : null}
    </>
  );
}
