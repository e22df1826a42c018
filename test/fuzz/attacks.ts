/**
 * Every family of attacks on SAML receivers, published bypasses among them, and where it is held: forged fixtures, legal ones that come near
 * and must pass, and what the fuzzers make of it without end. A test holds that no forged fixture is left out and no row is empty. Messages
 * that are no login are in `test/messages.test.ts`, documents that are made to stop the judge in `test/hostile.test.ts`.
 */
export interface Attack {
  name: string;
  /** Published cases of it. */
  published?: readonly string[];
  /** Fixtures under `forged/`, by their names. */
  forged: RegExp;
  /** Fixtures under `legal/` that look like it and are accepted. */
  near: RegExp;
  /** Fuzzers that vary it. */
  fuzzers: readonly string[];
}

const wrapped = ['wrapping', 'structure', 'verdict'] as const;
const shaped = ['tricks', 'structure', 'verdict'] as const;
const read = ['xml-grammar', 'xml-broken', 'xml-real', 'tricks'] as const;
const changed = ['structure', 'bytes'] as const;

export const attacks: readonly Attack[] = [
  { name: 'signature wrapping, XSW1 to XSW8', published: ['On Breaking SAML', 'CVE-2016-5697', 'CVE-2022-41912', 'CVE-2024-6800', 'CVE-2025-46572', 'CVE-2025-47949', 'CVE-2025-54369', 'CVE-2025-54419', 'CVE-2026-25922'], forged: /^wrapping-xsw/, near: /^signed-/, fuzzers: wrapped },
  { name: 'wrapping in other places that allow any element', forged: /^wrapping-(?:advice|attribute-value|confirmation-data|extensions|inside-signed|key-info|object|response-in|signature-value|signed-|status-detail|subject|unknown-element)/, near: /^(?:extensions|key-info-foreign|attribute-value-kinds|consent)/, fuzzers: wrapped },
  { name: 'a signature in another place than its element', forged: /^wrapping-signature-(?:detached|in-)|^signature-(?:first|last|order|position)/, near: /^signed-both/, fuzzers: wrapped },
  { name: 'the same ID twice, or another kind of ID', published: ['CVE-2019-3465'], forged: /^wrapping-(?:duplicate-id|id-|same-twice)|^signature-id-changed/, near: /^signature-id/, fuzzers: wrapped },
  { name: 'two assertions', forged: /^wrapping-two|^encrypted-two/, near: /^encrypted-two-recipients|^signed-both/, fuzzers: wrapped },
  { name: 'namespace confusion', published: ['The Fragile Lock'], forged: /^wrapping-(?:no-namespace|other-version|protocol|saml-1|wrong-namespace)|^xml-(?:root-|uri-bound)|^root-|^signature-(?:other-namespace|namespace-changed)/, near: /^prefix-|^layout-namespaces-unused/, fuzzers: [...wrapped, 'xml-real'] },
  { name: 'wrapping by encryption, or content encrypted by somebody else', forged: /^wrapping-encrypted|^encrypted-(?:assertion-in|attribute-in|id-in|id-replaced|key-in|unsigned|replaced|wrapped|foreign|other-content|content-type|no-data|data-alone|tampered|before|reference)/, near: /^encrypted-(?:id|attribute|both-signed|indented|key-|alone)/, fuzzers: wrapped },
  { name: 'ciphertext changed, ciphers weakened, oracles', forged: /^encrypted-(?:cut|damaged|id-damaged|key-damaged|doctype|from-network|no-encrypted|no-usable|not-base64|rsa15|triple|unknown|wrong)/, near: /^encrypted-(?:aes|from-network|oaep-label|second-key)/, fuzzers: changed },
  { name: 'a comment that cuts text', published: ['CVE-2017-11427', 'CVE-2017-11428', 'CVE-2017-11429', 'CVE-2017-11430', 'CVE-2018-0489', 'CVE-2018-5387', 'VU#475445'], forged: /^signature-(?:digest|value|signed-info)-(?:comment|cdata)|^subject-name-elements/, near: /^name-id-(?:comment|cdata)|^layout-comments/, fuzzers: [...shaped, 'xml-grammar'] },
  { name: 'processing instructions', published: ['xml-crypto: data of instructions rendered as text'], forged: /^xml-instruction|^xml-declaration-inside/, near: /^name-id-references/, fuzzers: read },
  { name: 'document types and entities', published: ['XXE', 'billion laughs'], forged: /^xml-(?:doctype|entity)/, near: /^name-id-escaped/, fuzzers: read },
  { name: 'two readers, two documents', published: ['CVE-2020-15216', 'CVE-2020-29509', 'CVE-2022-39299', 'CVE-2022-39300', 'CVE-2025-25291', 'CVE-2025-25292'], forged: /^xml-(?:bare|comment|control|directive|reference|empty-prefix|less|mismatched|overlapping|section|tag|text|truncated|two|unbound|unquoted|unterminated|version|xml-bound|xmlns)|^repeated-/, near: /^(?:layout|value|dress|prefix)-/, fuzzers: read },
  { name: 'attribute pollution', published: ['CVE-2025-66567'], forged: /^xml-duplicate|^wrapping-id-(?:beside|namespaced)/, near: /^layout-quotes|^id-xml-id/, fuzzers: read },
  { name: 'void canonicalisation', published: ['CVE-2025-66568'], forged: /^xml-(?:relative-namespace|namespace-path)|^signature-(?:empty-c14n|nothing|digest-(?:empty|of-nothing))/, near: /^c14n-|^namespace-blank/, fuzzers: [...read, 'tricks'] },
  { name: 'encodings', forged: /^xml-(?:latin|utf|overlong|stray|surrogate|base64)/, near: /^encoding-|^dress-utf/, fuzzers: ['bytes', 'xml-broken', 'xml-real'] },
  { name: 'too much: sizes, depths, bombs', published: ['CVE-2025-25293', 'CVE-2025-54572'], forged: /^xml-(?:deflate|too)/, near: /^attribute-many/, fuzzers: ['large', 'anything'] },
  { name: 'several SignedInfo, digests elsewhere', published: ['CVE-2025-29774', 'CVE-2024-45409'], forged: /^signature-(?:two-signed-infos|digest-(?:elsewhere|element)|redigested|no-signed-info|signed-info-element)/, near: /^c14n-signed-info/, fuzzers: shaped },
  { name: 'a comment or section in a digest', published: ['CVE-2025-29775'], forged: /^signature-(?:digest|value)-(?:comment|cdata|element|twice)|^xml-instruction-in-digest/, near: /^layout-(?:tabs|carriage)/, fuzzers: shaped },
  { name: 'a reference to something else', forged: /^signature-(?:external|target|no-uri|other-element|whole|xpointer|two-references|same-reference|no-reference|status-of-both)/, near: /^signature-(?:id|target)|^signed-response/, fuzzers: shaped },
  { name: 'transforms that drop or rewrite', forged: /^signature-(?:xslt|xpath|base64|enveloped|no-enveloped|with-comments|unknown-c14n|prototype|signed-info-with)/, near: /^c14n-/, fuzzers: shaped },
  { name: 'content hidden in a signature', forged: /^signature-(?:object|manifest|text|twice|three|beside|duplicate)/, near: /^key-(?:chain|info)/, fuzzers: [...wrapped, 'tricks'] },
  { name: 'parts of a signature missing or unreadable', forged: /^signature-(?:empty|no-|digest-not|value-not|white|unknown|none)/, near: /^key-bare/, fuzzers: shaped },
  { name: 'a key from the message, or the wrong one', published: ['KeyInfo trust'], forged: /^signature-(?:foreign|encryption-key|receiver|of-another|value-of|key-value)/, near: /^keys?-/, fuzzers: shaped },
  { name: 'a signature value that nobody made', published: ['CVE-2006-4339', 'CVE-2022-21449'], forged: /^signature-(?:garbage|value-(?:zero|longer)|ecdsa|pss|other-hash)/, near: /^signature-(?:ecdsa|rsa-(?:pss|sha))/, fuzzers: ['structure', 'bytes'] },
  { name: 'the public key as secret of an HMAC', published: ['GHSA-c27r-x354-4m68'], forged: /^signature-hmac/, near: /^signature-rsa-sha/, fuzzers: shaped },
  { name: 'weak algorithms and keys', forged: /^signature-(?:dsa|rsa-md5|digest-(?:md5|unknown|sha1)|sha1|key-|other-case)/, near: /^signature-(?:digest-sha1|rsa-(?:sha1|1024|pss)|ecdsa)/, fuzzers: shaped },
  { name: 'no signature where one is needed', published: ['signature exclusion'], forged: /^signature-(?:excluded|removed|in-comment|assertion-wanted|response-wanted)|^requires-no-encryption/, near: /^signed-assertion-required|^requirements/, fuzzers: shaped },
  { name: 'content changed after signing', forged: /^signature-(?:attribute|audience|conditions|digest-changed|name-id|response-changed|value-changed)/, near: /^layout-reindented/, fuzzers: changed },
  { name: 'replay', forged: /^flow-replay/, near: /^seen-others/, fuzzers: [] },
  { name: 'an assertion stolen from another login', forged: /^flow-(?:assertion|empty|no-request|other|request|response|stolen|unknown|unsolicited)/, near: /^unsolicited|^request-unknown/, fuzzers: [] },
  { name: 'an assertion stolen from another service provider', forged: /^(?:audience|recipient|destination|conditions-audience)/, near: /^audience-|^destination-absent|^confirmation-several/, fuzzers: ['structure'] },
  { name: 'another identity provider', forged: /^issuer-/, near: /^strict/, fuzzers: [] },
  { name: 'a response that is old, or not yet good', forged: /^time-/, near: /^time-/, fuzzers: [] },
  { name: 'a confirmation that proves nothing', forged: /^subject-|^conditions-(?:missing|one|unknown)/, near: /^confirmation-|^one-time-use|^proxy/, fuzzers: [] },
  { name: 'a refusal read as success', forged: /^status-/, near: /^status-/, fuzzers: changed },
  { name: 'a message that breaks the schema', forged: /^envelope-|^requires-|^signature-other/, near: /^layout-empty-tags|^requirements/, fuzzers: ['structure'] },
  { name: 'a response in the URL', published: ['CVE-2025-27773'], forged: /^flow-redirect/, near: /^dress-form/, fuzzers: ['bytes', 'redirect'] },
];
