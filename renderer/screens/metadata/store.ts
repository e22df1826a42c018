/** What the admin is in the middle of on the Metadata tool. */
import { create } from 'zustand';
import type { Draft } from '../../components/draft.ts';
import { draftOfText } from '../../components/draft.ts';
import { createJob } from '../../components/job.ts';
import { asAppError, call } from '../../api.ts';

interface MetadataState {
  role: 'idp' | 'sp';
  entityID: string;
  url: string;
  fetching: boolean;
  /** Where the content came from, for the record. */
  source: string;
  /** The connection that was open when it arrived: most likely where it belongs. */
  connectionId: string;
}

export const metadata = createJob();
export const useMetadata = create<MetadataState>(() => ({ role: 'idp', entityID: '', url: '', fetching: false, source: '', connectionId: '' }));
const { setState, getState } = useMetadata;

export const setURL = (url: string): void => setState({ url });

export async function judge(): Promise<void> {
  const { role, entityID } = getState();
  await metadata.run({ role, ...(entityID.trim() === '' ? {} : { entityID: entityID.trim() }) });
}

export function takeMetadata(draft: Draft, connectionId = getState().connectionId): void {
  setState({ connectionId, source: draft.name ? `dropped ${draft.name}` : 'pasted', entityID: '' });
  metadata.take(draft);
  void judge();
}

export const chooseConnection = (connectionId: string): void => setState({ connectionId });

export function setRole(role: 'idp' | 'sp'): void {
  setState({ role });
  if (metadata.use.getState().report) void judge();
}

export function chooseEntity(entityID: string): void {
  setState({ entityID });
  void judge();
}

export function takeMetadataURL(url: string, connectionId: string): void {
  setState({ url, connectionId });
  void fetchMetadata();
}

/** The one thing here that leaves the machine, at the admin's word. */
export async function fetchMetadata(): Promise<void> {
  const { url } = getState();
  setState({ fetching: true });
  try {
    const fetched = await call('metadata.fetch', { url: url.trim() });
    setState({ source: fetched.url, entityID: '' });
    metadata.take(draftOfText(fetched.text, fetched.url));
    await judge();
  } catch (error) {
    metadata.fail(asAppError(error));
  } finally {
    setState({ fetching: false });
  }
}
