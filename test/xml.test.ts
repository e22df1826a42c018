/** The XML reader: what it takes, what it refuses and where, and that nothing makes it throw or slow. */
import fc from 'fast-check';
import { XmlDocument, XmlElement } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { knownNames, saml, samlp } from '../shared/saml/names.ts';
import type { Tree, XmlFault, XmlFaultCode } from '../shared/saml/tree.ts';
import { isNameCharacter, isNameStart } from '../shared/saml/xml-chars.ts';
import { xmlLimits } from '../shared/saml/xml-limits.ts';
import { parseXml } from '../shared/saml/xml.ts';
import { ns } from '../shared/urns.ts';
import { generateDocument, mutate, seededRandom } from './xml-generator.ts';

function read(document: string | Uint8Array): Tree {
  const result = parseXml(typeof document === 'string' ? Buffer.from(document) : document);
  if (!result.ok) throw new Error(`${result.fault.line}:${result.fault.column} ${result.fault.message}`);
  return result.tree;
}

function refusal(document: string | Uint8Array, limits?: Parameters<typeof parseXml>[1]): XmlFault {
  const result = parseXml(typeof document === 'string' ? Buffer.from(document) : document, limits);
  if (result.ok) throw new Error('The document was accepted.');
  return result.fault;
}

const brief = ({ code, line, column }: XmlFault): string => `${code} ${line}:${column}`;

describe('accepts', () => {
  const documents: readonly string[] = [
    '<a/>', '<a></a>', '<a ></a >', "<a b='1'\tc=\"2\"\r\n d = '3'/>", '<?xml version="1.0"?><a/>', "<?xml version='1.0' encoding='utf-8' standalone='yes' ?>\n<a/>",
    '<?xml version = "1.0"\nencoding\t=\r\n"UTF-8"?><a/>', '<!-- a - b --><a/><!-- <c> & ]]> -->\n ', '<a>]] ]&gt; ]]&gt;</a>', '<a>"\'></a>', '<a b=">]]>"/>', '<a><![CDATA[]]]]><![CDATA[>&<b>]]></a>',
    '<a><![CDATA[]]></a>', '<a>&amp;&lt;&gt;&quot;&apos;&#0000000000065;&#x10FFFF;&#xD7FF;&#xE000;&#xFFFD;&#9;</a>', '<_/>', '<a.-1_/>', '<é/>', '<\u{10000}/>', '<a\u00B7\u0300\u203F/>',
    '<p:a xmlns:p="urn:p" p:b="" b=""/>', '<a xmlns="urn:a"><b xmlns=""/></a>', '<a xmlns:p="urn:1"><b xmlns:p="urn:2"/></a>', '<a xmlns:xml="http://www.w3.org/XML/1998/namespace" xml:lang=""/>',
    '<a xmlns:p="u&#114;n:p" xmlns:q="  urn:q\n"/>'.replace('  urn', 'urn'), '<xmlfoo/>', '<a xmlfoo="1"/>', '<a>\u0085\u2028\uD7FF\uE000\uFFFD\u{10FFFF}\u007F</a>', '<a xmlns:A.b-c="x+y.z-1:"/>',
  ];
  it.each(documents)('%s', (document) => {
    expect(parseXml(Buffer.from(document))).toMatchObject({ ok: true });
  });
});

describe('refuses at the exact place', () => {
  const cases: readonly (readonly [document: string, at: `${XmlFaultCode} ${number}:${number}`])[] = [
    ['', 'empty 1:1'],
    [' \r\n ', 'empty 2:2'],
    ['<!-- only -->', 'not-well-formed 1:14'],
    ['<?xml version="1.0"?>', 'not-well-formed 1:22'],
    ['text', 'not-well-formed 1:1'],
    ['\n  x<a/>', 'not-well-formed 2:3'],
    ['&amp;<a/>', 'not-well-formed 1:1'],
    // Tags
    ['<', 'not-well-formed 1:2'],
    ['<a', 'not-well-formed 1:3'],
    ['<a/', 'not-well-formed 1:4'],
    ['<a / >', 'not-well-formed 1:5'],
    ['< a/>', 'not-well-formed 1:2'],
    ['<a>', 'not-well-formed 1:4'],
    ['<a>\n<b></a>', 'not-well-formed 2:4'],
    ['<a></ab>', 'not-well-formed 1:4'],
    ['<ab></a>', 'not-well-formed 1:5'],
    ['<a></A>', 'not-well-formed 1:4'],
    ['<a></ a>', 'not-well-formed 1:4'],
    ['<a></a b="">', 'not-well-formed 1:8'],
    ['<a></a', 'not-well-formed 1:7'],
    ['</a>', 'not-well-formed 1:1'],
    ['<a/></a>', 'not-well-formed 1:5'],
    ['<a/><b/>', 'not-well-formed 1:5'],
    ['<a/>\ntext', 'not-well-formed 2:1'],
    ['<a/><![CDATA[]]>', 'not-well-formed 1:5'],
    ['<a/>&#32;', 'not-well-formed 1:5'],
    // Names
    ['<1/>', 'not-well-formed 1:2'],
    ['<-a/>', 'not-well-formed 1:2'],
    ['<.a/>', 'not-well-formed 1:2'],
    ['<·a/>', 'not-well-formed 1:2'],
    ['<a×/>', 'not-well-formed 1:3'],
    ['<é÷/>', 'not-well-formed 1:3'],
    ['<a b\u037E="1"/>', 'not-well-formed 1:5'],
    ['<a\u2028/>', 'not-well-formed 1:3'],
    ['<\u{F0000}/>', 'not-well-formed 1:2'],
    ['<a+b/>', 'not-well-formed 1:3'],
    // Attributes
    ['<a b/>', 'not-well-formed 1:5'],
    ['<a b=/>', 'not-well-formed 1:6'],
    ['<a b=1/>', 'not-well-formed 1:6'],
    ['<a b="1/>', 'not-well-formed 1:10'],
    ['<a b="1\'/>', 'not-well-formed 1:11'],
    ['<a b="<"/>', 'not-well-formed 1:7'],
    ['<a b="1"c="2"/>', 'not-well-formed 1:9'],
    ['<a ="1"/>', 'not-well-formed 1:4'],
    ['<a "1"/>', 'not-well-formed 1:4'],
    ['<a\n b="1"\n b="2"/>', 'duplicate-attribute 3:2'],
    ['<a xmlns:p="urn:a" xmlns:p="urn:b"/>', 'duplicate-attribute 1:20'],
    ['<a xmlns="urn:a" xmlns="urn:a"/>', 'duplicate-attribute 1:18'],
    ['<a xmlns:p="urn:a" xmlns:q="urn:a" p:b="" q:b=""/>', 'duplicate-attribute 1:43'],
    ['<a xmlns:p="urn:a" p:b="" xmlns:q="urn:&#97;" q:b=""/>', 'duplicate-attribute 1:47'],
    // References
    ['<a>&</a>', 'not-well-formed 1:4'],
    ['<a>& b</a>', 'not-well-formed 1:4'],
    ['<a>&amp</a>', 'not-well-formed 1:4'],
    ['<a>&amp ;</a>', 'not-well-formed 1:4'],
    ['<a>&AMP;</a>', 'entity 1:4'],
    ['<a>&nbsp;</a>', 'entity 1:4'],
    ['<a b="\n&xxe;"/>', 'entity 2:1'],
    ['<a>&#;</a>', 'not-well-formed 1:4'],
    ['<a>&#x;</a>', 'not-well-formed 1:4'],
    ['<a>&#X41;</a>', 'not-well-formed 1:4'],
    ['<a>&#6a;</a>', 'not-well-formed 1:4'],
    ['<a>&#65</a>', 'not-well-formed 1:4'],
    ['<a>&#0;</a>', 'not-well-formed 1:4'],
    ['<a>&#1;</a>', 'not-well-formed 1:4'],
    ['<a>&#xD800;</a>', 'not-well-formed 1:4'],
    ['<a>&#xFFFE;</a>', 'not-well-formed 1:4'],
    ['<a>&#x110000;</a>', 'not-well-formed 1:4'],
    ['<a>&#99999999999999999999999999;</a>', 'not-well-formed 1:4'],
    ['<a b="&#x0;"/>', 'not-well-formed 1:7'],
    // Text, comments, CDATA sections
    ['<a>x]]></a>', 'not-well-formed 1:5'],
    ['<a>]]]></a>', 'not-well-formed 1:5'],
    ['<a><!-- -- --></a>', 'not-well-formed 1:9'],
    ['<a><!-- ---></a>', 'not-well-formed 1:9'],
    ['<a><!--></a>', 'not-well-formed 1:4'],
    ['<a><!- x --></a>', 'not-well-formed 1:4'],
    ['<!- x --><a/>', 'not-well-formed 1:1'],
    ['<a><!-- x</a>', 'not-well-formed 1:4'],
    ['<a><![CDATA[x]]</a>', 'not-well-formed 1:4'],
    ['<a><![cdata[x]]></a>', 'not-well-formed 1:4'],
    ['<![CDATA[x]]><a/>', 'not-well-formed 1:1'],
    ['<a><!ELEMENT a ANY></a>', 'not-well-formed 1:4'],
    // DTD and processing instructions
    ['<!DOCTYPE a><a/>', 'doctype 1:1'],
    ['<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'doctype 2:1'],
    ['<a><!DOCTYPE a></a>', 'doctype 1:4'],
    ['<?p x?><a/>', 'processing-instruction 1:1'],
    ['<?xml-stylesheet href="x"?><a/>', 'processing-instruction 1:1'],
    ['<a><?p?></a>', 'processing-instruction 1:4'],
    ['<a/><?p?>', 'processing-instruction 1:5'],
    ['\n<?xml version="1.0"?><a/>', 'processing-instruction 2:1'],
    ['<a><?xml version="1.0"?></a>', 'processing-instruction 1:4'],
    // The XML declaration
    ['<?xml?><a/>', 'not-well-formed 1:6'],
    ['<?xml version="1.1"?><a/>', 'not-well-formed 1:16'],
    ['<?xml version="2.0"?><a/>', 'not-well-formed 1:16'],
    ['<?xml version=1.0?><a/>', 'not-well-formed 1:15'],
    ['<?xml version="1.0?><a/>', 'not-well-formed 1:16'],
    ['<?xml encoding="UTF-8"?><a/>', 'not-well-formed 1:7'],
    ['<?xml version="1.0" standalone="yes" encoding="UTF-8"?><a/>', 'not-well-formed 1:38'],
    ['<?xml version="1.0" standalone="maybe"?><a/>', 'not-well-formed 1:33'],
    ['<?xml version="1.0"encoding="UTF-8"?><a/>', 'not-well-formed 1:20'],
    ['<?xml version="1.0" encoding=""?><a/>', 'not-well-formed 1:31'],
    ['<?xml version="1.0" x="y"?><a/>', 'not-well-formed 1:21'],
    ['<?xml version="1.0"><a/>', 'not-well-formed 1:20'],
    ['<?XML version="1.0"?><a/>', 'processing-instruction 1:1'],
    // Namespaces
    ['<p:a/>', 'namespace 1:2'],
    ['<a p:b=""/>', 'namespace 1:4'],
    ['<a><b xmlns:p="urn:p"/><p:c/></a>', 'namespace 1:25'],
    ['<a:b:c xmlns:a="urn:a"/>', 'namespace 1:5'],
    ['<:a/>', 'namespace 1:2'],
    ['<a:/>', 'namespace 1:4'],
    ['<a:1 xmlns:a="urn:a"/>', 'namespace 1:4'],
    ['<a xmlns:="urn:a"/>', 'namespace 1:10'],
    ['<a xmlns:p=""/>', 'namespace 1:13'],
    ['<a xmlns:xmlns="urn:a"/>', 'namespace 1:4'],
    ['<xmlns:a/>', 'namespace 1:2'],
    ['<a xmlns:xml="urn:a"/>', 'namespace 1:15'],
    ['<a xmlns:p="http://www.w3.org/XML/1998/namespace"/>', 'namespace 1:13'],
    ['<a xmlns="http://www.w3.org/XML/1998/namespace"/>', 'namespace 1:11'],
    ['<a xmlns:p="http://www.w3.org/2000/xmlns/"/>', 'namespace 1:13'],
    ['<a xmlns="http://www.w3.org/2000/xmlns/"/>', 'namespace 1:11'],
    ['<a xmlns="relative"/>', 'namespace 1:11'],
    ['<a xmlns:p="../x"/>', 'namespace 1:13'],
    ['<a xmlns:p="//host/x"/>', 'namespace 1:13'],
    ['<a xmlns:p="1a:x"/>', 'namespace 1:13'],
    ['<a xmlns:p=" urn:p"/>', 'namespace 1:13'],
    ['<a xmlns:p="&#10;"/>', 'namespace 1:13'],
    // Columns count UTF-16 units; CR, LF and CRLF each end one line
    ['<a>😀é&x;</a>', 'entity 1:7'],
    ['<a>\r\r\n\n😀<b></a>', 'not-well-formed 4:6'],
  ];
  it.each(cases)('%j is %s', (document, at) => {
    const fault = refusal(document);
    expect(brief(fault)).toBe(at);
    expect(fault.message).toMatch(/^(Found|The document|Elements|An element)/);
    expect(fault.limit).toBeUndefined();
  });

  it('says what was found and what was expected', () => {
    expect(refusal('<a><b></a>').message).toBe('Found the end tag </a>; expected </b>, which is still open.');
    expect(refusal('<saml:Issuer/>').message).toBe('Found the prefix "saml", which is not declared; expected xmlns:saml="..." on this element or around it.');
    expect(refusal('<a b="1" b="2"/>').message).toBe('Found the attribute b a second time; expected it once.');
    expect(refusal('<a b=1/>').message).toBe('Found "1" as the value of b; expected a quotation mark.');
    expect(refusal('<a>\u0001</a>').message).toBe('Found the control character U+0001 in text; XML does not allow it.');
  });

  it('gives the byte as well', () => {
    expect(refusal('<é>\n&x;').byte).toBe(5);
  });
});

describe('characters', () => {
  const places: readonly ((character: string) => string)[] = [
    (character) => `<a>${character}</a>`, (character) => `<a b="${character}"/>`, (character) => `<a b='${character}'/>`,
    (character) => `<a><!--${character}--></a>`, (character) => `<a><![CDATA[${character}]]></a>`, (character) => `<!--${character}--><a/>`,
  ];

  it('refuses every character XML does not allow, wherever it stands', () => {
    for (const code of [...Array(0x20).keys(), 0xfffe, 0xffff]) {
      if (code === 9 || code === 10 || code === 13) continue;
      for (const place of places) {
        const document = place(String.fromCharCode(code));
        expect(brief(refusal(document)), JSON.stringify(document)).toBe(`not-well-formed 1:${document.indexOf(String.fromCharCode(code)) + 1}`);
      }
      expect(refusal(`<a>&#${code};</a>`).code).toBe('not-well-formed');
    }
  });

  it('takes all others as they are', () => {
    for (const code of [9, 10, 0x20, 0x7f, 0x80, 0x85, 0x9f, 0xa0, 0xd7ff, 0xe000, 0xf000, 0xfdd0, 0xfeff, 0xfffd, 0x10000, 0x1fffe, 0x10ffff]) {
      const character = String.fromCodePoint(code);
      for (const place of places) expect(parseXml(Buffer.from(place(character))).ok, `U+${code.toString(16)}`).toBe(true);
      expect(read(`<a>${character}</a>`).text(0)).toBe(character);
      expect(read(`<a>&#${code};</a>`).text(0)).toBe(character);
    }
  });

  it('knows the name characters of the fifth edition, as libxml2 does, at the borders of all ranges', () => {
    const borders = [
      0x80, 0xb6, 0xb7, 0xb8, 0xbf, 0xc0, 0xd6, 0xd7, 0xd8, 0xf6, 0xf7, 0xf8, 0x2ff, 0x300, 0x36f, 0x370, 0x37d, 0x37e, 0x37f, 0x1fff, 0x2000, 0x200b, 0x200c, 0x200d,
      0x200e, 0x203e, 0x203f, 0x2040, 0x2041, 0x206f, 0x2070, 0x218f, 0x2190, 0x2bff, 0x2c00, 0x2fef, 0x2ff0, 0x3000, 0x3001, 0xd7ff, 0xe000, 0xf8ff, 0xf900, 0xfdcf,
      0xfdd0, 0xfdef, 0xfdf0, 0xfffd, 0x10000, 0xeffff, 0xf0000, 0x10ffff,
    ];
    const isAccepted = (document: string): boolean => isAcceptedByLibxml2(Buffer.from(document)) === null;
    for (const code of [...borders, ...Array(0x80).keys()]) {
      const character = String.fromCodePoint(code);
      if (code < 0x80 && !/[\w.-]/.test(character)) continue;
      expect(isNameStart(code), `U+${code.toString(16)} starts`).toBe(isAccepted(`<${character}/>`));
      expect(isNameCharacter(code), `U+${code.toString(16)} continues`).toBe(isAccepted(`<a${character}/>`));
      expect(parseXml(Buffer.from(`<${character}/>`)).ok).toBe(isNameStart(code));
      expect(parseXml(Buffer.from(`<a ${character}=""/>`)).ok).toBe(isNameStart(code));
      expect(parseXml(Buffer.from(`<a${character}/>`)).ok).toBe(isNameCharacter(code));
    }
  });
});

describe('encodings', () => {
  const swapped = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
  const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
  const text = '<a b="ü">é😀</a>';
  const declared = (encoding: string, rest = text): string => `<?xml version="1.0" encoding="${encoding}"?>${rest}`;

  it.each([
    ['UTF-8', Buffer.from(text), undefined],
    ['UTF-8, declared in any case', Buffer.from(declared('uTf-8')), undefined],
    ['UTF-8 with BOM', Buffer.from('\uFEFF' + text), 'UTF-8 with BOM'],
    ['UTF-8 with BOM, declared', Buffer.from('\uFEFF' + declared('UTF-8')), 'UTF-8 with BOM'],
    ['UTF-16LE with BOM', utf16('\uFEFF' + declared('UTF-16')), 'UTF-16LE'],
    ['UTF-16BE with BOM', swapped('\uFEFF' + declared('utf-16')), 'UTF-16BE'],
    ['UTF-16LE without BOM', utf16(declared('UTF-16LE')), 'UTF-16LE'],
    ['UTF-16BE without BOM', swapped(text), 'UTF-16BE'],
  ] as const)('%s', (_, bytes, transcodedFrom) => {
    const result = parseXml(bytes);
    expect(result.ok && result.transcodedFrom).toBe(transcodedFrom);
    expect(result.ok && [result.tree.attribute(0, 'b'), result.tree.text(0)]).toEqual(['ü', 'é😀']);
  });

  it.each([
    ['ISO-8859-1', 'ISO-8859-1', '\u0080\u0092\u0099é'], ['latin1', 'ISO-8859-1', '\u0080\u0092\u0099é'], ['Windows-1252', 'windows-1252', '€’™é'],
  ])('%s when declared', (name, transcodedFrom, content) => {
    const result = parseXml(Buffer.from(declared(name, '<a>\x80\x92\x99é</a>'), 'latin1'));
    expect(result.ok && [result.transcodedFrom, result.tree.text(0)]).toEqual([transcodedFrom, content]);
  });

  it('US-ASCII when declared', () => {
    expect(parseXml(Buffer.from(declared('US-ASCII', '<a/>')))).toMatchObject({ ok: true, transcodedFrom: 'US-ASCII' });
  });

  it('gives offsets into the UTF-8', () => {
    const tree = read(utf16('\uFEFF' + text));
    expect(Buffer.from(tree.bytes).toString()).toBe(text);
    expect(tree.locate(tree.contentStop(0))).toEqual({ line: 1, column: 13, offset: 12 });
  });

  const byte = (value: number, before = '<a>', after = '</a>'): Buffer => Buffer.concat([Buffer.from(before), Buffer.from([value]), Buffer.from(after)]);
  it.each([
    ['a Latin-1 byte', byte(0xe9), 'encoding 1:4'],
    ['a lone continuation byte', byte(0x80), 'encoding 1:4'],
    ['a character cut off', byte(0xe2, '<a>\n', ''), 'encoding 2:1'],
    ['an overlong slash', Buffer.from([0x3c, 0x61, 0x3e, 0xc0, 0xaf]), 'encoding 1:4'],
    ['an overlong NUL', Buffer.from([0x3c, 0x61, 0x3e, 0xe0, 0x80, 0x80]), 'encoding 1:4'],
    ['a surrogate', Buffer.from([0x3c, 0x61, 0x3e, 0xed, 0xa0, 0x80]), 'encoding 1:4'],
    ['a character beyond U+10FFFF', Buffer.from([0x3c, 0x61, 0x3e, 0xf4, 0x90, 0x80, 0x80]), 'encoding 1:4'],
    ['a byte that UTF-8 never has', byte(0xff), 'encoding 1:4'],
    ['half a surrogate pair', utf16('<a>\uD800</a>'), 'encoding 1:4'],
    ['the other half', utf16('<a>é\uDC00</a>'), 'encoding 1:5'],
    ['an odd number of bytes', Buffer.concat([utf16('<a/>'), Buffer.from([0x20])]), 'encoding 1:5'],
    ['UTF-32LE', Buffer.from([0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0]), 'encoding 1:1'],
    ['UTF-32BE', Buffer.from([0, 0, 0, 0x3c]), 'encoding 1:1'],
    ['EBCDIC', Buffer.from([0x4c, 0x6f, 0xa7, 0x94, 0x93]), 'encoding 1:1'],
    ['a declaration of UTF-16 in UTF-8', Buffer.from(declared('utf-16')), 'encoding 1:31'],
    ['a declaration of UTF-8 in UTF-16', utf16('\uFEFF' + declared('UTF-8')), 'encoding 1:31'],
    ['a declaration of the other byte order', utf16(declared('UTF-16BE')), 'encoding 1:31'],
    ['a declaration of Latin-1 after a UTF-8 BOM', Buffer.from('\uFEFF' + declared('ISO-8859-1')), 'encoding 1:31'],
    ['an encoding we do not have', Buffer.from(declared('Shift_JIS')), 'encoding 1:31'],
    ['a byte that is not ASCII', byte(0xe9, declared('US-ASCII', '<a>')), 'encoding 1:45'],
    ['a second BOM', Buffer.from('\uFEFF\uFEFF<a/>'), 'not-well-formed 1:1'],
  ])('refuses %s', (_, bytes, at) => {
    expect(brief(refusal(bytes))).toBe(at);
  });
});

describe('limits', () => {
  it('each has its code, its place and its number', () => {
    expect(refusal('<a>xxxx</a>', { bytes: 10 })).toMatchObject({ code: 'too-large', limit: 10, line: 1, column: 1 });
    expect(refusal('<a><b><c/></b></a>', { depth: 2 })).toMatchObject({ code: 'too-deep', limit: 2, line: 1, column: 7 });
    expect(refusal('<a><b/><c/></a>', { elements: 2 })).toMatchObject({ code: 'too-many-elements', limit: 2, line: 1, column: 8 });
    expect(refusal('<a p="" q="" r=""/>', { attributes: 2 })).toMatchObject({ code: 'too-many-attributes', limit: 2, line: 1, column: 14 });
    expect(refusal('<n1><n2/><n3/></n1>', { names: 2 })).toMatchObject({ code: 'too-many-names', limit: 2, line: 1, column: 11 });
    expect(refusal('<n1 xmlns:n2="urn:n3"/>', { names: 2 })).toMatchObject({ code: 'too-many-names', limit: 2 });
  });

  it('what is just allowed is read', () => {
    expect(parseXml(Buffer.from('<a><b p="" q=""/></a>'), { bytes: 21, depth: 2, elements: 2, attributes: 2, names: 4 })).toMatchObject({ ok: true });
  });

  it('bytes count after decoding', () => {
    const utf16 = Buffer.from('\uFEFF<a>xxx</a>', 'utf16le');
    expect(parseXml(utf16, { bytes: 10 }).ok).toBe(true);
    expect(refusal(utf16, { bytes: 9 }).code).toBe('too-large');
    expect(refusal(Buffer.from('<a>ééé</a>'.repeat(3), 'utf16le'), { bytes: 11 }).code).toBe('too-large');
  });

  it('the usual attacks end at once', () => {
    expect(refusal('<a>'.repeat(100_000))).toMatchObject({ code: 'too-deep', limit: xmlLimits.depth, column: 3 * xmlLimits.depth + 1 });
    expect(refusal('<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol1 "&lol;&lol;&lol;">]><lolz>&lol1;</lolz>').code).toBe('doctype');
    expect(refusal(Buffer.alloc(xmlLimits.bytes * 2 + 5, '<')).code).toBe('too-large');
    expect(refusal('<a ' + Array.from({ length: 100_000 }, (_, i) => `b${i}=""`).join(' ') + '/>')).toMatchObject({ code: 'too-many-attributes' });
    expect(refusal('<a>' + Array.from({ length: 30_000 }, (_, i) => `<b${i}/>`).join('') + '</a>')).toMatchObject({ code: 'too-many-names' });
  });

  it('a refused document leaves nothing behind', () => {
    refusal('<a xmlns="urn:left" xmlns:p="urn:left"><p:b>');
    expect(read('<a/>').namespace(0)).toBe('');
    expect(refusal('<p:a/>').code).toBe('namespace');
  });
});

describe('size', () => {
  // A step that took time for each pair of these would not come to an end.
  it('siblings', () => {
    const tree = read('<a>' + '<b c="d"/>'.repeat(100_000) + '</a>');
    expect(tree.count).toBe(100_001);
    expect(tree.children(0).length).toBe(100_000);
    expect(tree.path(100_000)).toBe('a/b[100000]');
    expect(tree.path(1)).toBe('a/b[1]');
  });

  it('attributes', () => {
    const plain = Array.from({ length: 300 }, (_, i) => ` a${i}="${i}"`).join('');
    const prefixed = Array.from({ length: 199 }, (_, i) => ` p:a${i}="${i}"`).join('');
    const tree = read('<a>' + `<b xmlns:p="urn:p"${plain}${prefixed}/>`.repeat(500) + '</a>');
    expect(tree.attributes(500).length).toBe(499);
    expect(tree.attribute(500, 'a198', 'urn:p')).toBe('198');
    expect(refusal(`<b xmlns:p="urn:p" xmlns:q="urn:p"${prefixed} q:a5=""/>`).code).toBe('duplicate-attribute');
  });

  it('names and declarations', () => {
    const tree = read('<a>' + Array.from({ length: 6_000 }, (_, i) => `<p:b${i} xmlns:p="urn:n${i}"/>`).join('') + '</a>');
    expect([tree.local(6_000), tree.namespace(6_000)]).toEqual(['b5999', 'urn:n5999']);
  });

  it('positions', () => {
    const tree = read('<a>' + 'é\r\n'.repeat(50_000) + '<b/></a>');
    expect(tree.locate(tree.start(1))).toEqual({ line: 50_001, column: 1, offset: 150_003 });
    for (let i = 0; i < 20_000; i++) tree.locate(tree.start(1) - i);
  });
});

describe('the tree', () => {
  const document = `<?xml version="1.0"?>
<!-- before -->
<samlp:Response xmlns:samlp="${ns.samlp}" xmlns="urn:d" ID="_1" xml:lang='e"n' samlp:x="a&amp;b&#10;c
d	e\r\nf">
  <Issuer xmlns="${ns.saml}">https://idp/<!-- split -->metadata</Issuer>text<![CDATA[<&>]]>
  <x xmlns=""><samlp:Status/><y>1<z>2</z>3</y></x>&#x1F600;<x/>
</samlp:Response><!-- after -->`;
  const tree = read(document);
  const [response, issuer, x, statusElement, y, z, secondX] = [0, 1, 2, 3, 4, 5, 6];

  it('has names', () => {
    expect(tree.count).toBe(7);
    expect([tree.local(response), tree.prefix(response), tree.namespace(response)]).toEqual(['Response', 'samlp', ns.samlp]);
    expect([tree.local(x), tree.prefix(x), tree.namespace(x)]).toEqual(['x', '', '']);
    expect([tree.local(secondX), tree.namespace(secondX)]).toEqual(['x', 'urn:d']);
    expect([response, issuer, x, statusElement].map((element) => tree.kind(element))).toEqual([samlp.Response, saml.Issuer, 0, samlp.Status]);
  });

  it('has a shape', () => {
    expect([...Array(7).keys()].map((element) => tree.parent(element))).toEqual([-1, 0, 0, 2, 2, 4, 0]);
    expect([...Array(7).keys()].map((element) => tree.firstChild(element))).toEqual([1, -1, 3, -1, 5, -1, -1]);
    expect([...Array(7).keys()].map((element) => tree.nextSibling(element))).toEqual([-1, 2, 6, 4, -1, -1, -1]);
    expect([...Array(7).keys()].map((element) => tree.end(element))).toEqual([7, 2, 6, 4, 6, 6, 7]);
    expect([...Array(7).keys()].map((element) => tree.depth(element))).toEqual([0, 1, 1, 2, 2, 3, 1]);
    expect(tree.children(response)).toEqual([issuer, x, secondX]);
    expect(tree.child(response, saml.Issuer!)).toBe(issuer);
    expect(tree.child(response, samlp.Status!)).toBe(-1);
    expect(tree.childrenOf(x, samlp.Status!)).toEqual([statusElement]);
  });

  it('has attributes, normalised', () => {
    expect(tree.attribute(response, 'ID')).toBe('_1');
    expect(tree.attribute(response, 'lang')).toBeNull();
    expect(tree.attribute(response, 'lang', ns.xml)).toBe('e"n');
    expect(tree.attribute(response, 'x', ns.samlp)).toBe('a&b\nc d e f');
    expect(tree.attribute(response, 'xmlns')).toBeNull();
    expect(tree.attribute(response, 'nothing')).toBeNull();
    expect(tree.attributes(response).map(({ local, prefix, namespace, value }) => [prefix, local, namespace, value])).toEqual([
      ['', 'ID', '', '_1'], ['xml', 'lang', ns.xml, 'e"n'], ['samlp', 'x', ns.samlp, 'a&b\nc d e f'],
    ]);
    const span = tree.attributeSpan(response, 'lang', ns.xml)!;
    expect(Buffer.from(tree.bytes).toString('utf8', span.start, span.stop)).toBe(`xml:lang='e"n'`);
    expect(tree.attributeSpan(response, 'lang')).toBeNull();
  });

  it('resolves prefixes', () => {
    expect(tree.resolvePrefix(y, 'samlp')).toBe(ns.samlp);
    expect(tree.resolvePrefix(issuer, '')).toBe(ns.saml);
    expect(tree.resolvePrefix(y, '')).toBe('');
    expect(tree.resolvePrefix(y, 'xml')).toBe(ns.xml);
    expect(tree.resolvePrefix(y, 'other')).toBeNull();
    expect(read('<a/>').resolvePrefix(0, '')).toBe('');
  });

  it('has text', () => {
    expect(tree.text(issuer)).toBe('https://idp/metadata');
    expect(tree.text(response)).toBe('\n  text<&>\n  😀\n');
    expect(tree.text(y)).toBe('13');
    expect(tree.textDeep(y)).toBe('123');
    expect(tree.textDeep(response)).toBe('\n  https://idp/metadatatext<&>\n  123😀\n');
    expect(tree.text(z)).toBe('2');
    expect(tree.text(secondX)).toBe('');
    const lines = read('<a>1\r\n2\r3\n4&#13;\r<![CDATA[\r\n]]>\r<!-- -->\n</a>');
    expect(lines.text(0)).toBe('1\n2\n3\n4\r\n\n\n\n');
  });

  it('has comments and CDATA sections', () => {
    const source = Buffer.from(tree.bytes);
    expect(tree.comments.map(({ element, start, stop }) => [element, source.toString('utf8', start, stop)])).toEqual([
      [-1, '<!-- before -->'], [issuer, '<!-- split -->'], [-1, '<!-- after -->'],
    ]);
    expect(tree.cdata.map(({ element, start, stop }) => [element, source.toString('utf8', start, stop)])).toEqual([[response, '<![CDATA[<&>]]>']]);
    expect(read('<a/>').comments).toEqual([]);
  });

  it('has paths and positions', () => {
    expect([...Array(7).keys()].map((element) => tree.path(element))).toEqual([
      'Response', 'Response/Issuer', 'Response/x[1]', 'Response/x[1]/Status', 'Response/x[1]/y', 'Response/x[1]/y/z', 'Response/x[2]',
    ]);
    expect(tree.locate(tree.start(response))).toEqual({ line: 3, column: 1, offset: document.indexOf('<samlp:Response') });
    expect(tree.locate(tree.start(secondX))).toMatchObject({ column: document.split(/\r\n|\n/)[6]!.indexOf('<x/>') + 1, offset: document.lastIndexOf('<x/>') });
    expect(tree.locate(1e9)).toMatchObject({ offset: document.length });
    expect(tree.locate(-1)).toEqual({ line: 1, column: 1, offset: 0 });
  });

  it('knows every known name under any prefix', () => {
    for (const [kind, { uri, local }] of knownNames.entries()) {
      if (kind === 0) continue;
      expect(read(`<${local} xmlns="${uri}"/>`).kind(0)).toBe(kind);
      expect(read(`<any:${local} xmlns:any="${uri}"/>`).kind(0)).toBe(kind);
      expect(read(`<samlp:${local} xmlns:samlp="${uri}"/>`).kind(0)).toBe(kind);
      expect(read(`<samlp:${local} xmlns:samlp="urn:other"/>`).kind(0)).toBe(0);
      expect(read(`<${local}/>`).kind(0)).toBe(0);
    }
  });

  it('stays as it is when other documents are read, and when the input changes', () => {
    const describe = (of: Tree): unknown[] => [...Array(of.count).keys()].map((element) => [
      of.path(element), of.namespace(element), of.prefix(element), of.kind(element), of.text(element), of.attributes(element), of.start(element), of.stop(element),
    ]);
    const input = Buffer.from(document);
    const early = read(input);
    const lazy = read(input);
    const before = describe(early);
    input.fill(0x20);
    for (let seed = 0; seed < 300; seed++) parseXml(mutate(seededRandom(seed), Buffer.from(generateDocument(seededRandom(seed), { odd: true }))));
    read('<a>' + '<b c="d">e&amp;<!-- --></b>'.repeat(50_000) + '</a>');
    expect(describe(early)).toEqual(before);
    expect(describe(lazy)).toEqual(before);
    expect(early.comments).toEqual(lazy.comments);
  });
});

/** null when libxml2 takes the document, else the first thing it says about it. */
function isAcceptedByLibxml2(document: Uint8Array): string | null {
  try {
    XmlDocument.fromBuffer(document).dispose();
    return null;
  } catch (error) {
    return (error as Error).message.trim().split('\n').at(-1)!;
  }
}

describe('start tags that repeat an earlier one', () => {
  const namespaces = (tree: Tree): string[] => Array.from({ length: tree.count }, (_, element) => `${tree.namespace(element)}|${tree.attributes(element).map((each) => `${each.namespace}|${each.value}`).join()}`);

  it('mean what the declarations around them say', () => {
    const tree = read('<a xmlns:p="urn:1"><p:b p:c="1"/><p:b p:c="1"/><x xmlns:p="urn:2"><p:b p:c="1"/></x><p:b p:c="1"/><x xmlns="urn:3"><p:b p:c="1"/><b/></x><b/></a>');
    expect(namespaces(tree)).toEqual(['|', 'urn:1|urn:1|1', 'urn:1|urn:1|1', '|', 'urn:2|urn:2|1', 'urn:1|urn:1|1', 'urn:3|', 'urn:1|urn:1|1', 'urn:3|', '|']);
  });

  it('declare again what they declare', () => {
    const tree = read('<a><b xmlns="urn:1" xmlns:p="urn:2" p:c="d"><p:e/></b><b xmlns="urn:1" xmlns:p="urn:2" p:c="d"><p:e/><f/></b><f/></a>');
    expect(namespaces(tree)).toEqual(['|', 'urn:1|urn:2|d', 'urn:2|', 'urn:1|urn:2|d', 'urn:2|', 'urn:1|', '|']);
    expect(tree.resolvePrefix(5, 'p')).toBe('urn:2');
    expect(tree.resolvePrefix(6, 'p')).toBeNull();
    expect(refusal('<a><b xmlns:p="urn:2"><p:e/></b><p:e/></a>')).toMatchObject({ code: 'namespace', column: 34 });
  });

  it('have places and text of their own', () => {
    const tree = read('<a><b c="&lt;">x&amp;</b><b c="&lt;">y</b><b c="&lt;"/><b c="&lt;"/></a>');
    expect([1, 2, 3, 4].map((element) => [tree.start(element), tree.contentStart(element), tree.stop(element), tree.text(element), tree.attribute(element, 'c')])).toEqual([
      [3, 15, 25, 'x&', '<'], [25, 37, 42, 'y', '<'], [42, 55, 55, '', '<'], [55, 68, 68, '', '<'],
    ]);
    expect(tree.attributeSpan(2, 'c')).toEqual({ start: 28, stop: 36 });
  });

  it('count towards the limits, and are forgotten after a document', () => {
    expect(refusal(`<a>${'<b/>'.repeat(5)}</a>`, { elements: 5 })).toMatchObject({ code: 'too-many-elements' });
    expect(refusal('<b><b><b><b/></b></b></b>', { depth: 3 })).toMatchObject({ code: 'too-deep' });
    expect(read('<p:a xmlns:p="urn:1"><p:b/></p:a>').namespace(1)).toBe('urn:1');
    expect(read('<p:a xmlns:p="urn:2"><p:b/></p:a>').namespace(1)).toBe('urn:2');
    expect(refusal('<a><p:b/></a>')).toMatchObject({ code: 'namespace' });
  });
});

describe('generated documents', () => {
  const seeds = 3_000;

  it('have the same names, attributes and text as in libxml2', () => {
    for (let seed = 0; seed < seeds; seed++) {
      const document = Buffer.from(generateDocument(seededRandom(seed)));
      const tree = read(document);
      const other = XmlDocument.fromBuffer(document);
      const nodes = other.find('//*') as XmlElement[];
      expect(tree.count).toBe(nodes.length);
      for (const [element, node] of nodes.entries()) {
        const ours = [tree.local(element), tree.prefix(element), tree.namespace(element), tree.textDeep(element), ...tree.attributes(element).map(({ local, namespace, value }) => `${namespace} ${local}=${value}`)];
        const theirs = [node.name, node.prefix, node.namespaceUri, node.content, ...node.attrs.map((attribute) => `${attribute.namespaceUri} ${attribute.name}=${attribute.value}`)];
        if (JSON.stringify(ours) !== JSON.stringify(theirs)) expect(ours, `seed ${seed}`).toEqual(theirs);
      }
      other.dispose();
    }
  });

  it('have spans that say where things are', () => {
    for (let seed = 0; seed < seeds; seed++) {
      const document = Buffer.from(generateDocument(seededRandom(seed), { odd: true }));
      const tree = read(document);
      const slice = (start: number, stop: number): string => document.toString('utf8', start, stop);
      const check = (isRight: boolean, what: string): void => {
        if (!isRight) expect.fail(`seed ${seed}, ${what}: ${JSON.stringify(document.toString())}`);
      };
      for (let element = 0; element < tree.count; element++) {
        const name = (tree.prefix(element) === '' ? '' : tree.prefix(element) + ':') + tree.local(element);
        const whole = slice(tree.start(element), tree.stop(element));
        check(whole.startsWith('<' + name) && /^[\s/>]/.test(whole.slice(name.length + 1)) && whole.endsWith('>'), `element ${element}`);
        const endTag = slice(tree.contentStop(element), tree.stop(element)).replaceAll(/\s/g, '');
        check(endTag === '' ? whole.endsWith('/>') : endTag === `</${name}>`, `end tag ${element}`);
        check(slice(tree.contentStart(element) - 1, tree.contentStart(element)) === '>', `start tag ${element}`);
        for (const { prefix, local, namespace, value, start, stop } of tree.attributes(element)) {
          const attribute = slice(start, stop);
          check(attribute.startsWith((prefix === '' ? '' : prefix + ':') + local) && attribute.at(-1) === /=\s*(["'])/.exec(attribute)![1], `attribute ${attribute}`);
          const span = tree.attributeSpan(element, local, namespace);
          check(tree.attribute(element, local, namespace) === value && span?.start === start && span.stop === stop, `attribute ${attribute}`);
        }
      }
    }
  });

  /**
   * What libxml2 takes and we refuse, by policy: DTDs, processing instructions, relative namespace names, XML versions
   * other than 1.0, encodings we do not have. What libxml2 refuses and we take: namespace names that are no RFC 3986
   * URIs, xml:id values that are no names and unknown xml:space values; none is a matter of being well-formed.
   */
  const stricter = (fault: XmlFault): boolean =>
    fault.code === 'doctype' || fault.code === 'processing-instruction' || fault.code === 'encoding' || /relative namespace name|XML version/.test(fault.message);
  const laxer = (message: string): boolean => /is not a valid URI|is not an NCName|Invalid value ".*" for xml:space/.test(message);

  it('mutated, are refused exactly when libxml2 refuses them, apart from our policies', () => {
    let refused = 0;
    let accepted = 0;
    for (let seed = 0; seed < 15_000; seed++) {
      const random = seededRandom(seed);
      const document = mutate(random, Buffer.from(generateDocument(random, { elements: 6 })));
      const ours = parseXml(document);
      const theirs = isAcceptedByLibxml2(document);
      if (ours.ok === (theirs === null)) {
        if (ours.ok) accepted++;
        else refused++;
        continue;
      }
      const isExplained = ours.ok ? laxer(theirs!) : stricter(ours.fault);
      if (!isExplained) expect.fail(`seed ${seed}: ${JSON.stringify(document.toString())}\nours: ${ours.ok ? 'accepted' : ours.fault.message}\nlibxml2: ${theirs ?? 'accepted'}`);
    }
    expect(refused).toBeGreaterThan(5_000);
    expect(accepted).toBeGreaterThan(1_000);
  });
});

describe('whatever the bytes', () => {
  const isAnswered = (bytes: Uint8Array): void => {
    const result = parseXml(bytes, { bytes: 1 << 16 });
    if (result.ok) {
      for (let element = 0; element < result.tree.count; element++) result.tree.textDeep(element);
      return;
    }
    const { line, column, byte, message } = result.fault;
    expect(line >= 1 && column >= 1 && byte >= 0 && message.length > 0 && message.length < 400).toBe(true);
  };

  it('it answers', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), isAnswered), { seed: 1, numRuns: 5_000 });
  });

  it('it answers when they begin like a document', () => {
    const beginning = fc.constantFrom('<a>', '<a ', '<a b="', '<a><![CDATA[', '<!--', '<?xml version="1.0" ', '\uFEFF<a>', '<a xmlns:b="').map((text) => Buffer.from(text));
    const boms = fc.constantFrom([], [0xff, 0xfe], [0xfe, 0xff], [0xef, 0xbb, 0xbf]).map((bytes) => Buffer.from(bytes));
    const bytes = fc.tuple(boms, beginning, fc.uint8Array({ maxLength: 100 })).map((parts) => Buffer.concat(parts));
    fc.assert(fc.property(bytes, isAnswered), { seed: 2, numRuns: 5_000 });
  });

  it('it answers for documents cut off anywhere', () => {
    for (let seed = 0; seed < 60; seed++) {
      const document = Buffer.from(generateDocument(seededRandom(seed), { elements: 8 }));
      for (let stop = 0; stop < document.length; stop++) isAnswered(document.subarray(0, stop));
    }
  });

  it('it answers for documents mutated many times', () => {
    for (let seed = 0; seed < 5_000; seed++) {
      const random = seededRandom(seed);
      let document: Buffer = Buffer.from(generateDocument(random, { odd: true }));
      for (let times = random.below(6); times >= 0; times--) document = mutate(random, document);
      isAnswered(document);
    }
  });
});
