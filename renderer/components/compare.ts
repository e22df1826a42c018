/** Which characters of two values differ, for marking them. */
export type Run = { text: string; differs: boolean };

const longest = 400;

/** Runs of both values: common subsequence for short ones, common head and tail for long ones. */
export function compare(a: string, b: string): [Run[], Run[]] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const middleA = a.slice(head, a.length - tail);
  const middleB = b.slice(head, b.length - tail);
  const [innerA, innerB] = middleA.length <= longest && middleB.length <= longest ? align(middleA, middleB) : [marked(middleA), marked(middleB)];
  const before: Run = { text: a.slice(0, head), differs: false };
  const after: Run = { text: a.slice(a.length - tail), differs: false };
  return [tidy([before, ...innerA, after]), tidy([before, ...innerB, after])];
}

const marked = (text: string): Run[] => [{ text, differs: true }];

function align(a: string, b: string): [Run[], Run[]] {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] = a[i] === b[j] ? lengths[(i + 1) * width + j + 1]! + 1 : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
    }
  }
  // Where little is common, marking scattered single letters would only be noise.
  if (lengths[0]! * 2 < Math.max(a.length, b.length)) return [marked(a), marked(b)];
  const runsA: Run[] = [];
  const runsB: Run[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      runsA.push({ text: a[i++]!, differs: false });
      runsB.push({ text: b[j++]!, differs: false });
    } else if (j >= b.length || (i < a.length && lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!)) runsA.push({ text: a[i++]!, differs: true });
    else runsB.push({ text: b[j++]!, differs: true });
  }
  const [a2, b2] = [tidy(runsA), tidy(runsB)];
  return Math.max(scattered(a2), scattered(b2)) > mostRuns ? [marked(a), marked(b)] : [a2, b2];
}

/** More separate differences than this are no typing mistake but another value. */
const mostRuns = 4;
const scattered = (runs: Run[]): number => runs.filter((run) => run.differs).length;

function tidy(runs: Run[]): Run[] {
  const out: Run[] = [];
  for (const run of runs) {
    const last = out.at(-1);
    if (run.text === '') continue;
    if (last && last.differs === run.differs) last.text += run.text;
    else out.push({ ...run });
  }
  return out;
}

const date = /^(?:\w+ )?\d{4}-\d\d-\d\d[T ]/;

/** Of a value at least one character in so many must be shared: else the two are not spellings of one thing. */
const leastShared = 5;

/** Nothing is marked where marking would say nothing: two times, or two values that have little in common. */
export function marks(a: string, b: string): [Run[], Run[]] | null {
  if (a === b || (date.test(a) && date.test(b))) return null;
  const runs = compare(a, b);
  const shared = runs[0].reduce((sum, run) => sum + (run.differs ? 0 : run.text.length), 0);
  return shared * leastShared < Math.max(a.length, b.length) ? null : runs;
}
