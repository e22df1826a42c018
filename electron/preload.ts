/** The only door between the page and the host: one call, one stream of events. Sandboxed; imports nothing of ours. */
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';

contextBridge.exposeInMainWorld('workbench', {
  call: (name: unknown, input: unknown): Promise<unknown> => ipcRenderer.invoke('workbench:call', name, input),
  on(listener: (event: unknown) => void): () => void {
    // SECURITY: Electron's own event object stays here: its sender could send on any channel.
    const hear = (_event: IpcRendererEvent, event: unknown): void => listener(event);
    ipcRenderer.on('workbench:event', hear);
    return () => void ipcRenderer.off('workbench:event', hear);
  },
});
