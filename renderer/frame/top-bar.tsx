import { useRef, useState } from 'react';
import { Activity, ClipboardPaste, Command, Menu } from 'lucide-react';
import { Button, IconButton } from '../ui/button.tsx';
import { announce } from '../ui/announce.tsx';
import { asAppError } from '../api.ts';
import { draftOfText, draftOfTransfer } from '../components/draft.ts';
import { takeAnything } from '../intake.ts';
import { openLayer } from './store.ts';
import { modifier } from './keys.ts';

/** The box that takes everything. Long pastes go straight to work and never into the text field. */
export function TopBar() {
  const [text, setText] = useState('');
  const [trouble, setTrouble] = useState('');
  const input = useRef<HTMLInputElement>(null);

  const take = (given: string) => {
    if (given.trim() === '') return;
    takeAnything(draftOfText(given));
    setText('');
    announce('Taken.');
  };
  const paste = (event: React.ClipboardEvent<HTMLInputElement>) => {
    event.preventDefault();
    setTrouble('');
    draftOfTransfer(event.clipboardData).then(
      (draft) => { if (draft) takeAnything(draft); setText(''); },
      (error: unknown) => setTrouble(asAppError(error).message),
    );
  };

  return (
    <header className="top-bar">
      <div className="brand"><Activity size={17} aria-hidden="true" /><span>SSO Workbench</span></div>
      <form className="top-box" role="search" onSubmit={(event) => { event.preventDefault(); take(text); }}>
        <ClipboardPaste size={14} aria-hidden="true" />
        <input id="top-box" ref={input} type="text" className="input" autoComplete="off" spellCheck={false} value={text} onChange={(event) => setText(event.target.value)} onPaste={paste}
          aria-label="Paste or drop anything: response, metadata, certificate, HAR, error text" placeholder="Paste or drop anything: response, metadata, certificate, HAR, error text" />
        {trouble ? <p className="top-trouble" role="alert">{trouble}</p> : null}
      </form>
      <Button look="quiet" className="palette-button" icon={<Command aria-hidden="true" />} onClick={() => openLayer('palette')} aria-label={`Command palette ${modifier}K`} aria-keyshortcuts="Control+K Meta+K" title={`Command palette (${modifier}K)`}><kbd>{modifier}K</kbd></Button>
      <IconButton className="menu-button" name="Menu" icon={<Menu aria-hidden="true" />} onClick={() => openLayer('menu')} />
    </header>
  );
}
