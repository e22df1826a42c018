/** The lazily loaded part: CodeMirror in a shadow root, where its styles are adopted sheets that the page's policy allows. */
import { useEffect, useRef } from 'react';
import { defaultKeymap } from '@codemirror/commands';
import { xmlLanguage } from '@codemirror/lang-xml';
import { codeFolding, foldGutter, foldKeymap, syntaxHighlighting } from '@codemirror/language';
import { highlightSelectionMatches, openSearchPanel, search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers } from '@codemirror/view';
import { hanging } from './editor-indent.ts';
import { highlighting, look } from './editor-look.ts';
import { marking, markAt, select, show } from './editor-marks.ts';
import type { Bar, Mark, Shade } from './marks.ts';

interface XmlEditorProps {
  text: string;
  label: string;
  marks: readonly Mark[];
  bars: readonly Bar[];
  shades: readonly Shade[];
  selected: number | null;
  onSelect: (finding: number) => void;
  /** Counts up when the search panel is asked for. */
  searchTurn: number;
}

/** One text a mount: another one comes with another key. */
export default function XmlEditor({ text, label, marks, bars, shades, selected, onSelect, searchTurn }: XmlEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef(onSelect);
  useEffect(() => { latest.current = onSelect; }, [onSelect]);

  useEffect(() => {
    const element = host.current!;
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
    const editor = new EditorView({
      state: EditorState.create({ doc: text, extensions: extensions(label, text, (finding) => latest.current(finding)) }),
      parent: root,
      root,
    });
    view.current = editor;
    return () => {
      editor.destroy();
      view.current = null;
    };
  }, [text, label]);

  useEffect(() => {
    view.current?.dispatch({ effects: show.of({ marks, bars, shades }) });
  }, [marks, bars, shades]);

  useEffect(() => {
    const editor = view.current;
    if (!editor) return;
    const mark = marks.find((one) => one.finding === selected);
    const effects = [select.of(selected)];
    editor.dispatch({ effects: mark ? [...effects, EditorView.scrollIntoView(Math.min(mark.from, editor.state.doc.length), { y: 'center' })] : effects });
  }, [marks, selected]);

  useEffect(() => {
    if (searchTurn > 0 && view.current) openSearchPanel(view.current);
  }, [searchTurn]);

  return <div className="xml-editor" ref={host} />;
}

function extensions(label: string, text: string, onSelect: (finding: number) => void): Extension {
  const isXml = text.trimStart().startsWith('<');
  return [
    EditorState.readOnly.of(true),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': 'true', inputmode: 'none', spellcheck: 'false', tabindex: '0' }),
    marking(onSelect),
    lineNumbers(),
    isXml ? [xmlLanguage, codeFolding(), foldGutter({ openText: '▾', closedText: '▸' })] : [],
    syntaxHighlighting(highlighting),
    drawSelection(),
    hanging,
    EditorView.clipboardOutputFilter.of((copied) => copied.replaceAll('\u00a0', ' ')),
    highlightSelectionMatches({ minSelectionLength: 4, maxMatches: 200 }),
    search({ top: true }),
    keymap.of([...searchKeymap, ...foldKeymap, ...defaultKeymap]),
    EditorView.domEventHandlers({
      click(event, editor) {
        const offset = editor.posAtCoords({ x: event.clientX, y: event.clientY });
        if (offset === null || !editor.state.selection.main.empty) return false;
        const mark = markAt(editor.state, offset);
        if (mark) onSelect(mark.finding);
        return false;
      },
    }),
    look,
  ];
}
