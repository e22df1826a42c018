/** The settings of this app, as they are kept. */
import { settings as schema, type Settings } from '../shared/contract.ts';
import { readJson, writeAtomically } from './store.ts';

export interface SettingsStore {
  get(): Settings;
  put(value: Settings): void;
}

export const defaultSettings: Settings = { spPort: 7443, spHttps: false, idpPort: 7444, clockSkew: 180, policy: 'practice', loginTimeout: 300 };

/** Settings that were written by another version or by hand fall back, field by field, to the defaults. */
export function openSettings(folder: string): SettingsStore {
  const kept = readJson<Record<string, unknown>>(folder, 'settings.json') ?? {};
  let current: Settings = defaultSettings;
  for (const [name, value] of Object.entries(kept)) {
    const merged = schema.safeParse({ ...current, [name]: value });
    if (merged.success) current = merged.data;
  }
  return {
    get: () => current,
    put(value) {
      writeAtomically(folder, 'settings.json', JSON.stringify(value, null, 2));
      current = value;
    },
  };
}
