/** How much of a document is read before it is refused. Every number can be overridden by the caller. */
export interface XmlLimits {
  /** Bytes, as UTF-8. */
  bytes: number;
  /** Elements inside each other, the root being 1. */
  depth: number;
  /** Attributes of one element, namespace declarations included. */
  attributes: number;
  elements: number;
  /** Distinct names, parts of names and namespace names, those the reader knows not counted. */
  names: number;
}

export const xmlLimits: Readonly<XmlLimits> = {
  /** A response with thousands of groups is about 1 MB; browsers and servers stop a POST at a few MB. */
  bytes: 8 * 1024 * 1024,
  /** A SAML message nests less than 20 deep; whoever walks the tree may do so recursively. */
  depth: 100,
  /** No SAML element has more than 20; each costs memory and is sorted when canonicalised. */
  attributes: 500,
  /** 8 MiB of the shortest elements would be two million; each takes 56 bytes of tables. */
  elements: 1_000_000,
  /** Documents have less than 300; names stay in a shared hash table while reading. */
  names: 20_000,
};
