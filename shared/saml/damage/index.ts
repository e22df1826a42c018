/** Every damage that is looked for. Those that make text readable again come first, because the others build on them in pairs. */
import { base64Damages } from './base64-values.ts';
import { characterDamages } from './characters.ts';
import type { DamageKind } from './kind.ts';
import { layoutDamages } from './layout.ts';
import { namespaceDamages } from './namespaces.ts';
import { prefixDamages } from './prefixes.ts';
import { referenceDamages } from './references.ts';
import { structureDamages } from './structure.ts';
import { viewerDamages } from './viewer.ts';

export const damageList: readonly DamageKind[] = [...viewerDamages, ...characterDamages, ...referenceDamages, ...structureDamages, ...base64Damages, ...namespaceDamages, ...prefixDamages, ...layoutDamages];
