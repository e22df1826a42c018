/** What undoing a binding gives: the messages found in a paste, what was done to each, and why one could not be had. */

/**
 * What the bytes of a message are. `xml`: markup to be parsed (any root). `certificate`: PEM text or DER bytes of a
 * certificate, key, PKCS#7 or PKCS#12. `har`: a browser capture, recognised only. `html`: a page without a SAML message.
 */
export type DecodedKind = 'xml' | 'certificate' | 'json' | 'html' | 'har' | 'text' | 'empty' | 'binary';

export type Parameter = 'SAMLRequest' | 'SAMLResponse';

/** The notes and their words for an admin: what was found, and what was done about it. */
const noteMessages = {
  'base64-line-breaks': 'The base64 text is broken into lines. The white space was left out.',
  'base64-url-safe': 'The base64 text uses "-" and "_" (the URL-safe alphabet) where SAML uses "+" and "/". They were read as such.',
  'base64-missing-padding': 'The base64 text lacks the "=" at its end. It was read without.',
  'base64-twice': 'The message is base64-encoded twice. Both layers were undone; a receiver undoes one.',
  'invisible-characters': 'The text holds invisible characters (no-break or zero-width spaces), as copied from a web page. They were left out.',
  'plus-became-space': 'The base64 text has spaces where "+" belongs: a "+" was sent or copied without being encoded as %2B. They were read as "+".',
  'plus-unescaped': 'A "+" stands in the value without being encoded as %2B. A receiver reads it as a space.',
  'url-encoded': 'The text is URL-encoded. The encoding was undone.',
  'url-encoded-twice': 'The value is URL-encoded twice. Both layers were undone; a receiver undoes one.',
  'transcoded': 'The text is not in UTF-8, or its XML declaration names the encoding of a file it was copied from. It was read as UTF-8.',
  'html-entities': 'The text is written with HTML entities (&lt; for <). They were replaced by their characters.',
  'escaped': 'The text is written with backslash escapes (\\" or \\n), as in JSON or a log. They were replaced by their characters.',
  'shell-escapes': 'The text is written with the escapes of the Windows command prompt (^). They were removed.',
  'doubled-quotes': 'The quotes are doubled, as in a CSV export. They were halved.',
  'quoted': 'The text stands in quotes. They were removed.',
  'quoted-printable': 'The text is in the quoted-printable form of e-mail. It was undone.',
  'deflated': 'The message is compressed with DEFLATE, the form of the HTTP-Redirect binding.',
  'deflate-rest': 'After the end of the compressed message there are more bytes. They were left out.',
  'deflated-in-post': 'The message was posted but is compressed with DEFLATE. HTTP-POST sends it uncompressed (saml-bindings 3.5.4).',
  'not-deflated': 'The message stands in a URL but is not compressed. HTTP-Redirect demands DEFLATE (saml-bindings 3.4.4.1).',
  'zlib-wrapped': 'The compressed message has a zlib header. HTTP-Redirect demands raw DEFLATE (saml-bindings 3.4.4.1).',
  'gzip-wrapped': 'The compressed message has a gzip header. HTTP-Redirect demands raw DEFLATE (saml-bindings 3.4.4.1).',
  'text-around': 'There is other text around the message. It was left out.',
  'curly-dashes': 'The BEGIN and END lines have typographic dashes. They were read as "-----".',
  'parameter-name': 'The parameter is not spelt SAMLRequest or SAMLResponse. Receivers compare the case of letters.',
  'repeated-parameter': 'A parameter of this message is there more than once. The first was taken.',
  'relative-action': 'The form posts to an address without a host name, and the paste does not say of which page. The destination is unknown.',
} as const;

export type DecodeNoteCode = keyof typeof noteMessages;

/** One thing that was found and put right on the way to the message. */
export interface DecodeNote {
  code: DecodeNoteCode;
  message: string;
}

export function note(code: DecodeNoteCode): DecodeNote {
  return { code, message: noteMessages[code] };
}

/** Why a paste, or one message of it, could not be decoded. `limit` is the number that was passed, for the `too-large` codes. */
export type DecodeFault = {
  code: 'empty' | 'too-large' | 'inflate-too-large' | 'inflate-broken' | 'base64-broken' | 'unrecognised';
  message: string;
  limit?: number;
};

/** The query of an HTTP-Redirect message as it was sent: what its signature is computed over (saml-bindings 3.4.4.1). */
export interface RedirectQuery {
  /** `SAMLRequest|SAMLResponse=v[&RelayState=v][&SigAlg=v]` with the percent-encoding of the sender, in the order that is signed. */
  signedOctets: string;
  /** The algorithm URI, decoded. */
  sigAlg: string | null;
  /** Base64, decoded from its percent-encoding. */
  signature: string | null;
  /** scheme://host/path, without the query. */
  url: string | null;
  /** One of these parameters is there twice, or two messages are: receivers differ in which they take, so the signature says nothing. */
  ambiguous: boolean;
}

export interface DecodedMessage {
  /** The bytes to parse: XML, or the text or DER of a certificate, or what was handed in for any other kind. */
  bytes: Uint8Array;
  /** What was handed in for this message, before any change: a slice of the paste (all of it, when it was not in UTF-8). A text stands for its UTF-8. */
  original: Uint8Array | string;
  /** `bytes` were made here and nobody else has them: with the zeros after them that the parser needs, it takes them over instead of copying them. */
  isOwn: boolean;
  kind: DecodedKind;
  /** How it was sent; null for bare XML. */
  binding: 'HTTP-POST' | 'HTTP-Redirect' | null;
  parameter: Parameter | null;
  /** null when the paste has none; '' when it was sent empty. */
  relayState: string | null;
  query: RedirectQuery | null;
  /** The action of the HTML form or the URL the message was sent to, when the paste says it. */
  destination: string | null;
  notes: DecodeNote[];
  /** Why the bytes are not the message, when they are not. */
  fault: DecodeFault | null;
  /** Only where a browser's capture tells it. */
  sent?: Sent;
}

/** How a browser sent a message, and what the server said to it. */
export interface Sent {
  /** Epoch milliseconds, by the clock of that browser. */
  at: number | null;
  /** Without its query. */
  url: string | null;
  answer: { status: number; location: string | null } | null;
}

/**
 * All messages of a paste in order, none twice. There is at least one, except for `too-large`; what was not recognised is
 * one message of kind `text` or `binary`. `fault` is null as soon as one message was decoded, else that of the first; only when there
 * are more messages than the limit does it stand beside good ones.
 */
export interface Decoded {
  messages: DecodedMessage[];
  fault: DecodeFault | null;
}

export interface DecodeLimits {
  /** Bytes of one paste. */
  input: number;
  /** Bytes one compressed message may become. */
  inflated: number;
  /** Bytes all compressed messages of one paste may become together. */
  inflatedTotal: number;
  /** Messages taken from one paste. */
  messages: number;
}

const MEBIBYTE = 1024 * 1024;

export const DECODE_LIMITS: Readonly<DecodeLimits> = {
  /** The largest text a browser lets an admin paste without stalling; larger files are captures, which are streamed instead. */
  input: 32 * MEBIBYTE,
  /**
   * No server takes a URL over 64 KiB, and DEFLATE shrinks SAML about tenfold, so an honest message stays under 1 MiB.
   * A bomb makes a thousand bytes of one.
   */
  inflated: 4 * MEBIBYTE,
  /** Many small bombs are one large one: together they may not become more than a paste may be. */
  inflatedTotal: 32 * MEBIBYTE,
  /** More than any screen lists; keeps the memory of a paste of a million fragments small. */
  messages: 1000,
};
