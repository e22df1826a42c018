/** Canonical forms: the examples of the specifications, and byte for byte what libxml2 writes. */
import { XmlC14NMode, XmlDocument } from 'libxml2-wasm';
import type { XmlNode } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { joinReferences } from '../shared/saml/c14n-xml-attributes.ts';
import { CanonicalFormTooLarge } from '../shared/saml/c14n-output.ts';
import { canonicalize, isCanonicalization } from '../shared/saml/c14n.ts';
import type { CanonicalOptions } from '../shared/saml/c14n.ts';
import type { Tree } from '../shared/saml/tree.ts';
import { parseXml } from '../shared/saml/xml.ts';
import { c14n } from '../shared/urns.ts';
import { generateDocument, seededRandom } from './xml-generator.ts';
import type { Random } from './xml-generator.ts';

function read(document: string | Uint8Array): Tree {
  const result = parseXml(typeof document === 'string' ? Buffer.from(document) : document);
  if (!result.ok) throw new Error(`${result.fault.line}:${result.fault.column} ${result.fault.message}`);
  return result.tree;
}

const canonical = (tree: Tree, element: number, options: CanonicalOptions): string => Buffer.from(canonicalize(tree, element, options)).toString();
/** The canonical form of the first element with that local name. */
const of = (document: string, local: string, algorithm: string, options: Omit<CanonicalOptions, 'algorithm'> = {}): string => {
  const tree = read(document);
  const element = Array.from({ length: tree.count }, (_, i) => i).find((candidate) => tree.local(candidate) === local)!;
  return canonical(tree, element, { algorithm, ...options });
};

const algorithms = Object.values(c14n);

describe('examples of the specifications', () => {
  it('start and end tags (Canonical XML 1.0, 3.3)', () => {
    const document = `<doc>
   <e1   />
   <e2   ></e2>
   <e3   name = "elem3"   id="elem3"   />
   <e4   name="elem4"   id="elem4"   ></e4>
   <e5 a:attr="out" b:attr="sorted" attr2="all" attr="I'm"
      xmlns:b="http://www.ietf.org"
      xmlns:a="http://www.w3.org"
      xmlns="http://example.org"/>
   <e6 xmlns="" xmlns:a="http://www.w3.org">
      <e7 xmlns="http://www.ietf.org">
         <e8 xmlns="" xmlns:a="http://www.w3.org">
            <e9 xmlns="" xmlns:a="http://www.ietf.org"/>
         </e8>
      </e7>
   </e6>
</doc>`;
    const expected = `<doc>
   <e1></e1>
   <e2></e2>
   <e3 id="elem3" name="elem3"></e3>
   <e4 id="elem4" name="elem4"></e4>
   <e5 xmlns="http://example.org" xmlns:a="http://www.w3.org" xmlns:b="http://www.ietf.org" attr="I'm" attr2="all" b:attr="sorted" a:attr="out"></e5>
   <e6 xmlns:a="http://www.w3.org">
      <e7 xmlns="http://www.ietf.org">
         <e8 xmlns="">
            <e9 xmlns:a="http://www.ietf.org"></e9>
         </e8>
      </e7>
   </e6>
</doc>`;
    expect(of(document, 'doc', c14n.inclusive)).toBe(expected);
    expect(of(document, 'doc', c14n.inclusive11)).toBe(expected);
    expect(of(document, 'e6', c14n.exclusive)).toBe(`<e6>
      <e7 xmlns="http://www.ietf.org">
         <e8 xmlns="">
            <e9></e9>
         </e8>
      </e7>
   </e6>`);
  });

  it('characters (Canonical XML 1.0, 3.4)', () => {
    const document = `<doc>
   <text>First line&#x0d;&#10;Second line</text>
   <value>&#x32;</value>
   <compute><![CDATA[value>"0" && value<"10" ?"valid":"error"]]></compute>
   <compute expr='value>"0" &amp;&amp; value&lt;"10" ?"valid":"error"'>valid</compute>
   <norm attr=' &apos;   &#x20;&#13;&#xa;&#9;   &apos; '/>
</doc>`;
    const expected = `<doc>
   <text>First line&#xD;
Second line</text>
   <value>2</value>
   <compute>value&gt;"0" &amp;&amp; value&lt;"10" ?"valid":"error"</compute>
   <compute expr="value>&quot;0&quot; &amp;&amp; value&lt;&quot;10&quot; ?&quot;valid&quot;:&quot;error&quot;">valid</compute>
   <norm attr=" '    &#xD;&#xA;&#x9;   ' "></norm>
</doc>`;
    for (const algorithm of algorithms) expect(of(document, 'doc', algorithm)).toBe(expected);
  });

  it('a subtree in two contexts (Exclusive XML Canonicalization, 2.2)', () => {
    const document = `<n0:local xmlns:n0="foo:bar" xmlns:n3="ftp://example.org">
  <n1:elem2 xmlns:n1="http://example.net" xml:lang="en">
     <n3:stuff xmlns:n3="ftp://example.org"/>
  </n1:elem2>
</n0:local>`;
    expect(of(document, 'elem2', c14n.inclusive)).toBe(`<n1:elem2 xmlns:n0="foo:bar" xmlns:n1="http://example.net" xmlns:n3="ftp://example.org" xml:lang="en">
     <n3:stuff></n3:stuff>
  </n1:elem2>`);
    const exclusive = `<n1:elem2 xmlns:n1="http://example.net" xml:lang="en">
     <n3:stuff xmlns:n3="ftp://example.org"></n3:stuff>
  </n1:elem2>`;
    expect(of(document, 'elem2', c14n.exclusive)).toBe(exclusive);
    expect(of(document, 'elem2', c14n.exclusive, { inclusivePrefixes: ['unknown'] })).toBe(exclusive);
    expect(of(document, 'elem2', c14n.exclusive, { inclusivePrefixes: ['n0', 'n3', '#default'] })).toBe(`<n1:elem2 xmlns:n0="foo:bar" xmlns:n1="http://example.net" xmlns:n3="ftp://example.org" xml:lang="en">
     <n3:stuff></n3:stuff>
  </n1:elem2>`);
  });

  it('xml: attributes of elements around (Canonical XML 1.0 and 1.1, 2.4)', () => {
    const document = '<a xml:lang="de" xml:space="preserve" xml:id="a" xml:other="o" xml:base="http://example.com/x/"><b xml:lang="en" xml:base="y/z"><c xml:base="../w" xml:id="c"/><d/></b></a>';
    expect(of(document, 'c', c14n.inclusive)).toBe('<c xml:base="../w" xml:id="c" xml:lang="en" xml:other="o" xml:space="preserve"></c>');
    expect(of(document, 'c', c14n.inclusive11)).toBe('<c xml:base="http://example.com/x/w" xml:id="c" xml:lang="en" xml:space="preserve"></c>');
    expect(of(document, 'd', c14n.inclusive)).toBe('<d xml:base="y/z" xml:id="a" xml:lang="en" xml:other="o" xml:space="preserve"></d>');
    expect(of(document, 'd', c14n.inclusive11)).toBe('<d xml:base="http://example.com/x/y/z" xml:lang="en" xml:space="preserve"></d>');
    expect(of(document, 'd', c14n.exclusive)).toBe('<d></d>');
    expect(of('<a xml:base="x/"><b xml:base=".."/></a>', 'b', c14n.inclusive11)).toBe('<b></b>');
    expect(of('<a xml:base=""><b/></a>', 'a', c14n.inclusive11)).toBe('<a xml:base=""><b></b></a>');
  });

  it.each([
    // RFC 3986, 5.4, without fragments, which xml:base does not have
    ...([
      ['g:h', 'g:h'], ['g', 'http://a/b/c/g'], ['./g', 'http://a/b/c/g'], ['g/', 'http://a/b/c/g/'], ['/g', 'http://a/g'], ['//g', 'http://g'], ['?y', 'http://a/b/c/d;p?y'],
      ['g?y', 'http://a/b/c/g?y'], [';x', 'http://a/b/c/;x'], ['', 'http://a/b/c/d;p?q'], ['.', 'http://a/b/c/'], ['./', 'http://a/b/c/'], ['..', 'http://a/b/'],
      ['../', 'http://a/b/'], ['../g', 'http://a/b/g'], ['../..', 'http://a/'], ['../../g', 'http://a/g'], ['../../../g', 'http://a/g'], ['/./g', 'http://a/g'],
      ['/../g', 'http://a/g'], ['g.', 'http://a/b/c/g.'], ['..g', 'http://a/b/c/..g'], ['./../g', 'http://a/b/g'], ['./g/.', 'http://a/b/c/g/'], ['g/./h', 'http://a/b/c/g/h'],
      ['g/../h', 'http://a/b/c/h'], ['g;x=1/../y', 'http://a/b/c/y'], ['g?y/../x', 'http://a/b/c/g?y/../x'],
    ] as const).map(([reference, joined]) => ['http://a/b/c/d;p?q', reference, joined] as const),
    // Relative bases, Canonical XML 1.1, 2.4
    ['a/b', 'c', 'a/c'], ['a/', '../../c', '../c'], ['..', '..', '../../'], ['../x/', '../y', '../y'], ['a//b/', 'c', 'a/b/c'], ['a', '..', '../'], ['a/', '..', ''], ['', 'a', 'a'], ['a?b', '', 'a?b'],
  ] as const)('joins %s and %s to %s', (base, reference, joined) => {
    expect(joinReferences(base, reference)).toBe(joined);
  });
});

describe('details', () => {
  it('writes what differs in tags', () => {
    const cases: readonly (readonly [document: string, expected: string])[] = [
      ['<a />', '<a></a>'], ['<a></a\n>', '<a></a>'], ["<a b='\"' c = \"'\"/>", '<a b="&quot;" c="\'"></a>'], ['<a\r\n\tb=""/>', '<a b=""></a>'], ['<a b="&#38;&#60;&#62;&#34;&#39;"/>', '<a b="&amp;&lt;>&quot;\'"></a>'],
      ['<a b="\t\r\n\r&#x9;&#xA;&#xD;&#x20;"/>', '<a b="   &#x9;&#xA;&#xD; "></a>'], ['<a b="\u{1F600}&#x1F600;é&#233;&#x3A9;"/>', '<a b="\u{1F600}\u{1F600}ééΩ"></a>'],
      ['<a xmlns:xml="http://www.w3.org/XML/1998/namespace"/>', '<a></a>'], ['<a xmlns=""/>', '<a></a>'],
    ];
    for (const [document, expected] of cases) for (const algorithm of algorithms) expect(of(document, 'a', algorithm)).toBe(expected);
  });

  it('writes what differs in text', () => {
    const document = '<a>&#38;&#60;&#62;&#34;&apos;&#13;&#9;&#10;>\r\n\r&#xD;&#xd;]]&gt;<![CDATA[<&>\r\n]]]]><![CDATA[>]]><!-- no\r\n -->&#x1F600;</a>';
    expect(of(document, 'a', c14n.exclusive)).toBe('<a>&amp;&lt;&gt;"\'&#xD;\t\n&gt;\n\n&#xD;&#xD;]]&gt;&lt;&amp;&gt;\n]]&gt;\u{1F600}</a>');
    expect(of(document, 'a', c14n.exclusiveWithComments)).toBe('<a>&amp;&lt;&gt;"\'&#xD;\t\n&gt;\n\n&#xD;&#xD;]]&gt;&lt;&amp;&gt;\n]]&gt;<!-- no\n -->\u{1F600}</a>');
  });

  it('sorts by code points, not UTF-16 units', () => {
    expect(of('<a \u{10400}="2" \uF900="1"/>', 'a', c14n.exclusive)).toBe('<a \uF900="1" \u{10400}="2"></a>');
    expect(of('<a xmlns:\u{10400}="urn:2" xmlns:\uF900="urn:1"/>', 'a', c14n.inclusive)).toBe('<a xmlns:\uF900="urn:1" xmlns:\u{10400}="urn:2"></a>');
  });

  it('sorts many attributes and declarations', () => {
    const many = Array.from({ length: 60 }, (_, i) => (i * 7) % 60);
    const document = `<a${many.map((i) => ` b${100 + i}="" xmlns:n${100 + i}="urn:${i}"`).join('')}/>`;
    const sorted = many.toSorted((left, right) => left - right);
    expect(of(document, 'a', c14n.inclusive)).toBe(`<a${sorted.map((i) => ` xmlns:n${100 + i}="urn:${i}"`).join('')}${sorted.map((i) => ` b${100 + i}=""`).join('')}></a>`);
  });

  it('handles the default namespace', () => {
    const document = '<p:a xmlns:p="urn:p" xmlns="urn:d"><b><p:c xmlns=""><d/></p:c></b></p:a>';
    expect(of(document, 'a', c14n.exclusive)).toBe('<p:a xmlns:p="urn:p"><b xmlns="urn:d"><p:c><d xmlns=""></d></p:c></b></p:a>');
    expect(of(document, 'a', c14n.exclusive, { inclusivePrefixes: ['#default'] })).toBe('<p:a xmlns="urn:d" xmlns:p="urn:p"><b><p:c xmlns=""><d></d></p:c></b></p:a>');
    expect(of(document, 'd', c14n.inclusive)).toBe('<d xmlns:p="urn:p"></d>');
    expect(of(document, 'c', c14n.exclusive)).toBe('<p:c xmlns:p="urn:p"><d></d></p:c>');
  });

  // libxml2 writes '&' here as it is, which is not even XML.
  it('escapes namespace names', () => {
    const document = '<a xmlns="http://e/?a=1&amp;b=&quot;&#60;&#9;"/>';
    for (const algorithm of algorithms) expect(of(document, 'a', algorithm)).toBe('<a xmlns="http://e/?a=1&amp;b=&quot;&lt;&#x9;"></a>');
  });

  it('takes namespace names that are written differently for the same', () => {
    expect(of('<p:a xmlns:p="urn:x"><p:b xmlns:p="urn:&#120;"/></p:a>', 'a', c14n.inclusive)).toBe('<p:a xmlns:p="urn:x"><p:b></p:b></p:a>');
  });

  it('leaves an element out', () => {
    const document = '<a xmlns:p="urn:p">1<p:b>2<!-- -->&gt;></p:b>3&quot;<p:c/></a>';
    const tree = read(document);
    expect(canonical(tree, 0, { algorithm: c14n.exclusive, omit: 1 })).toBe('<a>13"<p:c xmlns:p="urn:p"></p:c></a>');
    expect(canonical(tree, 0, { algorithm: c14n.exclusive, omit: 2 })).toBe('<a>1<p:b xmlns:p="urn:p">2&gt;&gt;</p:b>3"</a>');
    expect(canonical(tree, 0, { algorithm: c14n.exclusive, omit: 0 })).toBe('');
    expect(canonical(tree, 2, { algorithm: c14n.exclusive, omit: 1 })).toBe('<p:c xmlns:p="urn:p"></p:c>');
  });

  it('writes the source of UTF-16 as UTF-8', () => {
    expect(canonical(read(Buffer.from('\uFEFF<a b=\'é\'>\u{1F600}</a>', 'utf16le')), 0, { algorithm: c14n.inclusive })).toBe('<a b="é">\u{1F600}</a>');
  });

  it('gives memory of its own', () => {
    const tree = read('<a>b</a>');
    const first = canonicalize(tree, 0, { algorithm: c14n.exclusive });
    canonicalize(read('<cccc/>'), 0, { algorithm: c14n.exclusive });
    expect(Buffer.from(first).toString()).toBe('<a>b</a>');
    first.fill(0);
    expect(Buffer.from(tree.bytes).toString()).toBe('<a>b</a>');
  });

  it('knows its algorithms', () => {
    for (const algorithm of algorithms) expect(isCanonicalization(algorithm)).toBe(true);
    expect(isCanonicalization('http://www.w3.org/TR/1999/REC-xslt-19991116')).toBe(false);
    expect(() => canonicalize(read('<a/>'), 0, { algorithm: 'urn:none' })).toThrow(RangeError);
  });

  it('stops when the canonical form explodes, and goes on with the next', () => {
    const document = `<a xmlns:p="urn:${'x'.repeat(1_000_000)}">${'<p:b/>'.repeat(100)}</a>`;
    const tree = read(document);
    expect(() => canonicalize(tree, 0, { algorithm: c14n.exclusive })).toThrow(CanonicalFormTooLarge);
    expect(() => canonicalize(tree, 0, { algorithm: c14n.exclusive })).toThrow('16777216');
    expect(canonicalize(tree, 0, { algorithm: c14n.inclusive }).length).toBeLessThan(1_100_000);
    expect(of('<p:a xmlns:p="urn:p"/>', 'a', c14n.exclusive)).toBe('<p:a xmlns:p="urn:p"></p:a>');
  });

  it('takes a prefix list as long as the document', () => {
    const names = Array.from({ length: 15_000 }, (_, i) => `n${i}`);
    const tree = read(`<a>${names.map((name) => `<${name}/>`).join('')}</a>`);
    expect(canonicalize(tree, 1, { algorithm: c14n.exclusive, inclusivePrefixes: Array.from({ length: 300_000 }, (_, i) => `x${i}`) }).length).toBe(9);
  });
});

/** What libxml2 calls the algorithms. */
const modes: Readonly<Record<string, { mode: 0 | 1 | 2; withComments: boolean }>> = {
  [c14n.exclusive]: { mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0, withComments: false },
  [c14n.exclusiveWithComments]: { mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0, withComments: true },
  [c14n.inclusive]: { mode: XmlC14NMode.XML_C14N_1_0, withComments: false },
  [c14n.inclusiveWithComments]: { mode: XmlC14NMode.XML_C14N_1_0, withComments: true },
  [c14n.inclusive11]: { mode: XmlC14NMode.XML_C14N_1_1, withComments: false },
  [c14n.inclusive11WithComments]: { mode: XmlC14NMode.XML_C14N_1_1, withComments: true },
};

/** A document in libxml2; elements go by their number in document order. */
class OtherDocument {
  private readonly source: Uint8Array;
  private readonly parsed: XmlDocument;
  private readonly nodes: XmlNode[];

  constructor(source: Uint8Array) {
    this.source = source;
    this.parsed = XmlDocument.fromBuffer(source);
    this.nodes = this.parsed.find('//*');
  }

  canonical(element: number, { algorithm, inclusivePrefixes, omit }: CanonicalOptions): string {
    if (omit !== undefined) return this.canonicalWithout(omit, element, { algorithm, ...(inclusivePrefixes === undefined ? {} : { inclusivePrefixes }) });
    const list = inclusivePrefixes === undefined || inclusivePrefixes.length === 0 ? {} : { inclusiveNamespacePrefixes: [...inclusivePrefixes] };
    return this.nodes[element]!.canonicalizeToString({ ...modes[algorithm]!, ...list });
  }

  /** Takes the element out of a copy. */
  private canonicalWithout(omit: number, element: number, options: CanonicalOptions): string {
    const copy = new OtherDocument(this.source);
    copy.nodes[omit]!.remove();
    const text = copy.canonical(element, options);
    copy.dispose();
    return text;
  }

  dispose(): void {
    this.parsed.dispose();
  }
}

const listable = ['a', 'b', 'saml', 'samlp', 'x-1', 'é', '#default', 'none'];

/** An element, an algorithm, at times a prefix list and an element left out. */
function generateCase(random: Random, tree: Tree, algorithm: string): { element: number; options: CanonicalOptions } {
  const element = random.chance(0.3) ? 0 : random.below(tree.count);
  const options: CanonicalOptions = { algorithm };
  const isExclusive = modes[algorithm]!.mode === XmlC14NMode.XML_C14N_EXCLUSIVE_1_0;
  if (isExclusive && random.chance(0.5)) options.inclusivePrefixes = listable.filter(() => random.chance(0.4));
  const inside = tree.end(element) - element - 1;
  if (inside > 0 && random.chance(0.2)) options.omit = element + 1 + random.below(inside);
  return { element, options };
}

describe('against libxml2', () => {
  const documents = 10_000;

  it(`writes the same bytes for ${documents} generated documents, each with all algorithms`, () => {
    let lists = 0;
    let omissions = 0;
    let subtrees = 0;
    for (let seed = 0; seed < documents; seed++) {
      const random = seededRandom(seed);
      const document = Buffer.from(generateDocument(random));
      const tree = read(document);
      const other = new OtherDocument(document);
      for (const algorithm of algorithms) {
        const { element, options } = generateCase(random, tree, algorithm);
        if ((options.inclusivePrefixes?.length ?? 0) > 0) lists++;
        if (options.omit !== undefined) omissions++;
        if (element > 0) subtrees++;
        const ours = canonical(tree, element, options);
        const theirs = other.canonical(element, options);
        if (ours !== theirs) expect(ours, `seed ${seed}, element ${element}, ${JSON.stringify(options)}: ${JSON.stringify(document.toString())}`).toBe(theirs);
      }
      other.dispose();
    }
    expect(lists).toBeGreaterThan(documents / 2);
    expect(omissions).toBeGreaterThan(documents / 2);
    expect(subtrees).toBeGreaterThan(documents * 2);
  });

  it('would notice the wrong algorithm, prefix list or omission', () => {
    const differing = { algorithm: 0, list: 0, omission: 0, comments: 0, version: 0 };
    for (let seed = 0; seed < 2_000; seed++) {
      const random = seededRandom(seed);
      const document = Buffer.from(generateDocument(random));
      const tree = read(document);
      const other = new OtherDocument(document);
      const element = random.below(tree.count);
      const base = { algorithm: c14n.exclusive };
      const ours = canonical(tree, element, base);
      if (ours !== other.canonical(element, { algorithm: c14n.inclusive })) differing.algorithm++;
      if (ours !== other.canonical(element, { algorithm: c14n.exclusiveWithComments })) differing.comments++;
      if (ours !== other.canonical(element, { ...base, inclusivePrefixes: listable })) differing.list++;
      if (tree.end(element) > element + 1 && ours !== other.canonical(element, { ...base, omit: element + 1 })) differing.omission++;
      if (canonical(tree, element, { algorithm: c14n.inclusive }) !== other.canonical(element, { algorithm: c14n.inclusive11 })) differing.version++;
      other.dispose();
    }
    expect(differing.algorithm).toBeGreaterThan(500);
    expect(differing.comments).toBeGreaterThan(200);
    expect(differing.list).toBeGreaterThan(300);
    expect(differing.omission).toBeGreaterThan(300);
    expect(differing.version).toBeGreaterThan(50);
  });
});

describe('properties', () => {
  it('the canonical form of a canonical form is itself', () => {
    for (let seed = 0; seed < 4_000; seed++) {
      const random = seededRandom(seed);
      const tree = read(generateDocument(random, { odd: true }));
      for (const algorithm of algorithms) {
        const { element, options } = generateCase(random, tree, algorithm);
        const once = canonical(tree, element, options);
        const twice = canonical(read(once), 0, { algorithm, ...(options.inclusivePrefixes === undefined ? {} : { inclusivePrefixes: options.inclusivePrefixes }) });
        if (once !== twice) expect(twice, `seed ${seed} ${JSON.stringify(options)}`).toBe(once);
      }
    }
  });

  it('leaving an element out is the same as its not being there', () => {
    for (let seed = 0; seed < 3_000; seed++) {
      const random = seededRandom(seed);
      const document = generateDocument(random, { odd: true });
      const tree = read(document);
      if (tree.count < 2) continue;
      const omit = 1 + random.below(tree.count - 1);
      const bytes = Buffer.from(tree.bytes);
      const without = Buffer.concat([bytes.subarray(0, tree.start(omit)), bytes.subarray(tree.stop(omit))]);
      // "]]" before and ">" after the element would come together.
      const rest = parseXml(without);
      if (!rest.ok) continue;
      for (const algorithm of algorithms) {
        const left = canonical(tree, 0, { algorithm, omit });
        const expected = canonical(rest.tree, 0, { algorithm });
        if (left !== expected) expect(left, `seed ${seed}`).toBe(expected);
      }
    }
  });

  it('nothing of the meaning is lost', () => {
    for (let seed = 0; seed < 2_000; seed++) {
      const tree = read(generateDocument(seededRandom(seed), { odd: true }));
      const again = read(canonicalize(tree, 0, { algorithm: c14n.exclusive }));
      const meaning = (from: Tree): unknown[] => Array.from({ length: from.count }, (_, element) => [
        from.local(element), from.namespace(element), from.text(element),
        from.attributes(element).map(({ namespace, local, value }) => `${namespace} ${local}=${value}`).toSorted(),
      ]);
      if (JSON.stringify(meaning(again)) !== JSON.stringify(meaning(tree))) expect(meaning(again), `seed ${seed}`).toEqual(meaning(tree));
    }
  });
});
