/** What the admin is in the middle of on the Certificates tool. */
import { create } from 'zustand';
import type { Draft } from '../../components/draft.ts';
import { createJob } from '../../components/job.ts';

export const certificate = createJob();
export const useCertificates = create<{ passphrase: string }>(() => ({ passphrase: '' }));

export const setPassphrase = (passphrase: string): void => useCertificates.setState({ passphrase });

export async function read(): Promise<void> {
  const { passphrase } = useCertificates.getState();
  await certificate.run(passphrase === '' ? {} : { passphrase });
}

export function takeCertificate(draft: Draft): void {
  certificate.take(draft);
  void read();
}
