/** Fetches metadata from a URL the admin asked for: the only thing the app ever sends on its own line. */
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
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

interface FetchLimits {
  bytes: number;
  milliseconds: number;
}

export interface FetchOptions extends Partial<FetchLimits> {
  /** Hears of every host that is about to be asked, those of redirects too. */
  asking?(host: string): void;
}

/**
 * https, or http on this machine. Every address, of every redirect too, is resolved first and refused when it is a private
 * one (SSRF), and the connection goes to the very address that was looked at (no second look-up, no DNS rebinding). This
 * machine itself is reached only when the admin named it: no address elsewhere can lead here by a redirect.
 */
export async function fetchMetadata(text: string, { bytes = sizeLimit, milliseconds = timeLimit, asking }: FetchOptions = {}): Promise<Fetched> {
  const limits: FetchLimits = { bytes, milliseconds };
  let url = readURL(text);
  let local = true;
  const late = AbortSignal.timeout(milliseconds);
  for (let hops = 0; hops <= redirectLimit; hops++) {
    const target = await allowedAddress(url, local);
    local = isLoopback(target.address);
    asking?.(url.host);
    const answer = await get(url, target, late, limits);
    const location = answer.headers.location;
    if (answer.statusCode !== undefined && answer.statusCode >= 300 && answer.statusCode < 400 && location !== undefined) {
      answer.destroy();
      const next = readURL(location, url);
      if (url.protocol === 'https:' && next.protocol === 'http:') throw new AppError('FETCH_REFUSED', `${url.host} redirects from https to http.`, 'Use the final https address.');
      url = next;
      continue;
    }
    if (answer.statusCode !== 200) {
      answer.destroy();
      throw new AppError('FETCH_FAILED', `${url.host} answered ${answer.statusCode ?? 'nothing'} ${answer.statusMessage ?? ''}`.trim() + '.', 'Open the address in a browser: does it show XML without signing in? Otherwise download the file and drop it here.');
    }
    const body = await readAll(answer, url, late, limits);
    return { text: body.toString('utf8'), url: url.href, bytes: body.length };
  }
  throw new AppError('FETCH_FAILED', `${url.host} redirected more than ${redirectLimit} times.`, 'Download the metadata in a browser and drop the file here.');
}

function readURL(text: string, base?: URL): URL {
  let url: URL;
  try {
    url = new URL(text.trim(), base);
  } catch {
    throw new AppError('INVALID_INPUT', 'This is not a web address.', 'A metadata address starts with https://.');
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new AppError('INVALID_INPUT', `Addresses that start with ${url.protocol} are not fetched.`, 'A metadata address starts with https://.');
  if (url.username !== '' || url.password !== '') throw new AppError('INVALID_INPUT', 'Addresses with a user name or password in them are not fetched.');
  return url;
}

interface Target {
  address: string;
  family: number;
}

/** The address to connect to, once it is known to be allowed. */
async function allowedAddress(url: URL, mayBeLocal: boolean): Promise<Target> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const found = isIP(host) !== 0 ? [{ address: host, family: isIP(host) }] : await lookup(host, { all: true }).catch(() => []);
  const first = found[0];
  if (first === undefined) throw new AppError('FETCH_FAILED', `The name ${host} could not be resolved.`, 'Check the spelling and the network. Or download the file in a browser and drop it here.');
  const allLoopback = found.every(({ address }) => isLoopback(address));
  if (mayBeLocal && allLoopback && (host === 'localhost' || isIP(host) !== 0)) return first;
  const reserved = found.find(({ address }) => isPrivate(address));
  if (reserved !== undefined) throw new AppError('FETCH_REFUSED', `${host} is at ${reserved.address}, an address inside a private network.`, 'Download the metadata in a browser and drop the file here.');
  if (url.protocol !== 'https:') throw new AppError('FETCH_REFUSED', `${url.href} would be fetched without encryption: anyone on the way could put in another certificate.`, 'Use the https address.');
  return first;
}

export function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1' || address.startsWith('::ffff:127.');
}

/** One list for each version: a list of both takes every IPv4 address for ::ffff:a.b.c.d, too. */
const inside = { ipv4: new BlockList(), ipv6: new BlockList() };
// This network, private (RFC 1918), carrier-grade NAT, loopback, link-local, protocol assignments, benchmarks, multicast and reserved.
for (const [network, bits] of [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['224.0.0.0', 3]] as const) inside.ipv4.addSubnet(network, bits);
// Loopback, IPv4 inside IPv6 (mapped, NAT64, Teredo, 6to4), unique local, link- and site-local, multicast.
for (const [network, bits] of [['::', 8], ['64:ff9b::', 16], ['2001::', 32], ['2002::', 16], ['fc00::', 7], ['fe80::', 9], ['ff00::', 8]] as const) inside.ipv6.addSubnet(network, bits, 'ipv6');

/** What is no address at all counts as private, too. */
export function isPrivate(address: string): boolean {
  const plain = address.split('%')[0]!;
  const version = isIP(plain);
  return version === 0 || (version === 4 ? inside.ipv4.check(plain) : inside.ipv6.check(plain, 'ipv6'));
}

const tooLate = (url: URL, did: string, limits: FetchLimits): AppError =>
  new AppError('TIMEOUT', `${url.host} did not ${did} within ${limits.milliseconds / 1000} seconds.`, 'Try again, or download the file in a browser and drop it here.');

async function get(url: URL, { address, family }: Target, late: AbortSignal, limits: FetchLimits): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const options: RequestOptions & { servername?: string } = {
      host: address, family, port: url.port === '' ? undefined : Number(url.port), path: url.pathname + url.search, method: 'GET', agent: false, signal: late,
      headers: { Host: url.host, Accept: 'application/samlmetadata+xml, application/xml, text/xml, */*;q=0.1', 'User-Agent': 'SSO-Workbench' },
    };
    if (isIP(url.hostname) === 0) options.servername = url.hostname;
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(options, resolve);
    request.on('error', (error: NodeJS.ErrnoException) => {
      reject(late.aborted ? tooLate(url, 'answer', limits) : new AppError('FETCH_FAILED', `${url.host} could not be reached (${error.code ?? error.message}).`, 'Check the network. Or download the file in a browser and drop it here.'));
    });
    request.end();
  });
}

function readAll(answer: IncomingMessage, url: URL, late: AbortSignal, limits: FetchLimits): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    answer.on('data', (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= limits.bytes) return;
      chunks.length = 0;
      answer.destroy();
      reject(new AppError('TOO_LARGE', `${url.host} sent more than ${limits.bytes / 1048576} MB.`, 'This looks like an aggregate of many organisations. Fetch the metadata of the one identity provider.'));
    });
    answer.on('error', () => reject(late.aborted ? tooLate(url, 'finish', limits) : new AppError('FETCH_FAILED', `The connection to ${url.host} broke off.`, 'Try again.')));
    answer.on('end', () => resolve(Buffer.concat(chunks)));
  });
}
