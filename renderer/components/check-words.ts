/** The words of a check by its id: the same ones the command line and the catalogue print. Its rule is never run here. */
import type { Check } from '../../shared/checks/check.ts';
import { checkById, checks } from '../../shared/checks/index.ts';

export type CheckWords = Pick<Check, 'id' | 'title' | 'why' | 'causes' | 'spec' | 'on' | 'severity'>;

export const checkWords = (id: string): CheckWords | undefined => checkById(id);
export const allCheckWords: readonly CheckWords[] = checks;
