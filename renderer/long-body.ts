/** JSON of a call whose content is very long, encoded in portions, so that no frame waits for all of it. */
const portion = 1_000_000;
const placeholder = '@@long-content@@';

interface Long {
  content?: { text?: string; base64?: string };
}

export async function bodyOf(input: unknown): Promise<string | Blob> {
  const content = typeof input === 'object' && input !== null ? (input as Long).content : undefined;
  const key = content?.text === undefined ? 'base64' : 'text';
  const long = content?.[key] ?? '';
  if (long.length <= portion) return JSON.stringify(input);
  const [head = '', tail = ''] = JSON.stringify({ ...(input as object), content: { ...content, [key]: placeholder } }).split(placeholder);
  const encoder = new TextEncoder();
  const parts: Uint8Array<ArrayBuffer>[] = [encoder.encode(head)];
  for (let from = 0; from < long.length; from += portion) {
    // A surrogate pair cut in two is escaped as two halves, which JSON puts together again.
    parts.push(encoder.encode(JSON.stringify(long.slice(from, from + portion)).slice(1, -1)));
    await new Promise((resolve) => setTimeout(resolve));
  }
  parts.push(encoder.encode(tail));
  return new Blob(parts, { type: 'application/json' });
}
