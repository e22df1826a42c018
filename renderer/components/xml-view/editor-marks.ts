/** Findings and signature coverage as CodeMirror decorations and gutters. */
import { RangeSet, StateEffect, StateField, type EditorState, type Extension, type Range } from '@codemirror/state';
import { Decoration, EditorView, gutter, GutterMarker, type DecorationSet } from '@codemirror/view';
import type { Bar, Mark, Shade } from './marks.ts';

interface Shown {
  marks: readonly Mark[];
  bars: readonly Bar[];
  shades: readonly Shade[];
}

export const show = StateEffect.define<Shown>();
export const select = StateEffect.define<number | null>();

interface Marking extends Shown {
  selected: number | null;
  decorations: DecorationSet;
}

const worst = { fail: 0, warn: 1, info: 2 } as const;

const field = StateField.define<Marking>({
  create: () => ({ marks: [], bars: [], shades: [], selected: null, decorations: Decoration.none }),
  update(value, transaction) {
    let next = value;
    for (const effect of transaction.effects) {
      if (effect.is(show)) next = { ...next, ...effect.value };
      if (effect.is(select)) next = { ...next, selected: effect.value };
    }
    return next === value ? value : { ...next, decorations: decorate(next, transaction.state.doc.length) };
  },
  provide: (self) => EditorView.decorations.from(self, (value) => value.decorations),
});

function decorate({ marks, bars, shades, selected }: Marking, length: number): DecorationSet {
  const ranges: Range<Decoration>[] = [];
  for (const mark of marks) {
    const from = Math.min(mark.from, length);
    const to = Math.min(Math.max(mark.to, from + 1), length);
    if (from >= to) continue;
    const active = mark.finding === selected ? ' selected' : '';
    ranges.push(Decoration.mark({ class: `finding ${mark.tone}${active}`, attributes: { title: mark.label } }).range(from, to));
  }
  for (const bar of bars) {
    const to = Math.min(bar.to, length);
    if (bar.from < to) ranges.push(Decoration.mark({ class: bar.verified ? 'covered' : 'covered-unverified' }).range(bar.from, to));
  }
  for (const shade of shades) {
    const to = Math.min(shade.to, length);
    if (shade.from < to) ranges.push(Decoration.mark({ class: shade.covered ? 'shade-covered' : 'shade-bare', attributes: { title: shade.label } }).range(shade.from, to));
  }
  return RangeSet.of(ranges, true);
}

/** The narrowest marked place at an offset. */
export function markAt(state: EditorState, offset: number): Mark | undefined {
  return state.field(field).marks
    .filter((mark) => mark.from <= offset && offset <= Math.max(mark.to, mark.from + 1))
    .sort((a, b) => a.to - a.from - (b.to - b.from) || worst[a.tone] - worst[b.tone])[0];
}

class FindingMarker extends GutterMarker {
  readonly tone: Mark['tone'];
  readonly count: number;
  readonly active: boolean;
  readonly words: string;

  constructor(marks: readonly Mark[], selected: number | null) {
    super();
    this.tone = marks.reduce<Mark['tone']>((tone, mark) => (worst[mark.tone] < worst[tone] ? mark.tone : tone), 'info');
    this.count = marks.length;
    this.active = marks.some((mark) => mark.finding === selected);
    this.words = marks.map((mark) => mark.label).join('\n');
  }

  override eq(other: FindingMarker): boolean {
    return other.tone === this.tone && other.active === this.active && other.words === this.words;
  }

  override toDOM(): Node {
    const element = document.createElement('span');
    element.className = `finding-marker ${this.tone}${this.active ? ' selected' : ''}`;
    element.textContent = this.count > 1 ? String(this.count) : this.tone === 'fail' ? '×' : this.tone === 'warn' ? '!' : 'i';
    element.title = this.words;
    return element;
  }
}

class BarMarker extends GutterMarker {
  readonly columns: readonly (Bar | null)[];
  readonly edges: string;

  constructor(columns: readonly (Bar | null)[], edges: string) {
    super();
    this.columns = columns;
    this.edges = edges;
  }

  override eq(other: BarMarker): boolean {
    return other.edges === this.edges && other.columns.every((bar, index) => bar === this.columns[index]);
  }

  override toDOM(): Node {
    const element = document.createElement('span');
    element.className = 'bars';
    this.columns.forEach((bar, index) => {
      const part = document.createElement('span');
      part.className = bar === null ? 'bar none' : `bar ${bar.verified ? 'verified' : 'unverified'} ${this.edges[index] ?? ''}`;
      if (bar !== null) part.title = bar.label;
      if (bar !== null && this.edges[index] === 's') part.textContent = String(bar.signature);
      element.append(part);
    });
    return element;
  }
}

/** At most this many side by side: more signatures than that only occur in forgeries, which the list names. */
const widest = 4;

export function marking(onSelect: (finding: number) => void): Extension {
  return [
    field,
    gutter({
      class: 'gutter-findings',
      lineMarker(view, line) {
        const { marks, selected } = view.state.field(field);
        const here = marks.filter((mark) => mark.from >= line.from && mark.from <= line.to);
        return here.length === 0 ? null : new FindingMarker(here, selected);
      },
      lineMarkerChange: (update) => update.startState.field(field) !== update.state.field(field),
      initialSpacer: () => new FindingMarker([], null),
      domEventHandlers: {
        click(view, line) {
          const { marks, selected } = view.state.field(field);
          const here = marks.filter((mark) => mark.from >= line.from && mark.from <= line.to);
          const current = here.findIndex((mark) => mark.finding === selected);
          const next = here[(current + 1) % Math.max(here.length, 1)];
          if (next) onSelect(next.finding);
          return next !== undefined;
        },
      },
    }),
    gutter({
      class: 'gutter-coverage',
      lineMarker(view, line) {
        const { bars } = view.state.field(field);
        if (bars.length === 0) return null;
        const columns = bars.slice(0, widest).map((bar) => (bar.from <= line.to && bar.to > line.from ? bar : null));
        const edges = columns.map((bar) => (bar === null ? '-' : bar.from >= line.from ? 's' : bar.to <= line.to + 1 ? 'e' : 'm')).join('');
        return new BarMarker(columns, edges);
      },
      lineMarkerChange: (update) => update.startState.field(field).bars !== update.state.field(field).bars,
    }),
  ];
}
