/** Where something is handed in: typed, pasted, dropped or chosen. Large content is named, never laid out as text. */
import { useRef, useState, type ReactNode } from 'react';
import { FileText, Upload, X } from 'lucide-react';
import { Button, IconButton } from '../ui/button.tsx';
import { TextArea } from '../ui/field.tsx';
import { asAppError } from '../api.ts';
import { bytesInWords } from './cut.ts';
import { draftOfFile, draftOfText, draftOfTransfer, emptyDraft, isLong, longestTyped, type Draft } from './draft.ts';
import './content-box.css';

interface ContentBoxProps {
  label: ReactNode;
  labelHidden?: boolean;
  placeholder?: string;
  draft: Draft;
  onDraft: (draft: Draft) => void;
  /** Called when a whole thing arrived at once: pasted into the empty box, dropped or chosen. */
  onArrive?: (draft: Draft) => void;
  onSubmit?: () => void;
  rows?: number;
  hint?: ReactNode;
  error?: string | undefined;
  accept?: string;
}

export function ContentBox({ label, labelHidden, placeholder, draft, onDraft, onArrive, onSubmit, rows = 6, hint, error, accept }: ContentBoxProps) {
  const [over, setOver] = useState(false);
  const [trouble, setTrouble] = useState<string | undefined>();
  const input = useRef<HTMLInputElement>(null);

  const arrive = (next: Draft | null) => {
    if (!next) return;
    setTrouble(undefined);
    onDraft(next);
    onArrive?.(next);
  };
  const arriveLater = (promise: Promise<Draft | null>) => void promise.then(arrive, (reason: unknown) => setTrouble(asAppError(reason).message));

  const paste = (event: React.ClipboardEvent<HTMLTextAreaElement>) => {
    const file = event.clipboardData.files[0];
    const text = event.clipboardData.getData('text/plain');
    const whole = event.currentTarget.value === '' || event.currentTarget.selectionEnd - event.currentTarget.selectionStart === event.currentTarget.value.length;
    if (file) arriveLater(draftOfFile(file));
    else if (whole || text.length > longestTyped) arrive(draftOfText(text));
    else return;
    event.preventDefault();
  };

  const drop = (event: React.DragEvent) => {
    event.preventDefault();
    event.stopPropagation();
    setOver(false);
    document.dispatchEvent(new CustomEvent('workbench-drop-handled'));
    arriveLater(draftOfTransfer(event.dataTransfer));
  };

  return (
    <div className={`content-box ${over ? 'over' : ''}`} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={drop}>
      {isLong(draft) ? (
        <div className="content-file">
          <FileText size={18} aria-hidden="true" />
          <span><b>{draft.name ?? 'Pasted text'}</b> <span className="quiet">{bytesInWords(draft.size)}</span></span>
          <IconButton name={`Remove ${draft.name ?? 'pasted text'}`} icon={<X aria-hidden="true" />} size="small" onClick={() => onDraft(emptyDraft)} />
        </div>
      ) : (
        <TextArea label={label} {...(labelHidden ? { labelHidden } : {})} mono rows={rows} hint={hint} error={trouble ?? error} placeholder={placeholder} value={'text' in draft.content ? draft.content.text : ''}
          onChange={(event) => onDraft(draftOfText(event.target.value))} onPaste={paste}
          onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSubmit?.(); }} />
      )}
      <input ref={input} type="file" className="visually-hidden" tabIndex={-1} aria-label="Choose a file" {...(accept ? { accept } : {})}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) arriveLater(draftOfFile(file));
        }} />
      <Button look="quiet" size="small" className="content-choose" icon={<Upload aria-hidden="true" />} onClick={() => input.current?.click()}>Choose a file</Button>
    </div>
  );
}
