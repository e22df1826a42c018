/** The words of a check by its id: the same ones the command line and the catalogue print. */
export interface CheckWords {
  title: string;
  why: string;
  causes: readonly string[];
  spec: { text: string; url: string };
}

const words = new Map<string, CheckWords>();

export const checkWords = (id: string): CheckWords | undefined => words.get(id);
export const allCheckWords = (): ReadonlyMap<string, CheckWords> => words;
