/** '4F:9A:…:21': enough for the eye; the full one is what is copied and compared. */
export function shortFingerprint(fingerprint: string): string {
  const pairs = fingerprint.includes(':') ? fingerprint.split(':') : fingerprint.toUpperCase().match(/../g) ?? [fingerprint];
  return pairs.length <= 6 ? pairs.join(':') : `${pairs.slice(0, 3).join(':')}:…:${pairs.slice(-2).join(':')}`;
}

/** Pairs in groups of four bytes, so that two of them can be compared by eye. */
export function groupedFingerprint(fingerprint: string): string {
  const pairs = fingerprint.split(':');
  const groups: string[] = [];
  for (let index = 0; index < pairs.length; index += 4) groups.push(pairs.slice(index, index + 4).join(':'));
  return groups.join(' ');
}
