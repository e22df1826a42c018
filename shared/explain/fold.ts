/** A pasted text made comparable: white space as one blank, straight quotes, no entities, ASCII in lower case. */

export interface Folded {
  /** As pasted, with white space, quotes and entities made plain; a run of white space with a line end in it is '\n'. */
  shown: string;
  /** The same in lower case, every white space a blank; same length as `shown`. */
  low: string;
}

const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': '\'', '&#39;': '\'', '&#x27;': '\'', '&#34;': '"', '&amp;': '&', '&nbsp;': ' ' };

export const lower = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

export function fold(text: string): Folded {
  const shown = text
    .replace(/&(?:lt|gt|quot|apos|amp|nbsp|#39|#x27|#34);/g, (entity) => entities[entity] ?? entity)
    .replace(/[\u2018\u2019\u201A\u2032]/g, '\'').replace(/[\u201C\u201D\u201E\u00AB\u00BB]/g, '"')
    .replace(/\\(?=['"])/g, '')
    .replace(/\s+/g, (blank) => (blank.includes('\n') ? '\n' : ' '));
  return { shown, low: lower(shown).replaceAll('\n', ' ') };
}

/** The text with %XX and + undone, when it holds such escapes: messages arrive inside addresses. */
export function unescaped(text: string): string | null {
  if (!/%[0-9A-Fa-f]{2}/.test(text)) return null;
  return text.replaceAll('+', ' ').replace(/(?:%[0-9A-Fa-f]{2})+/g, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
}

export const isWordCharacter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === 95;
