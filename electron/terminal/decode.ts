/** `decode`: undoes the binding and prints what was inside, judging nothing; or the canonical bytes that a signature was made over. */
import { existsSync } from 'node:fs';
import { inspect } from '../../shared/inspect.ts';
import { decode } from '../../shared/saml/binding.ts';
import { messageIndex, only, readDecryptionKey, readInput, readOptions, UsageError, type Values } from './options.ts';
import { printable } from './printable.ts';

export async function runDecode(args: string[]): Promise<number> {
  const { values, positionals } = readOptions(args, {
    json: { type: 'boolean' }, canonical: { type: 'boolean' }, signature: { type: 'string' }, message: { type: 'string' }, 'decryption-key': { type: 'string', multiple: true },
  });
  const given = only(positionals, 'sso-workbench decode takes one text, one file, or - for standard input');
  const input = given === '-' || (given.length < 4096 && existsSync(given)) ? readInput(given) : given;
  if (values['canonical'] === true) return writeCanonical(input, values);
  const useless = ['signature', 'message', 'decryption-key'].find((option) => values[option] !== undefined);
  if (useless !== undefined) throw new UsageError(`--${useless} goes with --canonical.`);
  const decoded = decode(input);
  // A short text that is nothing is most likely the name of a file that is not there.
  if (decoded.fault !== null && input === given && /^[^\s<>%&=]{1,255}$/.test(given)) console.error(`There is no file “${given}”, so it was taken as the text to decode.`);
  const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  if (values['json'] === true) {
    process.stdout.write(JSON.stringify({
      messages: decoded.messages.map(({ bytes, kind, binding, parameter, relayState, query, destination, notes, fault }) => ({
        kind, binding, parameter, relayState, destination, signature: query === null ? null : { sigAlg: query.sigAlg, signature: query.signature }, notes, fault,
        ...(kind === 'binary' || kind === 'certificate' ? { base64: Buffer.from(bytes).toString('base64') } : { text: text(bytes) }),
      })),
      fault: decoded.fault,
    }, null, 2) + '\n');
    return decoded.fault === null ? 0 : 1;
  }
  for (const message of decoded.messages) {
    // What was decoded goes to standard output alone, so that it can be piped; what is said about it does not.
    const where = [message.parameter ?? message.kind, message.binding, message.relayState === null ? null : `RelayState ${message.relayState}`].filter((each) => each !== null).join(', ');
    console.error(printable(where));
    for (const note of message.notes) console.error(`note: ${note.message}`);
    if (message.fault === null) process.stdout.write(text(message.bytes) + '\n');
    else console.error(printable(message.fault.message));
  }
  if (decoded.messages.length === 0 && decoded.fault !== null) console.error(printable(decoded.fault.message));
  return decoded.fault === null ? 0 : 1;
}

/** To standard output go those bytes alone, to the last one: their digest is the DigestValue, where nothing was changed. */
function writeCanonical(input: Uint8Array | string, values: Values): number {
  if (values['json'] === true) throw new UsageError('--canonical writes bytes, not JSON.');
  const decryptionKeys = (Array.isArray(values['decryption-key']) ? values['decryption-key'] : []).map((file) => readDecryptionKey(String(file)));
  // No key is given: nothing is verified here, and no time matters.
  const { facts, lens, headline } = inspect(input, { now: 0, clockSkew: 0, policy: 'practice', decryptionKeys }, { index: messageIndex(values), lens: true });
  const inXml = lens?.signatures ?? [];
  const number = values['signature'] === undefined ? 1 : Number(values['signature']);
  if (!Number.isInteger(number) || number < 1) throw new UsageError(`--signature takes a number from 1; “${String(values['signature'])}” was given.`);
  const chosen = inXml[number - 1];
  if (chosen === undefined) {
    const sealed = facts.encrypted.some((each) => each.result !== 'decrypted') ? ' A part of it is encrypted: --decryption-key opens that.' : '';
    const held = inXml.length === 0 ? 'no signature in its XML' : `${inXml.length === 1 ? 'one signature' : `${inXml.length} signatures`}; number ${number} was asked for`;
    console.error(printable(lens === undefined ? headline : `The document holds ${held}.${sealed}`));
    return 1;
  }
  const signature = facts.signatures[chosen.signature]!;
  console.error(printable(`Signature ${number}${inXml.length > 1 ? ` of ${inXml.length}` : ''}, Reference ${signature.referenceURI === null ? 'without URI' : signature.referenceURI === '' ? 'to the whole document' : signature.referenceURI}`));
  if (chosen.canonicalText === null) {
    console.error(printable(signature.faults[0]?.message ?? 'No canonical bytes were computed: there are too many, or its form is not allowed.'));
    return 1;
  }
  console.error(`digest computed  ${signature.digestComputed ?? 'none'}\ndigest claimed   ${printable(signature.digestClaimed ?? 'none')}${signature.digestComputed === signature.digestClaimed ? '' : '\nThey differ: what was signed was changed, or was another document.'}`);
  process.stdout.write(chosen.canonicalText);
  return 0;
}
