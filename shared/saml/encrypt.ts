/** Making encrypted elements (XML Encryption 1.1, saml-core 6) for the practice identity provider and the tests. */
import { blockCiphers, digestAlgorithms, keyTransports, maskGenerations, ns, sha1, type Hash } from '../urns.ts';
import { encryptBlocks, publicKeyOf, rsaEncryptOaep, rsaEncryptPkcs1, secureRandom, type OaepSettings, type RandomBytes } from './crypto.ts';
import { publishedCertificates } from './sign-settings.ts';

export interface EncryptOptions {
  /** Algorithm URI; AES-256-GCM when left out. */
  blockCipher?: string;
  /** Algorithm URI; RSA-OAEP with MGF1-SHA1 when left out. */
  keyTransport?: string;
  /** Digest of OAEP, as URI; SHA-1 when left out, which is what XML Encryption assumes. */
  digest?: string;
  /** Mask generation function of `xenc11:rsa-oaep`, as URI; MGF1-SHA1 when left out. */
  mgf?: string;
  /** OAEPparams. */
  label?: Uint8Array;
  random?: RandomBytes;
  /** EncryptedAssertion when left out. */
  wrapper?: 'EncryptedAssertion' | 'EncryptedID' | 'EncryptedAttribute';
  /** EncryptedKey inside the KeyInfo of EncryptedData (when left out), beside it, or beside it and pointed at by RetrievalMethod. */
  keyPlacement?: 'inside' | 'beside' | 'retrieval';
  /** Recipient attribute of each EncryptedKey, in the order of the keys. */
  recipients?: readonly string[];
  /** Put the recipient's certificate into the EncryptedKey's KeyInfo, where one was given. */
  includeCertificate?: boolean;
  /** Makes an EncryptedKey for the variant named here while still writing the one above: what some products do by mistake. */
  actualVariant?: { hash: Hash; mgfHash: Hash } | 'pkcs1';
}

const aes256gcm = ns.xenc11 + 'aes256-gcm';
const oaepMgf1p = ns.xenc + 'rsa-oaep-mgf1p';

/**
 * The element as ciphertext in its SAML wrapper. `plaintext` must be one element that declares every namespace it uses.
 * `recipientKeys`: certificates or public keys, PEM or base64 DER; each gets its own EncryptedKey.
 * Throws for algorithms we do not know and keys that cannot encrypt: mistakes of the program, not of a document.
 */
export function encryptElement(plaintext: Uint8Array | string, recipientKeys: string | readonly string[], options: EncryptOptions = {}): string {
  const random = options.random ?? secureRandom;
  const cipherURI = options.blockCipher ?? aes256gcm;
  const cipher = row(blockCiphers, cipherURI);
  const contentKey = random(cipher.keyBytes);
  const bytes = typeof plaintext === 'string' ? new TextEncoder().encode(plaintext) : plaintext;
  const data = encryptBlocks(cipher, contentKey, bytes, random);

  const placement = options.keyPlacement ?? 'inside';
  const dataID = `_data${hex(random(8))}`;
  const keyIDs: string[] = [];
  const keys = (typeof recipientKeys === 'string' ? [recipientKeys] : recipientKeys).map((material, index) => {
    const keyID = `_key${hex(random(8))}`;
    keyIDs.push(keyID);
    return encryptedKey(material, contentKey, { keyID, dataID, placement, recipient: options.recipients?.[index] }, options, random);
  });
  const keyInfo = placement === 'inside'
    ? `<ds:KeyInfo xmlns:ds="${ns.ds}">${keys.join('')}</ds:KeyInfo>`
    : placement === 'retrieval'
      ? `<ds:KeyInfo xmlns:ds="${ns.ds}">${keyIDs.map((id) => `<ds:RetrievalMethod Type="${ns.xenc}EncryptedKey" URI="#${id}"/>`).join('')}</ds:KeyInfo>`
      : '';
  const encryptedData = `<xenc:EncryptedData xmlns:xenc="${ns.xenc}" Id="${dataID}" Type="${ns.xenc}Element">`
    + `<xenc:EncryptionMethod Algorithm="${cipherURI}"/>${keyInfo}${cipherData(data)}</xenc:EncryptedData>`;
  const wrapper = options.wrapper ?? 'EncryptedAssertion';
  return `<saml:${wrapper} xmlns:saml="${ns.saml}">${encryptedData}${placement === 'inside' ? '' : keys.join('')}</saml:${wrapper}>`;
}

interface KeyPlace {
  keyID: string;
  dataID: string;
  placement: 'inside' | 'beside' | 'retrieval';
  recipient: string | undefined;
}

function encryptedKey(material: string, contentKey: Uint8Array, place: KeyPlace, options: EncryptOptions, random: RandomBytes): string {
  const transportURI = options.keyTransport ?? oaepMgf1p;
  const transport = row(keyTransports, transportURI);
  const key = publicKeyOf(material);
  if (key === null) throw new Error('The key to encrypt to cannot be read.');

  let method = '';
  let oaep: OaepSettings | null = null;
  if (transport.scheme !== 'pkcs1') {
    const digestURI = options.digest ?? sha1;
    const mgfURI = options.mgf ?? ns.xenc11 + 'mgf1sha1';
    // `rsa-oaep-mgf1p` has MGF1 with SHA-1 by definition, whatever the digest (xmlenc-core1 5.5.2).
    oaep = { hash: row(digestAlgorithms, digestURI).hash, mgfHash: transport.scheme === 'oaep11' ? row(maskGenerations, mgfURI) : 'sha1' };
    if (options.label !== undefined) oaep.label = options.label;
    method = (options.label === undefined ? '' : `<xenc:OAEPparams>${base64(options.label)}</xenc:OAEPparams>`)
      + `<ds:DigestMethod xmlns:ds="${ns.ds}" Algorithm="${digestURI}"/>`
      + (transport.scheme === 'oaep11' ? `<xenc11:MGF xmlns:xenc11="${ns.xenc11}" Algorithm="${mgfURI}"/>` : '');
  }
  if (options.actualVariant !== undefined) oaep = options.actualVariant === 'pkcs1' ? null : options.actualVariant;
  const cipher = oaep === null ? rsaEncryptPkcs1(key, contentKey, random) : rsaEncryptOaep(key, contentKey, oaep, random);
  if (cipher === null) throw new Error('The key to encrypt to is not RSA or too short for this padding.');

  const certificate = options.includeCertificate === true ? publishedCertificates(material)[0] : undefined;
  const keyInfo = certificate === undefined
    ? ''
    : `<ds:KeyInfo xmlns:ds="${ns.ds}"><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`;
  const recipient = place.recipient === undefined ? '' : ` Recipient="${escapeAttribute(place.recipient)}"`;
  const list = place.placement === 'inside' ? '' : `<xenc:ReferenceList><xenc:DataReference URI="#${place.dataID}"/></xenc:ReferenceList>`;
  return `<xenc:EncryptedKey xmlns:xenc="${ns.xenc}" Id="${place.keyID}"${recipient}>`
    + `<xenc:EncryptionMethod Algorithm="${transportURI}">${method}</xenc:EncryptionMethod>${keyInfo}${cipherData(cipher)}${list}</xenc:EncryptedKey>`;
}

function row<T>(table: Readonly<Record<string, T>>, uri: string): T {
  if (!Object.hasOwn(table, uri)) throw new Error(`We do not encrypt with ${uri}.`);
  return table[uri]!;
}

const cipherData = (bytes: Uint8Array): string => `<xenc:CipherData><xenc:CipherValue>${base64(bytes)}</xenc:CipherValue></xenc:CipherData>`;
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const escapeAttribute = (text: string): string => text.replace(/[&<"\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
