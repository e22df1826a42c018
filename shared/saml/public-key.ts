/** What a SubjectPublicKeyInfo says of its key (RFC 5280 4.1.2.7, RFC 3279, RFC 5480, RFC 8410), read without node:crypto. */
import type { CertificateFacts } from '../model.ts';
import { derAt, derChildren, derExpect, derFault, derIntegerBits, derOid, tag, type DerElement } from './der.ts';

export interface PublicKeyFacts {
  keyType: CertificateFacts['keyType'];
  /** RSA modulus or DSA prime bits, or the curve's; 0 when unknown. */
  keyBits: number;
  curve: string | null;
}

/** Curves by object identifier: the name NIST or its maker gave it, and the bits of its field. */
const curves: Readonly<Record<string, { name: string; bits: number }>> = {
  '1.2.840.10045.3.1.7': { name: 'P-256', bits: 256 },
  '1.3.132.0.34': { name: 'P-384', bits: 384 },
  '1.3.132.0.35': { name: 'P-521', bits: 521 },
  '1.2.840.10045.3.1.1': { name: 'P-192', bits: 192 },
  '1.3.132.0.33': { name: 'P-224', bits: 224 },
  '1.3.132.0.10': { name: 'secp256k1', bits: 256 },
  '1.3.36.3.3.2.8.1.1.7': { name: 'brainpoolP256r1', bits: 256 },
  '1.3.36.3.3.2.8.1.1.11': { name: 'brainpoolP384r1', bits: 384 },
  '1.3.36.3.3.2.8.1.1.13': { name: 'brainpoolP512r1', bits: 512 },
};

const rsa = '1.2.840.113549.1.1.1';
const rsaPss = '1.2.840.113549.1.1.10';
const ellipticCurve = '1.2.840.10045.2.1';
const ed25519 = '1.3.101.112';
const dsa = '1.2.840.10040.4.1';

/** Throws DerFault for a key that could not be used. */
export function publicKeyFacts(bytes: Buffer, spki: DerElement): PublicKeyFacts {
  const algorithm = derExpect(bytes, spki.content, spki.stop, tag.sequence, 'algorithm of the public key');
  const oid = derAt(bytes, algorithm.content, algorithm.stop);
  const key = derExpect(bytes, algorithm.stop, spki.stop, tag.bitString, 'public key');
  const parameters = oid.stop < algorithm.stop ? derAt(bytes, oid.stop, algorithm.stop) : null;
  if (key.content === key.stop || bytes[key.content] !== 0) derFault(`The public key at byte ${key.start} is not made of whole bytes.`);
  switch (derOid(bytes, oid)) {
    case rsa: return { keyType: 'RSA', keyBits: modulusBits(bytes, key), curve: null };
    case rsaPss: return { keyType: 'RSA-PSS', keyBits: modulusBits(bytes, key), curve: null };
    case ellipticCurve: return ellipticFacts(bytes, parameters, key);
    case ed25519: return { keyType: 'Ed25519', keyBits: 256, curve: null };
    case dsa: {
      const prime = parameters?.tag === tag.sequence ? derChildren(bytes, parameters)[0] : undefined;
      return { keyType: 'DSA', keyBits: prime === undefined ? 0 : derIntegerBits(bytes, prime), curve: null };
    }
    default: return { keyType: 'unknown', keyBits: 0, curve: null };
  }
}

/** RSAPublicKey (RFC 8017 A.1.1) inside the BIT STRING. */
function modulusBits(bytes: Buffer, key: DerElement): number {
  const numbers = derExpect(bytes, key.content + 1, key.stop, tag.sequence, 'RSA public key');
  const modulus = derExpect(bytes, numbers.content, numbers.stop, tag.integer, 'RSA modulus');
  derExpect(bytes, modulus.stop, numbers.stop, tag.integer, 'RSA exponent');
  return derIntegerBits(bytes, modulus);
}

function ellipticFacts(bytes: Buffer, parameters: DerElement | null, key: DerElement): PublicKeyFacts {
  if (parameters?.tag === tag.oid) {
    const oid = derOid(bytes, parameters);
    const known = curves[oid];
    return { keyType: 'EC', keyBits: known?.bits ?? pointBits(bytes, key), curve: known?.name ?? oid };
  }
  // Explicit parameters: allowed by no profile for certificates (RFC 5480 2.1.1), and no curve to name.
  return { keyType: 'EC', keyBits: pointBits(bytes, key), curve: null };
}

/** Of an uncompressed point: 04, x, y (RFC 5480 2.2). Whole bytes only, so P-521 would be 528. */
function pointBits(bytes: Buffer, key: DerElement): number {
  const length = key.stop - key.content - 2;
  return bytes[key.content + 1] === 4 ? length * 4 : Math.max(0, length) * 8;
}
