/** The contract over Electron's IPC: one channel for calls, one for events. */
import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import type { Envelope, HostEvent } from '../shared/contract.ts';
import { isOwnAddress } from './app-protocol.ts';
import type { Dispatch } from './dispatch.ts';

const callChannel = 'workbench:call';
const eventChannel = 'workbench:event';

const foreign: Envelope<never> = { ok: false, error: { code: 'FORBIDDEN', message: 'This call did not come from the window of SSO Workbench.' } };

/** Answers calls of the window's own page, and of nobody else. */
export function answerCalls(dispatch: Dispatch, screen: () => WebContents | null): void {
  ipcMain.handle(callChannel, async (event, name: unknown, input: unknown): Promise<Envelope<unknown>> => (isFromScreen(event, screen()) ? dispatch(name, input) : foreign));
}

/** Tells the screen; nobody may be there to hear it. */
export function tellScreen(screen: () => WebContents | null, event: HostEvent): void {
  const contents = screen();
  if (contents !== null && !contents.isDestroyed()) contents.send(eventChannel, event);
}

/**
 * SECURITY: a frame inside the page, a second window or a page that was navigated away would have the preload's channel, too.
 * Only the main frame of our window, showing our own origin, is answered.
 * https://www.electronjs.org/docs/latest/tutorial/security#17-validate-the-sender-of-all-ipc-messages
 */
function isFromScreen(event: IpcMainInvokeEvent, contents: WebContents | null): boolean {
  if (contents === null || event.sender !== contents) return false;
  try {
    const frame = event.senderFrame;
    return frame !== null && frame.parent === null && isOwnAddress(frame.url);
  } catch {
    // A frame that is gone by now throws when it is asked anything.
    return false;
  }
}
