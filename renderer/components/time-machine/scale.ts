/** A time line on which five minutes and nine years both have room: each span between two marks gets its own scale. */
export interface Scale {
  /** 0 to 1. */
  positionOf(at: number): number;
  atOf(position: number): number;
}

const second = 1000;
const shortestMargin = 5 * 60 * second;

/** A second gets one share, ten thousand years not quite five. */
const share = (span: number): number => 1 + Math.log10(1 + span / second) / 3;

/** `marks`: epoch milliseconds in any order, at least one. A margin is added at both ends. */
export function scaleOf(marks: readonly number[]): Scale {
  const sorted = [...new Set(marks)].sort((a, b) => a - b);
  const margin = (span: number): number => Math.max(shortestMargin, span / 10);
  const first = sorted[0]!;
  const last = sorted.at(-1)!;
  const stops = [first - margin((sorted[1] ?? first) - first), ...sorted, last + margin(last - (sorted.at(-2) ?? last))];
  const ends = [0];
  for (let index = 1; index < stops.length; index++) ends.push(ends[index - 1]! + share(stops[index]! - stops[index - 1]!));
  const total = ends.at(-1)!;
  return {
    positionOf(at) {
      if (at <= stops[0]!) return 0;
      const index = stops.findIndex((stop) => at <= stop);
      if (index < 0) return 1;
      const part = (at - stops[index - 1]!) / (stops[index]! - stops[index - 1]!);
      return (ends[index - 1]! + part * (ends[index]! - ends[index - 1]!)) / total;
    },
    atOf(position) {
      const wanted = Math.min(Math.max(position, 0), 1) * total;
      const index = Math.max(1, ends.findIndex((end) => wanted <= end));
      const part = (wanted - ends[index - 1]!) / (ends[index]! - ends[index - 1]!);
      return stops[index - 1]! + part * (stops[index]! - stops[index - 1]!);
    },
  };
}
