/** Wrapped lines hang under their own indentation. By class, not by style attribute: the page's policy forbids those. */
import { type Extension, RangeSetBuilder } from '@codemirror/state';
import { Decoration, EditorView, ViewPlugin, type DecorationSet, type ViewUpdate } from '@codemirror/view';

const deepest = 24;
/** A token longer than this starts on the line where it stands, and breaks anywhere. */
const longToken = /\S{90}/;
const levels = Array.from({ length: deepest + 1 }, (_, spaces) => [Decoration.line({ class: `hang-${spaces}` }), Decoration.line({ class: `hang-${spaces} long-token` })] as const);

const rules = EditorView.theme({ '.long-token': { wordBreak: 'break-all' }, ...Object.fromEntries(levels.map((_, spaces) => [`.hang-${spaces}`, { paddingLeft: `calc(4px + ${spaces + 2}ch)`, textIndent: `-${spaces + 2}ch` }])) });

function decorate(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to;) {
      const line = view.state.doc.lineAt(at);
      const start = view.state.doc.sliceString(line.from, Math.min(line.to, line.from + 400));
      const spaces = /^[ \u00a0]*/.exec(start)?.[0].length ?? 0;
      builder.add(line.from, line.from, levels[Math.min(spaces, deepest)]![longToken.test(start) ? 1 : 0]);
      at = line.to + 1;
    }
  }
  return builder.finish();
}

export const hanging: Extension = [
  rules,
  ViewPlugin.fromClass(class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = decorate(view);
    }
    update(update: ViewUpdate): void {
      if (update.docChanged || update.viewportChanged) this.decorations = decorate(update.view);
    }
  }, { decorations: (plugin) => plugin.decorations }),
];
