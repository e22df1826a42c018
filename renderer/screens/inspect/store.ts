/** What the admin is in the middle of on the Inspect screen: what was handed in, and what to judge against. */
import { create } from 'zustand';
import type { Against } from '../../../shared/contract.ts';
import type { Draft } from '../../components/draft.ts';
import { createJob } from '../../components/job.ts';

/** Everything to judge against as typed; '' is left out. */
export interface Typed {
  connectionId: string;
  metadata: string;
  certificate: string;
  spEntityID: string;
  assertionConsumerService: string;
  requestID: string;
  now: string;
  clockSkew: string;
  decryptionKey: string;
  entityID: string;
  allowIdpInitiated: boolean;
  policy: 'practice' | 'strict';
}

const nothingTyped: Typed = { connectionId: '', metadata: '', certificate: '', spEntityID: '', assertionConsumerService: '', requestID: '', now: '', clockSkew: '', decryptionKey: '', entityID: '', allowIdpInitiated: false, policy: 'practice' };

interface InspectState {
  typed: Typed;
  /** The box is open for changes; folded to one line once there is a report. */
  editing: boolean;
  againstOpen: boolean;
  index: number;
}

export const document = createJob();
export const useInspect = create<InspectState>(() => ({ typed: nothingTyped, editing: true, againstOpen: false, index: 0 }));
const { setState, getState } = useInspect;

export const setEditing = (editing: boolean): void => setState({ editing });
export const setAgainstOpen = (againstOpen: boolean): void => setState({ againstOpen });

export async function inspect(): Promise<void> {
  const { typed, index } = getState();
  await document.run(againstOf(typed), index);
  const { report, error } = document.use.getState();
  if (report && !error) setState({ editing: false });
}

/** A choice, not typing, changed what it is judged against: a report on screen is judged again. */
export function setTyped(change: Partial<Typed>, again = false): void {
  setState({ typed: { ...getState().typed, ...change } });
  if (again && document.use.getState().report) void inspect();
}

export function takeDocument(draft: Draft): void {
  document.take(draft);
  setState({ index: 0, editing: false });
  void inspect();
}

export function startOver(): void {
  document.clear();
  setState({ editing: true, index: 0 });
}

export function chooseMessage(index: number): void {
  setState({ index });
  void inspect();
}

export function againstOf(typed: Typed): Against {
  const against: Against = { policy: typed.policy };
  for (const key of ['connectionId', 'metadata', 'certificate', 'spEntityID', 'assertionConsumerService', 'requestID', 'now', 'decryptionKey', 'entityID'] as const) {
    const value = typed[key].trim();
    if (value !== '') against[key] = value;
  }
  if (/^\d+$/.test(typed.clockSkew.trim())) against.clockSkew = Number(typed.clockSkew);
  if (typed.allowIdpInitiated) against.allowIdpInitiated = true;
  return against;
}
