/** Who may import whom: the table of the architecture, held against every import in the sources. */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/** Folder or file of the importer (the longest that fits counts), and what it may import: prefixes of paths, or names of packages. */
const allowed: readonly (readonly [from: string, may: readonly string[]])[] = [
  ['shared/model.ts', []],
  ['shared/finding.ts', ['shared/model']],
  ['shared/errors.ts', []],
  ['shared/file-kinds.ts', []],
  ['shared/urns.ts', []],
  ['shared/exchange.ts', ['shared/finding', 'shared/model']],
  ['shared/connection.ts', ['shared/finding', 'shared/model', 'shared/urns', 'shared/guides/']],
  ['shared/contract.ts', ['shared/connection', 'shared/exchange', 'shared/finding', 'shared/guides/guide', 'shared/errors', 'shared/upload', 'shared/metadata-changes', 'zod']],
  ['shared/checks/', ['shared/model', 'shared/finding', 'shared/urns', 'shared/checks/']],
  ['shared/diagnoses/', ['shared/model', 'shared/finding', 'shared/urns', 'shared/checks/', 'shared/diagnoses/']],
  ['shared/judges/', ['shared/model', 'shared/finding', 'shared/urns', 'shared/checks/', 'shared/judges/']],
  ['shared/guides/', ['shared/model', 'shared/finding', 'shared/urns', 'shared/connection', 'shared/guides/']],
  ['shared/claims/', ['shared/model', 'shared/finding', 'shared/urns', 'shared/connection', 'shared/checks/', 'shared/guides/', 'shared/claims/']],
  ['shared/board/', ['shared/model', 'shared/finding', 'shared/urns', 'shared/connection', 'shared/checks/', 'shared/guides/', 'shared/claims/', 'shared/board/']],
  ['shared/explain/', ['shared/checks/', 'shared/diagnoses/', 'shared/contract', 'shared/explain/', 'shared/finding', 'shared/model', 'shared/urns']],
  ['shared/capture.ts', ['shared/inspect', 'shared/model', 'shared/saml/']],
  ['shared/saml/', ['shared/model', 'shared/urns', 'shared/saml/', 'node:buffer']],
  // A random seed for its hash table, against names made to collide.
  ['shared/saml/xml-names.ts', ['shared/model', 'shared/urns', 'shared/saml/', 'node:crypto']],
  ['shared/saml/crypto.ts', ['shared/model', 'shared/urns', 'shared/saml/', 'node:crypto']],
  ['shared/saml/node.ts', ['node:zlib', 'shared/saml/']],
  ['shared/saml/pkcs.ts', ['shared/model', 'shared/urns', 'shared/saml/', 'node-forge', 'node:crypto', 'node:util']],
  ['shared/saml/sign.ts', ['shared/model', 'shared/urns', 'shared/saml/', 'xml-crypto']],
  ['shared/saml/second-opinion.ts', ['shared/model', 'shared/urns', 'shared/saml/', 'xml-crypto', '@xmldom/xmldom']],
  ['shared/inspect.ts', ['shared/']],
  ['shared/reading.ts', ['shared/']],
  ['shared/trust.ts', ['shared/']],
  ['shared/upload.ts', ['shared/']],
  ['shared/metadata-changes.ts', ['shared/connection', 'shared/finding', 'shared/model', 'shared/urns']],
  ['shared/lens.ts', ['shared/model', 'shared/finding', 'shared/urns', 'shared/saml/']],
  ['shared/rollover.ts', ['shared/model', 'shared/checks/']],
  ['shared/bare-look.ts', ['shared/model', 'shared/urns', 'shared/judges/judge', 'shared/saml/']],
  ['shared/validity.ts', ['shared/model', 'shared/finding', 'shared/checks/']],
  ['electron/', ['shared/', 'electron/', 'node:', 'zod']],
  ...['main', 'preload', 'window', 'security', 'menu', 'ipc', 'window-state'].map((name) => [`electron/${name}.ts`, ['shared/', 'electron/', 'node:', 'electron']] as const),
  ['renderer/', ['renderer/', 'shared/model', 'shared/finding', 'shared/errors', 'shared/urns', 'shared/exchange', 'shared/connection', 'shared/contract', 'shared/checks/', 'shared/diagnoses/', 'shared/guides/', 'shared/claims/', 'shared/board/', 'react', 'react-dom', 'zustand', 'radix-ui', 'lucide-react', '@codemirror/', '@lezer/']],
  ['renderer/ui/', ['renderer/ui/', 'react', 'radix-ui', 'lucide-react']],
  ['renderer/vite.config.ts', ['vite', '@vitejs/', 'node:']],
];

interface Import {
  from: string;
  to: string;
  typeOnly: boolean;
}

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? sources(path) : /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : [];
  });
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const found = [...text.matchAll(/^\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm), ...text.matchAll(/\bimport\((?:\/\*.*?\*\/\s*)?()'([^']+)'\)/g)];
  return found.map((match) => {
    const target = match[2]!;
    const to = target.startsWith('.') ? relative(root, resolve(root, dirname(file), target)).replaceAll('\\', '/') : target;
    return { from: file, to, typeOnly: match[1] !== undefined && match[1].startsWith('type') };
  });
}

const files = ['shared', 'electron', 'renderer'].flatMap(sources);
const imports = files.flatMap(importsOf);

const ruleFor = (file: string): readonly string[] => {
  const fitting = allowed.filter(([from]) => file === from || file.startsWith(from)).sort((a, b) => b[0].length - a[0].length);
  return fitting[0]?.[1] ?? [];
};
const permits = (may: readonly string[], to: string): boolean => may.some((each) => to === each || to === `${each}.ts` || to === `${each}.tsx` || (each.endsWith('/') || each.endsWith(':') ? to.startsWith(each) : to.startsWith(`${each}/`)));

describe('who may import whom', () => {
  it('finds the imports at all', () => {
    expect(imports.length).toBeGreaterThan(300);
  });

  it('keeps to the table', () => {
    const broken = imports.filter(({ from, to }) => !permits(ruleFor(from), to)).map(({ from, to }) => `${from} imports ${to}; it may import ${ruleFor(from).join(', ') || 'nothing'}`);
    expect(broken).toEqual([]);
  });

  it('takes the contract into the screens as types only', () => {
    const values = imports.filter(({ from, to, typeOnly }) => from.startsWith('renderer/') && to === 'shared/contract.ts' && !typeOnly).map(({ from }) => from);
    expect(values).toEqual([]);
  });

  it('lets no screen import another', () => {
    const screen = (path: string): string | null => /^renderer\/screens\/([^/]+)\//.exec(path)?.[1] ?? null;
    const crossed = imports.filter(({ from, to }) => screen(from) !== null && screen(to) !== null && screen(from) !== screen(to)).map(({ from, to }) => `${from} imports ${to}`);
    expect(crossed).toEqual([]);
  });

  it('has no cycles of values', () => {
    const graph = new Map<string, string[]>();
    for (const { from, to, typeOnly } of imports) if (!typeOnly && files.includes(to)) graph.set(from, [...(graph.get(from) ?? []), to]);
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) return void cycles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      if (done.has(file)) return;
      for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
      done.add(file);
    };
    for (const file of graph.keys()) visit(file, []);
    expect(cycles).toEqual([]);
  });
});
