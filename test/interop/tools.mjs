/** Small things the interop run is made of: ports, commands with a time limit, background processes that surely end. */
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';

/** A port of 127.0.0.1 that was free a moment ago. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

export const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Asks again until `look` gives something other than null, or throws after `seconds`. */
export async function until(what, seconds, look) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined) return found;
    if (Date.now() > end) throw new Error(`${what} did not come within ${seconds} s`);
    await wait(60);
  }
}

/** Groups of processes that still run, by the id of their leader. */
const groups = new Set();

function kill(group, signal) {
  try {
    process.kill(-group, signal);
  } catch {
    // It has ended already.
  }
}

/** Ends whatever still runs, at once. For the end of the process itself. */
export function killAll() {
  for (const group of groups) kill(group, 'SIGKILL');
}

/** A command that ends by itself: its exit code and what it printed. Never throws for a failing command. */
export function run(command, args, { input = '', seconds = 60, cwd, env } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env: env ?? process.env, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    const timer = setTimeout(() => {
      stderr += `\nstopped after ${seconds} s`;
      kill(child.pid, 'SIGKILL');
    }, seconds * 1000);
    const finish = (code) => {
      clearTimeout(timer);
      groups.delete(child.pid);
      resolve({ code, stdout, stderr });
    };
    if (child.pid !== undefined) groups.add(child.pid);
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.on('error', (error) => {
      stderr += error.message;
      finish(127);
    });
    child.on('close', (code) => finish(code ?? 1));
  });
}

/** Runs a command and throws with the end of its words when it fails. */
export async function must(command, args, options) {
  const { code, stdout, stderr } = await run(command, args, options);
  if (code !== 0) throw new Error(`${command} ${args[0] ?? ''} failed (${code}): ${`${stderr}\n${stdout}`.trim().split('\n').slice(-4).join(' / ').slice(-500)}`);
  return stdout;
}

/** A server in the background, in a process group of its own; its words go to `log`. */
export function background(command, args, { log, cwd, env, onLine } = {}) {
  const child = spawn(command, args, { cwd, env: env ?? process.env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  if (child.pid !== undefined) groups.add(child.pid);
  const file = createWriteStream(log, { flags: 'a' });
  let ended = false;
  let last = '';
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream.setEncoding('utf8').on('data', (text) => {
      file.write(text);
      const lines = (rest + text).split('\n');
      rest = lines.pop();
      for (const line of lines) {
        if (line.trim() !== '') last = line;
        onLine?.(line);
      }
    });
  }
  const closed = new Promise((resolve) => {
    const done = () => {
      ended = true;
      groups.delete(child.pid);
      file.end();
      resolve();
    };
    child.on('error', done);
    child.on('close', done);
  });
  return {
    ended: () => ended,
    lastLine: () => last,
    async stop() {
      if (ended) return;
      kill(child.pid, 'SIGTERM');
      await Promise.race([closed, wait(3000)]);
      if (!ended) kill(child.pid, 'SIGKILL');
      await Promise.race([closed, wait(1000)]);
    },
  };
}

/** Waits until the address answers 200, for as long as the server lives. */
export async function answering(what, server, url, seconds) {
  await until(what, seconds, async () => {
    if (server.ended()) throw new Error(`${what} ended: ${server.lastLine().slice(0, 300)}`);
    const answer = await fetch(url, { signal: AbortSignal.timeout(4000), redirect: 'manual' }).catch(() => null);
    const good = answer?.status === 200;
    await answer?.body?.cancel();
    return good ? true : null;
  });
}

/** Posts a form to a server on this machine that goes by the name of `host`. */
export function postForm({ port, host, path, headers = {}, form, seconds = 20 }) {
  const body = new URLSearchParams(form).toString();
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method: 'POST', timeout: seconds * 1000, headers: { host, 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body), ...headers } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part) => (text += part)).on('end', () => resolve({ status: answer.statusCode, type: answer.headers['content-type'] ?? '', location: answer.headers.location ?? null, body: text }));
      answer.on('error', reject);
    });
    asked.on('timeout', () => asked.destroy(new Error(`no answer within ${seconds} s`)));
    asked.on('error', reject);
    asked.end(body);
  });
}

export const decodeEntities = (text) =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(amp|lt|gt|quot|apos));/gi, (_all, hex, decimal, name) =>
    name === undefined ? String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)) : { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }[name.toLowerCase()]);
