/** A planned change of the identity provider's signing key: until then the keys given count, from then on the next one alone. */
import { afterRollover, beforeRollover } from './checks/words.ts';
import type { Expected, TrustedKey } from './model.ts';

/** Stands for a key that is not known yet: something signs then, and nothing given fits it. */
const unknown: TrustedKey = { material: '', use: 'signing', source: afterRollover };

/** `expected` with the keys in force at its `now`; the others are kept to say whose signature it was. */
export function keysInForce(expected: Expected): Expected {
  const { idp } = expected;
  if (idp?.rollover === undefined) return expected;
  const encryption = idp.keys.filter((key) => key.use === 'encryption');
  const before = idp.keys.filter((key) => key.use !== 'encryption');
  const after = idp.rollover.keys.length === 0 ? [unknown] : idp.rollover.keys;
  const isOver = expected.now >= idp.rollover.at;
  const [keys, others, source] = isOver ? [after, before, beforeRollover] : [before, idp.rollover.keys, afterRollover];
  const outOfForce = others.map((key) => ({ ...key, source }));
  return { ...expected, idp: { ...idp, keys: [...keys, ...encryption] }, otherKeys: [...outOfForce, ...(expected.otherKeys ?? [])] };
}
