/** What a file is that holds no SAML, where its first bytes tell: for words only, nothing is decided by it. */

const kinds: readonly (readonly [first: readonly number[], words: string])[] = [
  [[0x89, 0x50, 0x4e, 0x47], 'a picture (PNG)'],
  [[0xff, 0xd8, 0xff], 'a picture (JPEG)'],
  [[0x47, 0x49, 0x46, 0x38], 'a picture (GIF)'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF'],
  [[0x50, 0x4b, 0x03, 0x04], 'a ZIP archive, or an Office document'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Office document, or a mail of Outlook'],
];

/** Header, payload and signature in base64url; every header begins with `{"`. */
const token = /^\s*eyJ[\w-]+\.[\w-]+\.[\w-]*\s*$/;
const longestToken = 20_000;

/** A sentence, or null. */
export function fileKind(content: Uint8Array | string): string | null {
  const code = (index: number): number | undefined => (typeof content === 'string' ? content.charCodeAt(index) : content[index]);
  const found = kinds.find(([first]) => first.every((byte, index) => code(index) === byte));
  if (found !== undefined) return `This is ${found[1]}: the text of the message must be copied out of where it came from.`;
  if (content.length > longestToken) return null;
  return token.test(typeof content === 'string' ? content : new TextDecoder().decode(content)) ? 'This is a JSON web token, which belongs to OpenID Connect and not to SAML.' : null;
}
