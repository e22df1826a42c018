/** Watches the pages of a browser for SAML messages, and keeps nothing else of what goes through it. */
import { bindingPart } from '../shared/capture.ts';
import type { Devtools } from './devtools.ts';

/** An entry of a capture (HAR 1.2) with nothing in it but one SAML message, how it was sent, and how it was answered. */
export interface Seen {
  startedDateTime: string;
  request: { method: string; url: string; postData?: { text: string } };
  response?: { status: number; redirectURL: string };
}

export interface WatchListener {
  /** A message was sent; a response is told once it is answered, or was not in time. All that was seen so far, the new one last. */
  seen(what: 'request' | 'response', all: readonly Seen[]): void;
  /** The last page was closed: where the browser itself goes on, there is nothing to watch any more. */
  empty(): void;
}

/** Bytes of a posted form: as many as our own ACS takes. */
const formLimit = 8 * 1024 * 1024;
/** Messages kept of one watch. A login has two. */
const kept = 200;
/** Milliseconds a service provider is waited for to answer before the response is judged without. */
const answerTime = 10_000;

const carries = (text: string, name: string): boolean => new RegExp(`(?:^|[?&])${name}=`).test(text);

/** SECURITY: all that is kept of a request: where it went, and the fields of the SAML bindings as they were written. Null when it carries none. */
export function messageOf({ url, method, postData }: { url: string; method: string; postData?: string | undefined }): Seen['request'] | null {
  const [address = '', query = ''] = url.split('#', 1)[0]!.split(/\?(.*)/s);
  const body = method === 'POST' ? samlPart(postData ?? '') : '';
  if (body !== '') return { method, url: address, postData: { text: body } };
  const part = samlPart(query);
  return part === '' ? null : { method, url: `${address}?${part}` };
}

const samlPart = (text: string): string => (carries(text, 'SAMLRequest') || carries(text, 'SAMLResponse') ? bindingPart(text) : '');

const isResponse = ({ url, postData }: Seen['request']): boolean => carries(postData?.text ?? url, 'SAMLResponse');

/** Resolves when the first page is there and on its way to the address. */
export async function watch(devtools: Devtools, url: string, listener: WatchListener): Promise<void> {
  const all: Seen[] = [];
  const unanswered = new Map<string, { seen: Seen; timer: NodeJS.Timeout }>();
  const pages = new Set<string>();

  const add = (key: string, wallTime: number, request: Seen['request']): void => {
    const seen: Seen = { startedDateTime: new Date(wallTime * 1000).toISOString(), request };
    all.push(seen);
    if (all.length > kept) all.shift();
    if (!isResponse(request)) return listener.seen('request', all);
    const timer = setTimeout(() => answer(key, null), answerTime);
    timer.unref();
    unanswered.set(key, { seen, timer });
  };
  const answer = (key: string, response: Seen['response'] | null): void => {
    const waiting = unanswered.get(key);
    if (waiting === undefined) return;
    unanswered.delete(key);
    clearTimeout(waiting.timer);
    if (response != null) waiting.seen.response = response;
    listener.seen('response', all);
  };

  devtools.on('Network.requestWillBeSent', ({ requestId, wallTime, request, redirectResponse }, session) => {
    const key = `${session} ${requestId}`;
    if (redirectResponse !== undefined) answer(key, { status: redirectResponse.status, redirectURL: request.url });
    const message = messageOf(request);
    if (message !== null) return add(key, wallTime, message);
    if (request.method !== 'POST' || request.postData !== undefined || request.hasPostData !== true) return;
    // Too long for the event; where it is gone already, nothing can be said of it.
    devtools.send('Network.getRequestPostData', { requestId }, session).then(({ postData }) => {
      const late = messageOf({ ...request, postData });
      if (late !== null) add(key, wallTime, late);
    }, () => undefined);
  });
  devtools.on('Network.responseReceived', ({ requestId, response }, session) => answer(`${session} ${requestId}`, { status: response.status, redirectURL: '' }));
  devtools.on('Network.loadingFailed', ({ requestId }, session) => answer(`${session} ${requestId}`, null));
  devtools.on('Target.detachedFromTarget', ({ sessionId }) => {
    for (const key of unanswered.keys()) if (key.startsWith(`${sessionId} `)) answer(key, null);
    if (pages.delete(sessionId) && pages.size === 0) listener.empty();
  });

  const firstPage = new Promise<string>((resolve) => {
    devtools.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      if (targetInfo.type === 'page') pages.add(sessionId);
      // A page that is gone again before it was asked is no failure.
      void listenTo(devtools, sessionId).catch(() => undefined).then(() => {
        if (targetInfo.type === 'page') resolve(sessionId);
      });
    });
  });
  await devtools.send('Target.setAutoAttach', autoAttach);
  await devtools.send('Page.navigate', { url }, await firstPage);
}

/** Frames of other sites, and windows that a page opens, wait until they are listened to: no message of theirs goes by unseen. */
const autoAttach = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true } as const;

async function listenTo(devtools: Devtools, session: string): Promise<void> {
  await Promise.allSettled([
    // No answer's content is held for us.
    devtools.send('Network.enable', { maxPostDataSize: formLimit, maxTotalBufferSize: 0, maxResourceBufferSize: 0 }, session),
    devtools.send('Target.setAutoAttach', autoAttach, session),
    devtools.send('Runtime.runIfWaitingForDebugger', {}, session),
  ]);
}
