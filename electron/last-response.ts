/** Of an input with several messages, the one that tells what the login ended with. */
import { inspect, type InspectOptions } from '../shared/inspect.ts';
import type { Report } from '../shared/finding.ts';
import type { Expected } from '../shared/model.ts';

/** Of a log with many messages so many are looked at, from its end. */
const mostMessages = 50;

/** The Report about the last response; about the last message where there is no response. */
export function inspectLastResponse(content: Uint8Array | string, expected: Expected, tools: InspectOptions): Report {
  const first = inspect(content, expected, tools);
  const { messages } = first.document;
  let last = first;
  for (let index = messages - 1; index >= Math.max(1, messages - mostMessages); index--) {
    const report = inspect(content, expected, { ...tools, index });
    if (report.document.kind === 'response') return report;
    if (index === messages - 1) last = report;
  }
  return first.document.kind === 'response' ? first : last;
}
