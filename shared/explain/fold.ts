/** A pasted text made comparable: white space as one blank, straight quotes, no entities, ASCII in lower case. */

export interface Folded {
  /** As pasted, with white space, quotes and entities made plain; a run of white space with a line end in it is '\n'. */
  shown: string;
  /** The same in lower case, every white space a blank; same length as `shown`. */
  low: string;
}

const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': '\'', '&#39;': '\'', '&#039;': '\'', '&#x27;': '\'', '&#34;': '"', '&amp;': '&', '&nbsp;': ' ' };

export const lower = (text: string): string => text.replace(/[A-ZÀ-ÖØ-Þ]+/g, (letters) => letters.toLowerCase());

export function fold(text: string): Folded {
  const shown = text
    .replace(/[\u200B-\u200D\u2060\uFEFF\u00AD]/g, '')
    .replace(/&(?:lt|gt|quot|apos|amp|nbsp|#0?39|#x27|#34);/g, (entity) => entities[entity] ?? entity)
    // Mails put a mark in front of every line they quote.
    .replace(/\n[ \t]*(?:[>|][ \t]?)+/g, '\n')
    // Pages lose their line ends in the clipboard: the time and the code behind it run together.
    .replace(/(\d\d:\d\dZ)(?=AAD)/g, '$1 ')
    .replace(/[\u2018\u2019\u201A\u2032]/g, '\'').replace(/[\u201C\u201D\u201E\u00AB\u00BB]/g, '"')
    .replace(/\\(?=['"])/g, '')
    .replace(/\s+/g, (blank) => (blank.includes('\n') ? '\n' : ' '));
  return { shown, low: lower(shown).replaceAll('\n', ' ') };
}

/** The text with %XX and + undone, when it holds such escapes: messages arrive inside addresses. */
export function unescaped(text: string): string | null {
  if (!/%[0-9A-Fa-f]{2}|[?&#][\w.-]{1,40}=[^\s+&]{1,60}\+[^\s+&]/.test(text)) return null;
  return text.replaceAll('+', ' ').replace(/(?:%[0-9A-Fa-f]{2})+/g, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
}

/** The text with the escapes of a JSON string undone, when it holds such: messages arrive inside log records. */
export function unquoted(text: string): string | null {
  if (!/\\(?:[nrt/]|u[0-9A-Fa-f]{4})/.test(text)) return null;
  return text.replace(/\\(?:([nrt/])|u([0-9A-Fa-f]{4}))/g, (_escape, letter: string | undefined, code: string | undefined) => (code !== undefined ? String.fromCharCode(parseInt(code, 16)) : letter === '/' ? '/' : letter === 't' ? ' ' : '\n'));
}

export const isWordCharacter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === 95;
