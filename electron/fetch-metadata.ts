/** Fetches metadata from a URL the admin asked for: the only thing the app ever sends on its own line. */
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { request as httpsRequest } from 'node:https';
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { AppError } from '../shared/errors.ts';

/** Bytes. Larger files are aggregates, which the command line streams. */
const sizeLimit = 8 * 1024 * 1024;
/** Milliseconds for the whole exchange, redirects included. */
const timeLimit = 15_000;
const redirectLimit = 5;

export interface Fetched {
  text: string;
  url: string;
  bytes: number;
}

/**
 * https, or http on this machine. Every address, of every redirect too, is resolved first and refused when it is a private
 * one (SSRF), and the connection goes to the very address that was looked at (no second look-up, no DNS rebinding).
 */
export async function fetchMetadata(text: string): Promise<Fetched> {
  const deadline = Date.now() + timeLimit;
  let url = readURL(text);
  for (let hops = 0; hops <= redirectLimit; hops++) {
    const answer = await get(url, deadline);
    const location = answer.headers.location;
    if (answer.statusCode !== undefined && answer.statusCode >= 300 && answer.statusCode < 400 && location !== undefined) {
      answer.resume();
      const next = readURL(new URL(location, url).href);
      if (url.protocol === 'https:' && next.protocol === 'http:') throw new AppError('FETCH_REFUSED', `${url.host} redirects from https to http.`, 'Use the final https address.');
      url = next;
      continue;
    }
    if (answer.statusCode !== 200) {
      answer.resume();
      throw new AppError('FETCH_FAILED', `${url.host} answered ${answer.statusCode ?? 'nothing'} ${answer.statusMessage ?? ''}`.trim() + '.', 'Open the address in a browser: does it show XML without signing in? Otherwise download the file and drop it here.');
    }
    const body = await readAll(answer, url, deadline);
    return { text: body.toString('utf8'), url: url.href, bytes: body.length };
  }
  throw new AppError('FETCH_FAILED', `${url.host} redirected more than ${redirectLimit} times.`, 'Download the metadata in a browser and drop the file here.');
}

function readURL(text: string): URL {
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    throw new AppError('INVALID_INPUT', 'This is not a web address.', 'A metadata address starts with https://.');
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new AppError('INVALID_INPUT', `Addresses that start with ${url.protocol} are not fetched.`, 'A metadata address starts with https://.');
  if (url.username !== '' || url.password !== '') throw new AppError('INVALID_INPUT', 'Addresses with a user name or password in them are not fetched.');
  return url;
}

/** The address to connect to, once it is known to be allowed. */
async function allowedAddress(url: URL): Promise<{ address: string; family: number }> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const found = isIP(host) !== 0 ? [{ address: host, family: isIP(host) }] : await lookup(host, { all: true }).catch(() => []);
  const first = found[0];
  if (first === undefined) throw new AppError('FETCH_FAILED', `The name ${host} could not be resolved.`, 'Check the spelling and the network. Or download the file in a browser and drop it here.');
  const allLoopback = found.every(({ address }) => isLoopback(address));
  if (allLoopback && (host === 'localhost' || isIP(host) !== 0)) return first;
  const inside = found.find(({ address }) => isPrivate(address));
  if (inside !== undefined) throw new AppError('FETCH_REFUSED', `${host} is at ${inside.address}, an address inside a private network.`, 'Download the metadata in a browser and drop the file here.');
  if (url.protocol !== 'https:') throw new AppError('FETCH_REFUSED', `${url.href} would be fetched without encryption: anyone on the way could put in another certificate.`, 'Use the https address.');
  return first;
}

export function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1' || address.startsWith('::ffff:127.');
}

/** Loopback, RFC 1918, link-local, carrier-grade NAT, unique local, multicast and reserved ranges. */
export function isPrivate(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  const plain = mapped?.[1] ?? address;
  if (isIP(plain) === 4) {
    const [a = 0, b = 0] = plain.split('.').map(Number);
    return a === 0 || a === 10 || a === 127 || a >= 224 || (a === 100 && b >= 64 && b < 128) || (a === 169 && b === 254) || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168) || (a === 198 && (b === 18 || b === 19));
  }
  const low = plain.toLowerCase();
  return low === '::' || low === '::1' || /^f[cd]/.test(low) || /^fe[89ab]/.test(low) || low.startsWith('ff') || low.startsWith('::ffff:') || low.startsWith('64:ff9b:');
}

async function get(url: URL, deadline: number): Promise<IncomingMessage> {
  const { address, family } = await allowedAddress(url);
  return new Promise((resolve, reject) => {
    const options: RequestOptions & { servername?: string } = {
      host: address, family, port: url.port === '' ? undefined : Number(url.port), path: url.pathname + url.search, method: 'GET', agent: false,
      headers: { Host: url.host, Accept: 'application/samlmetadata+xml, application/xml, text/xml, */*;q=0.1', 'User-Agent': 'SSO-Workbench' },
    };
    if (isIP(url.hostname) === 0) options.servername = url.hostname;
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(options, resolve);
    request.setTimeout(Math.max(1, deadline - Date.now()), () => request.destroy(new Error('timeout')));
    request.on('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.message === 'timeout'
          ? new AppError('TIMEOUT', `${url.host} did not answer within ${timeLimit / 1000} seconds.`, 'Try again, or download the file in a browser and drop it here.')
          : new AppError('FETCH_FAILED', `${url.host} could not be reached (${error.code ?? error.message}).`, 'Check the network. Or download the file in a browser and drop it here.'),
      );
    });
    request.end();
  });
}

function readAll(answer: IncomingMessage, url: URL, deadline: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const fail = (error: AppError): void => {
      clearTimeout(timer);
      answer.destroy();
      reject(error);
    };
    const timer = setTimeout(() => fail(new AppError('TIMEOUT', `${url.host} did not finish within ${timeLimit / 1000} seconds.`, 'Download the file in a browser and drop it here.')), Math.max(1, deadline - Date.now()));
    answer.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > sizeLimit) return fail(new AppError('TOO_LARGE', `${url.host} sent more than ${sizeLimit / 1048576} MB.`, 'This looks like an aggregate of many organisations. Fetch the metadata of the one identity provider.'));
      chunks.push(chunk);
    });
    answer.on('error', () => fail(new AppError('FETCH_FAILED', `The connection to ${url.host} broke off.`, 'Try again.')));
    answer.on('end', () => {
      clearTimeout(timer);
      resolve(Buffer.concat(chunks));
    });
  });
}
