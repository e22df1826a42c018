/** A server that lives at the time of each case: libfaketime reads the time from a file whenever the server asks for it. */
import { existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = '/usr/lib';

/** Where Debian puts it, whatever the machine; null where it is not installed. `threads`: the one for programs with threads. */
export function faketimeLibrary({ threads = false } = {}) {
  const name = threads ? 'libfaketimeMT.so.1' : 'libfaketime.so.1';
  return !existsSync(folder) ? null : (readdirSync(folder).map((each) => join(folder, each, 'faketime', name)).find((each) => existsSync(each)) ?? null);
}

/** The environment in which a program tells the time of the file, and how that is set (epoch milliseconds; whole seconds are told). */
export function clockOf(file, options) {
  const set = (now) => {
    writeFileSync(`${file}.next`, `${new Date(now).toISOString().slice(0, 19).replace('T', ' ')}\n`);
    renameSync(`${file}.next`, file);
  };
  return { set, env: { LD_PRELOAD: faketimeLibrary(options), FAKETIME_TIMESTAMP_FILE: file, FAKETIME_NO_CACHE: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1', DONT_FAKE_MONOTONIC: '1', TZ: 'UTC' } };
}
