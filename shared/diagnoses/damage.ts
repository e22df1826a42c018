/** The cause that forensics proved: undo one damage, and the signature holds. */
import type { Damage } from '../model.ts';
import { type Cause, type Context, defineCause, inDocument, proof, remedy, seen } from './cause.ts';

const checks = [
  'signature/digest-mismatch', 'signature/verified', 'signature/no-trusted-key', 'signature/base64', 'signature/unexpected-content', 'signature/missing-part', 'signature/position', 'signature/signature-algorithm', 'metadata/signature-broken', 'request/signature',
  'document/truncated', 'document/well-formed', 'document/entity', 'document/processing-instruction', 'document/namespaces', 'document/encoding', 'document/duplicate-attribute', 'document/empty', 'document/unreadable', 'document/base64',
];

const isQuery = (damage: Damage): boolean => damage.kinds[0]!.startsWith('query-');

/** 'the signature of the Assertion verifies with the key you gave'. */
function outcome({ signed, verifiesWith, fitsEmbedded, otherKeyFits }: Damage, { expected }: Context): string {
  const many = signed.length > 1;
  const whose = `the signature${many ? 's' : ''} of the ${signed.join(' and the ')}`;
  if (verifiesWith !== null) return `${whose} ${many ? 'verify' : 'verifies'} with the key you gave`;
  const other = otherKeyFits === null ? undefined : expected.otherKeys?.[otherKeyFits]?.source;
  if (other !== undefined) return `${whose} ${many ? 'verify' : 'verifies'} with a key that you did not give for it: ${other}`;
  return fitsEmbedded ? `${whose} ${many ? 'fit' : 'fits'} the certificate in the message, which you did not give` : `the digest of the ${signed[0]} is again the one that was signed`;
}

function placeWords({ place, places }: Damage): string {
  if (place === null) return '';
  const at = `line ${place.line}, column ${place.column}${place.path === '' ? '' : `, in ${place.path.split('/').slice(-2).join(' / ')}`}`;
  return places === 1 ? ` It was changed in one place: ${at}.` : ` The first of ${places} changed places is ${at}.`;
}

function recapture({ expected, facts }: Context, damage: Damage): string {
  if (facts.metadata !== null) return 'Download the metadata again and hand it on as it is, without opening it in an editor.';
  if (isQuery(damage)) return 'Copy the address again from the browser\'s network panel, unedited; if it fails again, look for what rewrites it on the way (a proxy, a redirect of the web server).';
  return expected.origin === 'network' ? 'Look for what rewrites the message between the identity provider and here.' : 'Capture the posted SAMLResponse value again, unedited: the base64 of the form field, not the XML that a viewer shows.';
}

/** What people and programs write instead of a value that nobody shall see. */
const blank = /\*{3,}|[█■•▒]{2,}|x{5,}|^x{3,}(?:@|$)|^\W*(?:redacted|removed|hidden|masked|censored|anonymi[sz]ed|anonymisiert|geschwärzt|entfernt)\W*(?:@|$)|^(?:\.{3}|…)$/i;

/** The first value that was blanked out, and what it is. */
function blankedOut({ facts, assertion }: Context): { what: string; value: string } | null {
  const shortened = facts.signatures.flatMap(({ faults }) => faults).find(({ code, actual = '' }) => code === 'base64' && (blank.test(actual) || /(?:\.{3}|…)$/.test(actual)));
  if (shortened !== undefined) return { what: 'a value of the signature', value: shortened.actual! };
  if (!facts.signatures.some(({ result, failure }) => result === 'failed' && failure === 'digest')) return null;
  const nameID = assertion?.subject?.nameID;
  if (nameID != null && blank.test(nameID.value.trim())) return { what: 'the NameID', value: nameID.value };
  for (const { name, values } of assertion?.attributes ?? []) {
    const found = values.find((value) => blank.test(value.trim()));
    if (found !== undefined) return { what: `the attribute ${name}`, value: found };
  }
  return null;
}

export const damageCauses: readonly Cause[] = [
  defineCause({
    id: 'changed-in-copying', title: 'The copy was changed, and it is known how', meaning: 'Each damage that viewers, editors, chats and mails do was undone in turn. With one of them undone the signature holds, so nobody tampered with the message and neither side is at fault.',
    run(context) {
      const { damage } = context.facts;
      if (damage === undefined || damage.signed.length === 0) return null;
      const isProven = damage.verifiesWith !== null;
      return {
        message: `The ${isQuery(damage) ? 'query string' : 'capture'} ${damage.happened}: ${damage.undone}, ${outcome(damage, context)}.`,
        detail: `${isProven ? 'Nothing is wrong at either side; this copy stays rejected, because it is not what was signed.' : 'So it was not tampered with, but this copy is not what was signed.'}${placeWords(damage)}`,
        because: seen(context, ...checks),
        evidence: [
          ...proof('signed digest', damage.digestClaimed, inDocument(context)), ...proof('digest with it undone', damage.digestUndone, 'computed here'),
          ...(damage.digestBefore === damage.digestUndone ? [] : proof('digest as it came', damage.digestBefore, 'computed here')),
          ...proof('changed at', damage.place === null ? null : `line ${damage.place.line}, column ${damage.place.column}`, inDocument(context)),
        ],
        fix: remedy('capture', recapture(context, damage)), confidence: isProven ? 0.99 : 0.92,
      };
    },
  }),
  defineCause({
    id: 'blanked-out', title: 'Something was blanked out', meaning: 'Somebody put asterisks or other words in the place of a value, to share the message. What is signed cannot be changed, so such a copy is never verified.',
    run(context) {
      const found = context.facts.damage === undefined ? blankedOut(context) : null;
      if (found === null) return null;
      const signature = context.facts.signatures.find(({ failure }) => failure === 'digest');
      return {
        message: `Somebody blanked out ${found.what} in this copy, so its signature cannot be verified any more.`, detail: 'Whether anything else was changed cannot be told from such a copy.',
        because: seen(context, ...checks), evidence: [...proof('stands there', found.value.slice(0, 100), inDocument(context)), ...proof('signed digest', signature?.digestClaimed, inDocument(context)), ...proof('digest now', signature?.digestComputed, 'computed here')],
        fix: remedy('capture', 'Hand in the original: it is judged on this machine and sent nowhere.'), confidence: 0.92,
      };
    },
  }),
  defineCause({
    id: 'cut-off-at', title: 'The copy ends too early', meaning: 'The end of the text is missing. It can be said where it stops, but not what stood behind.',
    run(context) {
      const { damage } = context.facts;
      if (damage === undefined || damage.signed.length > 0 || damage.place === null) return null;
      const { line, column, path } = damage.place;
      return {
        message: `The capture ${damage.happened}: it ends in ${path === '' ? 'the first element' : path.split('/').slice(-2).join(' / ')}, line ${line}, column ${column}.`, detail: 'What is missing was signed too, so nothing of it can be verified.',
        because: seen(context, ...checks), evidence: [...proof('open at its end', path, 'in what you gave'), ...proof('ends at', `line ${line}, column ${column}`, 'in what you gave')], fix: remedy('capture', recapture(context, damage)), confidence: 0.95,
      };
    },
  }),
];
