/** Which screen understands what was handed in: a look at its first bytes; the host judges. */
import type { Draft } from './components/draft.ts';
import type { Tool } from './route.ts';

/** How much is looked at: enough for a long XML declaration, comments and a signature before the root's name. */
const looked = 60_000;
/** Words of an error page in its address. */
const errorInAddress = /[?&#](?:error|error_\w+|message|reason)=|\/error[/_.?]/i;
/** A message of SAML, or what may hold one: an element, a field of a form, a long value in base64, a HAR file. */
const message = /(?:<|\\u003c|&lt;|%3C)(?:[\w.-]{1,30}(?::|%3A))?(?:Response|AuthnRequest|LogoutRe(?:quest|sponse)|ArtifactRe(?:solve|sponse)|(?:Encrypted)?Assertion)(?=[\s>+%&/\\])|SAML(?:Request|Response|art)["']?\s*[=:]\s*["']?[\w+/%=-]{40}|[A-Za-z0-9+/]{200}|(?:[A-Za-z0-9+/]{60,100}\s+){3}|^\s*\{\s*"log"\s*:|^\s*<(?!(?:p|div|span|h\d|pre|b|ul|li|td)[\s>])/i;
const certificateFile = /\.(cer|crt|pem|der|p7b|p7c|p12|pfx)$/i;

export function destinationOf(draft: Draft): Tool | 'metadata-url' {
  const start = beginning(draft);
  const text = start.trim();
  if (text.startsWith('-----BEGIN ') || certificateFile.test(draft.name ?? '') || /^MII[A-Za-z0-9+/=\s]{200,}$/.test(text) || /^0[\x80-\x83]/.test(start)) return 'certificates';
  if (hasMetadata(text)) return 'metadata';
  const isText = draft.size < looked && /^[^\u0000-\u0008]+$/.test(text) && !/\.(?:har|xml)$/i.test(draft.name ?? '') && (!message.test(text) || isStatusAlone(text));
  if (/^https?:\/\/\S+$/.test(text)) {
    if (isText && errorInAddress.test(text)) return 'explain';
    return /[?&#]SAML(?:Request|Response|art)=/.test(text) ? 'inspect' : 'metadata-url';
  }
  // One word is an error where it is a code: AADSTS50011, app_not_configured_for_user.
  return isText && (/\s/.test(text) || /^[a-z][\w.-]{3,60}$/i.test(text)) ? 'explain' : 'inspect';
}

/** The status of an error, copied out of the response that it came in. */
const isStatusAlone = (text: string): boolean => /^<(?:[\w.-]{1,30}:)?Status(?:Code|Message)?[\s>]/.test(text) && text.length < 4000;

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
