/** `decode`: undoes the binding and prints what was inside, judging nothing. */
import { existsSync } from 'node:fs';
import { decode } from '../../shared/saml/binding.ts';
import { readInput, readOptions, UsageError } from './options.ts';

export async function runDecode(args: string[]): Promise<number> {
  const { values, positionals } = readOptions(args, { json: { type: 'boolean' } });
  if (positionals.length !== 1) throw new UsageError('sso-workbench decode takes one text, one file, or - for standard input.');
  const given = positionals[0]!;
  const input = given === '-' || (given.length < 4096 && existsSync(given)) ? readInput(given) : given;
  const decoded = decode(input);
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
    console.error(where);
    for (const note of message.notes) console.error(`note: ${note.message}`);
    if (message.fault === null) process.stdout.write(text(message.bytes) + '\n');
    else console.error(message.fault.message);
  }
  if (decoded.messages.length === 0 && decoded.fault !== null) console.error(decoded.fault.message);
  return decoded.fault === null ? 0 : 1;
}
