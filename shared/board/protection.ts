/** Rows of what protects the login: signature, its algorithm and certificate, encryption. */
import { responseSigned, signatureOf } from '../checks/judged.ts';
import { toPem } from '../guides/handover.ts';
import { digestAlgorithms, shortName, signatureAlgorithms } from '../urns.ts';
import { compareRow, none, unknown, type BoardRow, type Given } from './cell.ts';
import { markOf, markText, readMarks, sameCertificate, type CertificateMark } from './certificates.ts';
import { change, ofIdpOnly } from './change.ts';
import { nothingSent, sentValue, typedValue, type Sides } from './sides.ts';

export const protectionRows = (sides: Sides): BoardRow[] => [signing(sides), signatureAlgorithm(sides), signingCertificate(sides), encryption(sides)];

type Signed = 'assertion' | 'response' | 'both' | 'either' | 'nothing';
const signedWords: Record<Signed, string> = { assertion: 'the assertion', response: 'the response', both: 'both', either: 'the assertion or the response', nothing: 'nothing' };
const signed = (value: Signed): Given => ({ value, shown: signedWords[value] });

function signing(sides: Sides): BoardRow {
  const { context: { requires, spName } } = sides;
  const wanted: Signed = requires.assertionSigned === true ? (requires.responseSigned === true ? 'both' : 'assertion') : requires.responseSigned === true ? 'response' : 'either';
  return compareRow({
    unspelt: true,
    id: 'signing', term: 'Signature', words: 'What is signed',
    given: {
      needs: signed(wanted),
      metadata: none('It holds the key, not what is signed with it.'),
      typed: typedValue(sides, 'signing'),
      sent: sentValue(sides, ({ node }) => {
        const { facts } = sides.login!.report;
        const [assertion, response] = [signatureOf(facts, node) !== null, responseSigned(facts)];
        return signed(assertion && response ? 'both' : assertion ? 'assertion' : response ? 'response' : 'nothing');
      }, ''),
    },
    same: (value, found) => found === 'both' || found === value || (value === 'either' && found !== 'nothing'),
    tell: (value, found) => `${spName} looks for a signature on ${signedWords[value as Signed]}; signed is ${signedWords[found as Signed]}.`,
    fix: (value) => change('idp', value === 'response' ? 'signResponse' : 'signAssertion', value === 'either' ? 'Let the identity provider sign the assertion.' : `Let the identity provider sign ${signedWords[value as Signed]}.`),
  });
}

const weak = (algorithm: string): boolean => /SHA-?1$|MD5$/i.test(algorithm);

function signatureAlgorithm(sides: Sides): BoardRow {
  return compareRow({
    unspelt: true,
    id: 'signatureAlgorithm', term: 'SignatureMethod', words: 'Algorithm of the signature',
    given: {
      needs: { value: 'SHA-256 or better', words: 'As SAML’s interoperability profile has it; what this product takes is not published.' },
      metadata: none('It does not say.'),
      typed: typedValue(sides, 'signatureAlgorithm'),
      sent: sentValue(sides, () => {
        const [signature] = sides.login!.report.facts.signatures;
        if (signature?.signatureMethod == null) return null;
        const method = signatureAlgorithms[signature.signatureMethod]?.name ?? shortName(signature.signatureMethod);
        const digest = digestAlgorithms[signature.digestMethod ?? '']?.name ?? null;
        return { value: digest !== null && weak(digest) && !weak(method) ? `${method}, digest ${digest}` : method };
      }, 'Nothing in the response is signed.'),
    },
    same: (_, found) => !weak(found),
    tell: () => 'It can be forged with enough effort, and more and more products refuse it.',
    fix: () => change('idp', 'signatureAlgorithm', 'Choose SHA-256 for signature and digest.', 'SHA-256'),
  });
}

function signingCertificate(sides: Sides): BoardRow {
  const { context: { source, spName, idpName, requires }, login } = sides;
  const known: readonly CertificateMark[] = source.certificates.flatMap((one) => (one.facts === null ? readMarks(one.material) : [markOf(one.facts)]));
  const verifying = login?.report.facts.signatures.find((one) => one.result === 'verified')?.verifiedBy ?? null;
  const embedded = login?.report.facts.signatures.flatMap((one) => one.embeddedCertificates)[0];
  const sent: CertificateMark | null = verifying?.certificate != null ? markOf(verifying.certificate) : embedded === undefined ? null : markOf(embedded);
  const typed = typedValue(sides, 'signingCertificate', { real: true });
  const given = 'value' in typed ? readMarks(typed.value) : [];
  const matches = (one: CertificateMark): boolean | null => {
    const answers = known.map((each) => sameCertificate(each, one));
    return answers.includes(true) ? true : answers.includes(null) ? null : false;
  };
  const current = source.certificates.find((one) => sent !== null && one.facts !== null && sameCertificate(markOf(one.facts), sent) === true) ?? source.certificates[0];
  // Of several in the metadata one signs; a service provider that was given another refuses the login.
  const outdated = verifying !== null && sent !== null && given.length > 0 && given.every((one) => sameCertificate(one, sent) === false);
  const slots = requires.certificateSlots === undefined ? '' : ` ${spName} can hold ${requires.certificateSlots}.`;
  return compareRow({
    id: 'signingCertificate', term: 'X509Certificate', words: 'Certificate the signature is checked with',
    given: {
      needs: none(`${spName} takes the one it is given.${slots}`),
      metadata: known.length === 0 ? unknown(`Bring the metadata of ${idpName}.`) : { value: known.map(markText).join('\n') },
      typed: 'value' in typed ? (given.length === 0 ? unknown('No certificate and no fingerprint can be read from what was typed: paste PEM, or a SHA-256 or SHA-1 fingerprint.') : { value: given.map((one) => markText(known.find((each) => sameCertificate(each, one) === true) ?? one)).join('\n') }) : typed,
      sent: sentValue(sides, () => (sent === null ? null : { value: markText(sent), words: verifying === null ? 'It stands in the message; no key you gave made the signature.' : '' }), 'The response carries no certificate.'),
    },
    same: (_, __, column) => {
      if (column === 'typed' && outdated) return false;
      const all = (column === 'typed' ? given : sent === null ? [] : [sent]).map(matches);
      return all.includes(true) ? true : all.includes(null) ? null : known.length === 0 && given.length > 0 && sent !== null ? given.some((one) => sameCertificate(one, sent)) : false;
    },
    tell: (_, __, column) => (column === 'typed' && outdated && given.some((one) => matches(one) === true) ? `It is in the metadata, and the last login was signed with another one that is there too: ${spName} needs that one.` : column === 'typed' ? `It is none of the certificates in the metadata: an old one, or of another application. Logins signed with the current one fail at ${spName}.` : 'The login was signed with a certificate that the metadata here does not hold: it was changed, or the metadata is of another application.'),
    fix: (_, __, column) => (column === 'typed' && current !== undefined
      ? { ...change('sp', 'signingCertificate', `Give ${spName} the certificate in the metadata.`, toPem(current.material)), from: { side: 'idp', field: 'signingCertificate' } }
      : { ...change('sp', 'signingCertificate', `Download the current metadata of ${idpName} and give it, or the certificate in it, to ${spName}. Give it to this connection too.`), from: { side: 'idp', field: 'metadata' } }),
  });
}

function encryption(sides: Sides): BoardRow {
  const { context: { requires, spName } } = sides;
  const plain = requires.noEncryption === true;
  const facts = sides.login?.report.facts ?? null;
  const encrypted = facts !== null && (facts.encrypted.length > 0 || (facts.response?.encryptedAssertions ?? 0) > 0);
  const free = none(`It is not known whether ${spName} can decrypt: leave it off unless it gives a certificate for it.`);
  const typed = typedValue(sides, 'encryption');
  return compareRow({
    unspelt: true,
    id: 'encryption', term: 'EncryptedAssertion', words: 'Encryption',
    given: {
      needs: plain ? { value: 'off', words: `${spName} publishes no key to encrypt to.` } : free,
      metadata: none(ofIdpOnly),
      typed: plain || !('value' in typed) ? typed : none(`It is ${typed.value}.`),
      sent: facts?.response == null && facts?.assertion == null ? nothingSent
        : plain ? { value: encrypted ? 'on' : 'off', shown: encrypted ? 'encrypted' : 'not encrypted', unverified: !sides.signed } : none(encrypted ? 'It was encrypted.' : 'It was not encrypted.'),
    },
    tell: () => `${spName} has no key to decrypt with, so it can read nothing of it.`,
    fix: () => change('idp', 'encryption', 'Switch off the encryption of the assertion for this application.'),
  });
}
