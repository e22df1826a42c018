import { Fragment, type ReactNode } from 'react';

/** A long value that may wrap after its separators, so that a URL or fingerprint stays readable; copied text is unchanged. */
export function Breakable({ text }: { text: string }): ReactNode {
  if (text.length > 4000) return text;
  return text.split(/(?<=[:/?&=;,.@_-])(?=[^\s:/])/).map((part, index) => <Fragment key={index}>{index > 0 ? <wbr /> : null}{part}</Fragment>);
}
