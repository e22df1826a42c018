/**
 * The canonical form of what a signature covers, with the place in it of every value and of the white space between the tags: so that
 * a change of these alone can be digested without reading the whole text again. For forensics, which asks about hundreds of changes.
 */
import { digestAlgorithms, c14n } from '../urns.ts';
import { canonicalize, isCanonicalization } from './c14n.ts';
import { CanonicalFormTooLarge } from './c14n-output.ts';
import { digestBase64 } from './crypto.ts';
import { attributesOf, localName, type Edit, type Markup } from './damage/markup.ts';
import { ds } from './names.ts';
import { rowOf } from './signature-shape.ts';
import { mayHoldSignature } from './signature-place.ts';
import { readSignedInfo } from './signed-info.ts';
import type { Tree } from './tree.ts';
import { parseXml } from './xml.ts';

/** A run of characters of the text that stands in the canonical form as it is written. */
interface Place {
  start: number;
  stop: number;
  kind: 'text' | 'attribute' | 'digest';
}

export interface SignedForm {
  /** Of the element that is signed, as in Signature. */
  parentName: string;
  parentID: string | null;
  /** Of its canonical form. */
  length: number;
  /** Base64 of the digest with the edits made, which are in order; null when only reading the text anew can tell. */
  digestWith(edits: readonly Edit[]): string | null;
}

/** Characters of a private-use plane that no message has; a text that does is not looked at. */
const [markStart, markStop] = ['\ue000', '\ue001'];
const markBytes = Buffer.from(markStart);
const DIGIT = 0x30;
/** Written otherwise in the canonical form, or read otherwise in the first place. */
const specialInText = /[<>&\r\ue000\ue001]/;
const specialInAttribute = /[<>&"\r\n\t\ue000\ue001]/;
const isPlainAttribute = (name: string): boolean => !/^(?:xml|ID$|URI$|Algorithm$|PrefixList$)/.test(name);

/** One form for each signature of the text that has one, in document order. Null when the text cannot be read. */
export function signedForms(source: Markup): SignedForm[] | null {
  const { text } = source;
  if (text.includes(markStart) || text.includes(markStop)) return null;
  const places = placesOf(source);
  const parts: string[] = [];
  let at = 0;
  places.forEach(({ start }, index) => {
    parts.push(text.slice(at, start), markStart, String(index), markStop);
    at = start;
  });
  parts.push(text.slice(at));
  const parsed = parseXml(Buffer.from(parts.join('')));
  if (!parsed.ok) return null;
  const isAscii = Buffer.byteLength(text) === text.length;
  return formsIn(parsed.tree).map(({ tree, parent, hash, bytes }) => ({
    parentName: tree.local(parent), parentID: tree.attribute(parent, 'ID'), ...digester(text, isAscii, places, hash, bytes),
  }));
}

function placesOf(source: Markup): Place[] {
  const { text, tokens } = source;
  const places: Place[] = [];
  tokens.forEach((token, at) => {
    const next = tokens[at + 1];
    if (token.kind === 'text') {
      if (token.depth > 0 && !specialInText.test(text.slice(token.start, token.stop))) places.push({ start: token.start, stop: token.stop, kind: localName(tokens[at - 1]?.name ?? '') === 'DigestValue' ? 'digest' : 'text' });
      return;
    }
    if (token.kind === 'open' || token.kind === 'empty') {
      for (const { name, value, valueStart, valueStop } of attributesOf(source, token)) {
        if (isPlainAttribute(name) && !specialInAttribute.test(value)) places.push({ start: valueStart, stop: valueStop, kind: 'attribute' });
      }
    }
    // Where two tags meet there may be white space; none stands outside of the root.
    if (next !== undefined && next.kind !== 'text' && (next.depth > 0 || next.kind === 'close') && (token.kind !== 'other' || token.depth > 0)) places.push({ start: token.stop, stop: token.stop, kind: 'text' });
  });
  return places;
}

/** As verification computes them, whatever else is wrong with the signature. */
function formsIn(tree: Tree): { tree: Tree; parent: number; hash: Parameters<typeof digestBase64>[0]; bytes: Uint8Array }[] {
  const forms: ReturnType<typeof formsIn> = [];
  for (let element = 0; element < tree.count; element++) {
    if (tree.kind(element) !== ds.Signature || !mayHoldSignature(tree, tree.parent(element))) continue;
    const info = tree.child(element, ds.SignedInfo);
    const reference = info === -1 ? undefined : readSignedInfo(tree, info).references[0];
    const method = reference?.transforms[1] ?? { uri: c14n.inclusive, prefixes: [] };
    const row = rowOf(digestAlgorithms, reference?.digestMethod ?? null);
    if (reference === undefined || row === undefined || method.uri === null || !isCanonicalization(method.uri)) continue;
    const parent = tree.parent(element);
    try {
      forms.push({ tree, parent, hash: row.hash, bytes: canonicalize(tree, parent, { algorithm: method.uri, inclusivePrefixes: method.prefixes, omit: element }) });
    } catch (error) {
      if (!(error instanceof CanonicalFormTooLarge)) throw error;
    }
  }
  return forms;
}

function digester(text: string, isAscii: boolean, places: readonly Place[], hash: Parameters<typeof digestBase64>[0], marked: Uint8Array): Pick<SignedForm, 'length' | 'digestWith'> {
  const { bytes, offsets } = withoutMarks(marked, places.length);
  const size = (start: number, stop: number): number => (isAscii ? stop - start : Buffer.byteLength(text.slice(start, stop)));
  return {
    length: bytes.length,
    digestWith(edits) {
      const splices: Splice[] = [];
      let place = 0;
      // Where the edit before this one was, so that a long value is measured once.
      let last = { place: -1, from: 0, at: 0 };
      let isInOrder = true;
      for (const edit of edits) {
        while (place + 1 < places.length && places[place + 1]!.start <= edit.start) place++;
        if (!mayChange(places[place], edit, text)) return null;
        // What the signature does not cover may be changed at will.
        if (offsets[place] === -1) continue;
        if (last.place !== place) {
          isInOrder &&= offsets[place]! >= last.at;
          last = { place, from: places[place]!.start, at: offsets[place]! };
        }
        const at = last.at + size(last.from, edit.start);
        const stop = at + size(edit.start, edit.stop);
        splices.push({ at, stop, text: edit.text });
        last = { place, from: edit.stop, at: stop };
      }
      // Attributes stand in another order there.
      if (!isInOrder) splices.sort((a, b) => a.at - b.at);
      return digestBase64(hash, spliced(bytes, splices));
    },
  };
}

/** Whether the edit lies in the place, and leaves it as plain as it was. */
function mayChange(place: Place | undefined, edit: Edit, text: string): boolean {
  if (place === undefined || edit.start < place.start || edit.stop > place.stop) return false;
  if ((place.kind === 'attribute' ? specialInAttribute : specialInText).test(edit.text)) return false;
  // The digest that is looked for stands there.
  return place.kind !== 'digest' || bare(edit.text) === bare(text.slice(edit.start, edit.stop));
}

const bare = (value: string): string => value.replace(/[ \t\r\n]+/g, '');

/** Bytes of a canonical form, and the text that stands there instead. */
interface Splice {
  at: number;
  stop: number;
  text: string;
}

function spliced(bytes: Buffer, splices: readonly Splice[]): Buffer {
  let length = bytes.length;
  for (const { text } of splices) length += text.length * 3;
  const out = Buffer.allocUnsafe(length);
  let size = 0;
  let from = 0;
  for (const { at, stop, text } of splices) {
    size += bytes.copy(out, size, from, at);
    if (text !== '') size += out.write(text, size);
    from = stop;
  }
  size += bytes.copy(out, size, from);
  return out.subarray(0, size);
}

/** The form without the marks, and where each stood; -1 for one that is not in it. */
function withoutMarks(marked: Uint8Array, count: number): { bytes: Buffer; offsets: Int32Array } {
  const bytes = Buffer.allocUnsafe(marked.length);
  const offsets = new Int32Array(count).fill(-1);
  let length = 0;
  for (let at = 0; at < marked.length; at++) {
    if (marked[at] !== markBytes[0] || marked[at + 1] !== markBytes[1] || marked[at + 2] !== markBytes[2]) {
      bytes[length++] = marked[at]!;
      continue;
    }
    let index = 0;
    for (at += 3; marked[at] !== markBytes[0]; at++) index = index * 10 + marked[at]! - DIGIT;
    offsets[index] = length;
    at += 2;
  }
  return { bytes: bytes.subarray(0, length), offsets };
}
