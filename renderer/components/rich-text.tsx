/** A guide's sentence: its **labels** in bold, nothing else is markup. */
export function RichText({ text }: { text: string }) {
  return <>{text.split('**').map((part, index) => (index % 2 === 1 ? <b key={index}>{part}</b> : <span key={index}>{part}</span>))}</>;
}
