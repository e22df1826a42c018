/** Which screen understands what was handed in: a look at its first bytes; the host judges. */
import type { Draft } from './components/draft.ts';
import type { Tool } from './route.ts';

/** How much is looked at: enough for a long XML declaration, comments and a signature before the root's name. */
const looked = 60_000;
const certificateFile = /\.(cer|crt|pem|der|p7b|p7c|p12|pfx)$/i;

export function destinationOf(draft: Draft): Tool | 'metadata-url' {
  const start = beginning(draft);
  const text = start.trim();
  if (text.startsWith('-----BEGIN ') || certificateFile.test(draft.name ?? '') || /^MII[A-Za-z0-9+/=\s]{200,}$/.test(text) || /^0[\x80-\x83]/.test(start)) return 'certificates';
  if (hasMetadata(text)) return 'metadata';
  if (/^https?:\/\/\S+$/.test(text) && !/[?&#]SAML(Request|Response|art)=/.test(text)) return 'metadata-url';
  const words = text.split(/\s+/);
  if (!/[<{]|SAML(Request|Response)=/.test(text) && draft.size < 20_000 && words.length >= 3 && words.every((word) => word.length < 200)) return 'explain';
  return 'inspect';
}

function beginning({ content }: Draft): string {
  return 'text' in content ? content.text.slice(0, looked) : decoded(content.base64.slice(0, looked));
}

function hasMetadata(text: string): boolean {
  const root = /<(?:[\w.-]+:)?Entit(?:y|ies)Descriptor[\s>]/;
  if (root.test(text)) return true;
  // Metadata is now and then handed over in base64.
  return /^[A-Za-z0-9+/=_\s-]{80,}$/.test(text) && root.test(decoded(text.replace(/\s+/g, '')));
}

function decoded(base64: string): string {
  try {
    return atob(base64.replaceAll('-', '+').replaceAll('_', '/').slice(0, base64.length - (base64.length % 4)));
  } catch {
    return '';
  }
}
