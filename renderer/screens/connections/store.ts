/** The connection being made: kept until it is created, also when the dialog is closed by mistake. */
import { create } from 'zustand';
import type { IdentityProviderID, ServiceProviderID } from '../../../shared/guides/names.ts';

interface NewConnectionState {
  sp: ServiceProviderID;
  idp: IdentityProviderID;
  inputs: Record<string, string>;
  name: string;
}

const fresh: NewConnectionState = { sp: 'heroku', idp: 'okta', inputs: {}, name: '' };
export const useNewConnection = create<NewConnectionState>(() => fresh);

export const setNew = (change: Partial<NewConnectionState>): void => useNewConnection.setState(change);
export const setInput = (id: string, value: string): void => useNewConnection.setState(({ inputs }) => ({ inputs: { ...inputs, [id]: value } }));
export const forget = (): void => useNewConnection.setState(fresh, true);
