/** What is lit in the XML: one range per finding, one bar per signature. Offsets are those of the text shown. */
export interface Mark {
  /** Which finding: what is handed back when the place is clicked. */
  finding: number;
  from: number;
  to: number;
  tone: 'fail' | 'warn' | 'info';
  label: string;
}

export interface Bar {
  /** From 1, as the legend says. */
  signature: number;
  from: number;
  to: number;
  verified: boolean;
  label: string;
}

/** What the lens shades: whether a verified signature covers it. */
export interface Shade {
  from: number;
  to: number;
  covered: boolean;
  label: string;
}

/** One signature in the margin. */
export interface SignatureLegend {
  /** Index into Facts.signatures. */
  signature: number;
  covers: string;
  verified: boolean;
  words: string;
}
