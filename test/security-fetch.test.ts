/** Fetching metadata: nothing but what the admin asked for, from nowhere inside a network, bounded in size and time. */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { RequestOptions } from 'node:http';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { fetchMetadata, isLoopback, isPrivate } from '../electron/fetch-metadata.ts';
import { AppError } from '../shared/errors.ts';
import { root } from './bundle.ts';
import { startHost } from './host.ts';

/** The address of a public host that does not exist: connections to it come to the local server instead. */
const publicAddress = '93.184.216.34';
const names = new Map<string, string[]>();
const connections: { host: string; servername: string | undefined; header: string | undefined }[] = [];

vi.mock('node:dns/promises', () => ({
  lookup: async (name: string) => {
    const found = names.get(name);
    if (found === undefined) throw new Error('ENOTFOUND');
    return found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  },
}));
vi.mock('node:https', async (original) => {
  const real = await original<typeof import('node:https')>();
  return {
    ...real,
    request(options: RequestOptions & { servername?: string }, listener: (response: IncomingMessage) => void) {
      connections.push({ host: String(options.host), servername: options.servername, header: (options.headers as Record<string, string>)['Host'] });
      const to = options.host === publicAddress ? { host: '127.0.0.1', port: securePort, rejectUnauthorized: false } : {};
      return real.request({ ...options, ...to }, listener);
    },
  };
});

let plain: Server;
let secure: Server;
let plainPort = 0;
let securePort = 0;
let answer: RequestListener = (_request, response) => response.end();
const asked: IncomingMessage[] = [];

beforeAll(async () => {
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    asked.push(request);
    response.on('error', () => undefined);
    answer(request, response);
  };
  const pem = (name: string): string => readFileSync(join(root, 'test/keys', name), 'utf8');
  plain = createServer(listener);
  secure = createHttps({ key: pem('idp-rsa.key.pem'), cert: pem('idp-rsa.crt.pem') }, listener);
  for (const server of [plain, secure]) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  plainPort = (plain.address() as { port: number }).port;
  securePort = (secure.address() as { port: number }).port;
});
afterAll(() => {
  for (const server of [plain, secure]) {
    server.closeAllConnections();
    server.close();
  }
});
afterEach(() => {
  names.clear();
  connections.length = 0;
  asked.length = 0;
  answer = (_request, response) => response.end();
});

const here = (path = '/'): string => `http://127.0.0.1:${plainPort}${path}`;
const patient = { bytes: 8 * 1024 * 1024, milliseconds: 15_000 };
const hasty = { bytes: 8 * 1024 * 1024, milliseconds: 300 };

async function refusal(url: string, limits = patient): Promise<string> {
  try {
    const { text } = await fetchMetadata(url, limits);
    return `fetched ${text}`;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    expect(error.message).toMatch(/\.$/);
    return error.code;
  }
}

describe('addresses', () => {
  it.each([
    '10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.0.1', '169.254.169.254', '100.64.0.1', '100.127.255.255', '0.0.0.0', '127.0.0.1', '127.255.255.255', '192.0.0.8', '198.18.0.1', '198.19.255.255', '224.0.0.1', '239.1.1.1', '240.0.0.1', '255.255.255.255',
    '::', '::1', '::ffff:10.0.0.1', '::ffff:a00:1', '::ffff:127.0.0.1', '::10.0.0.1', 'fc00::1', 'fd12:3456::1', 'fe80::1', 'fe80::1%eth0', 'febf::1', 'fec0::1', 'ff02::1', '64:ff9b::a00:1', '64:ff9b:1::1', '2002:a00:1::', '2001:0:a00:1::', 'not an address', '',
  ])('%s is inside', (address) => {
    expect(isPrivate(address)).toBe(true);
  });

  it.each(['8.8.8.8', publicAddress, '11.0.0.1', '9.255.255.255', '172.15.255.255', '172.32.0.1', '192.167.255.255', '192.169.0.1', '100.63.255.255', '100.128.0.1', '126.255.255.255', '128.0.0.1', '198.17.255.255', '198.20.0.1', '223.255.255.255', '2606:4700::1', '2a00:1450::1', '2001:4860::8888'])('%s is outside', (address) => {
    expect(isPrivate(address)).toBe(false);
    expect(isLoopback(address)).toBe(false);
  });

  it.each(['10.0.0.1', '172.20.1.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '[fd00::1]', '[fe80::1]', '[::ffff:192.168.1.1]', '[64:ff9b::c0a8:101]', '3232235777', '0xc0a80101', '0300.0250.1.1'])('https://%s is not fetched', async (host) => {
    expect(await refusal(`https://${host}/metadata`)).toBe('FETCH_REFUSED');
    expect(await refusal(`http://${host}/metadata`)).toBe('FETCH_REFUSED');
    expect(connections).toEqual([]);
  });

  it.each([
    ['a private address', ['192.168.1.1']], ['the address of this machine', ['127.0.0.1']], ['::1', ['::1']], ['a public and a private address', [publicAddress, '10.0.0.1']], ['the cloud’s own address', ['169.254.169.254']], ['a mapped private address', ['::ffff:10.0.0.1']],
  ])('a name for %s is not fetched', async (_name, addresses) => {
    names.set('idp.example', addresses);
    expect(await refusal('https://idp.example/metadata')).toBe('FETCH_REFUSED');
    expect(connections).toEqual([]);
  });

  it('an unknown name says so', async () => {
    expect(await refusal('https://nowhere.example/')).toBe('FETCH_FAILED');
  });

  it.each(['http://idp.example/metadata', 'http://idp.example:8080/metadata', `http://${publicAddress}/`])('%s would go without encryption', async (url) => {
    names.set('idp.example', [publicAddress]);
    expect(await refusal(url)).toBe('FETCH_REFUSED');
  });

  it.each(['', 'metadata', 'idp.example/metadata', 'ftp://idp.example/', 'file:///etc/passwd', 'javascript:alert(1)', 'gopher://127.0.0.1:25/', 'https://user:word@idp.example/', 'https://user@idp.example/', 'https://', 'http://[::1'])('%j is no address to fetch', async (url) => {
    expect(await refusal(url)).toBe('INVALID_INPUT');
  });

  it('goes to the very address that was looked at, and says the name to it', async () => {
    names.set('idp.example', [publicAddress]);
    answer = (_request, response) => response.end('<EntityDescriptor/>');
    expect(await fetchMetadata('https://idp.example:8443/metadata?a=b')).toEqual({ text: '<EntityDescriptor/>', url: 'https://idp.example:8443/metadata?a=b', bytes: 19 });
    expect(connections).toEqual([{ host: publicAddress, servername: 'idp.example', header: 'idp.example:8443' }]);
    expect(asked[0]!.url).toBe('/metadata?a=b');
  });

  it('sends nothing of the admin', async () => {
    answer = (_request, response) => response.end('x');
    await fetchMetadata(here());
    expect(Object.keys(asked[0]!.headers).sort()).toEqual(['accept', 'connection', 'host', 'user-agent']);
    expect(asked[0]!.headers['user-agent']).toBe('SSO-Workbench');
  });
});

describe('redirects', () => {
  const to = (location: string, code = 302): void => {
    answer = (_request, response) => response.writeHead(code, { location }).end();
  };

  it.each(['https://10.0.0.1/', 'https://192.168.1.1/', 'http://169.254.169.254/latest/meta-data/', 'https://[fd00::1]/', 'https://inside.example/', 'https://outside.example.inside/'])('from this machine to %s are refused', async (location) => {
    names.set('inside.example', ['10.0.0.1']).set('outside.example.inside', ['::ffff:127.0.0.1']);
    to(location);
    expect(await refusal(here())).toBe('FETCH_REFUSED');
  });

  it.each(['https://10.0.0.1/', 'https://inside.example/', 'https://127.0.0.1/', 'https://localhost/', 'https://[::1]/', 'http://idp.example/', 'http://127.0.0.1/'])('from outside to %s are refused', async (location) => {
    names.set('idp.example', [publicAddress]).set('inside.example', ['10.0.0.1']).set('localhost', ['127.0.0.1']);
    to(location);
    expect(await refusal('https://idp.example/metadata')).toBe('FETCH_REFUSED');
    expect(asked).toHaveLength(1);
  });

  it.each(['ftp://idp.example/', 'file:///etc/passwd', 'javascript:alert(1)', 'https://user:word@idp.example/', 'http://[', 'https://'])('to %s are no redirects', async (location) => {
    names.set('idp.example', [publicAddress]);
    to(location);
    expect(await refusal(here())).toBe('INVALID_INPUT');
  });

  it('are followed five times and no more', async () => {
    answer = (request, response) => {
      const left = Number(request.url!.slice(1));
      return left === 0 ? response.end('there') : response.writeHead(301, { location: `/${left - 1}` }).end();
    };
    expect(await refusal(here('/5'))).toBe('fetched there');
    expect(await refusal(here('/6'))).toBe('FETCH_FAILED');
  });

  it('without a location, and other answers, say what was answered', async () => {
    for (const code of [302, 304, 400, 401, 403, 404, 500, 204]) {
      answer = (_request, response) => response.writeHead(code).end();
      expect(await refusal(here()), String(code)).toBe('FETCH_FAILED');
    }
  });
});

describe('size and time', () => {
  it('takes 8 MB and no byte more, however it comes', async () => {
    const limit = 8 * 1024 * 1024;
    answer = (request, response) => response.end(Buffer.alloc(limit + Number(request.url!.slice(1)), 'a'));
    expect((await fetchMetadata(here('/0'))).bytes).toBe(limit);
    expect(await refusal(here('/1'))).toBe('TOO_LARGE');
    let sent = 0;
    answer = (_request, response) => {
      const more = (): void => {
        while (!response.destroyed && sent < 200 * 1024 * 1024) {
          sent += 65_536;
          if (!response.write(Buffer.alloc(65_536, 'b'))) return void response.once('drain', more);
        }
      };
      more();
    };
    expect(await refusal(here())).toBe('TOO_LARGE');
    expect(sent).toBeLessThan(40 * 1024 * 1024);
  });

  it.each<[string, RequestListener]>([
    ['never', () => undefined],
    ['with half an answer', (_request, response) => void response.writeHead(200, { 'content-length': '100' }).write('<Ent')],
    ['a byte at a time', (_request, response) => {
      const timer = setInterval(() => (response.destroyed ? clearInterval(timer) : response.write('a')), 20);
    }],
    ['with headers a byte at a time', (request) => {
      const timer = setInterval(() => (request.socket.destroyed ? clearInterval(timer) : request.socket.write('a')), 20);
      request.socket.write('HTTP/1.1 200 OK\r\nX-Slow: ');
    }],
    ['with redirects that take their time', (_request, response) => void setTimeout(() => response.writeHead(302, { location: '/' }).end(), 90)],
  ])('who answers %s is not waited for', async (_name, listener) => {
    answer = listener;
    expect(await refusal(here(), hasty)).toBe('TIMEOUT');
  });

  it('who breaks off is said to', async () => {
    answer = (request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('<Ent');
      setTimeout(() => request.socket.destroy(), 30);
    };
    expect(await refusal(here())).toBe('FETCH_FAILED');
    answer = (request) => request.socket.destroy();
    expect(await refusal(here())).toBe('FETCH_FAILED');
    expect(await refusal('http://127.0.0.1:1/')).toBe('FETCH_FAILED');
  });
});

describe('the app', () => {
  it('tells what left the machine, and to whom, answered or not; and nothing else did', async () => {
    const test = await startHost();
    answer = (request, response) => (request.url === '/gone' ? response.writeHead(404).end() : request.url === '/away' ? response.writeHead(302, { location: 'https://10.0.0.1/' }).end() : response.end('<a/>'));
    await test.call('metadata.fetch', { url: here('/secret-path?token=1') });
    for (const path of ['/gone', '/away']) expect(await test.codeOf('metadata.fetch', { url: here(path) })).toMatch(/^FETCH_/);
    for (const url of ['https://10.0.0.1/', 'http://idp.example/', 'no address']) expect(await test.codeOf('metadata.fetch', { url })).not.toBe('ok');
    const once = { at: new Date(test.clock.now).toISOString(), what: 'a request for metadata', to: `127.0.0.1:${plainPort}` };
    expect((await test.call('app.info', {})).sent).toEqual([once, once, once]);
    expect(test.events.filter((event) => 'changed' in event && event.changed === 'app')).toHaveLength(3);
    await test.close();
  });
});
