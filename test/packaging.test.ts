/** What the installers hold: the settings against electron-builder's own schema, and a real packing with a stand-in for Electron. */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import { build, type Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const require = createRequire(import.meta.url);
const builderRequire = createRequire(require.resolve('app-builder-lib'));

interface Association {
  ext: string | string[];
  rank?: string;
}

interface BuilderSettings {
  files: string[];
  electronFuses: Record<string, boolean>;
  extraResources: { from: string; to: string }[];
  win: { icon: string; fileAssociations: Association[]; target: { target: string }[] };
  mac: { icon: string; entitlements: string; hardenedRuntime: boolean; fileAssociations: Association[]; target: { target: string }[] };
  linux: { icon: string; fileAssociations: Association[]; target: { target: string }[] };
  [more: string]: unknown;
}

const settings = (builderRequire('js-yaml') as { load(text: string): unknown }).load(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) as BuilderSettings;
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { main: string; dependencies: Record<string, string>; devDependencies: Record<string, string> };

describe('electron-builder.yml', () => {
  const validate = new Ajv({ strict: false, allErrors: true }).compile(JSON.parse(readFileSync(join(require.resolve('app-builder-lib/package.json'), '..', 'scheme.json'), 'utf8')) as object);

  it('fits electron-builder’s schema', () => {
    validate(settings);
    expect(validate.errors ?? []).toEqual([]);
  });

  it('would be told of a setting that does not exist', () => {
    expect(validate({ ...settings, electronFuse: {} })).toBe(false);
    expect(validate({ ...settings, electronFuses: { ...settings.electronFuses, runAsNode: 'no' } })).toBe(false);
  });

  it('makes installers for three systems', () => {
    const targets = (side: { target: { target: string }[] }): string[] => side.target.map(({ target }) => target);
    expect([targets(settings.win), targets(settings.mac), targets(settings.linux)]).toEqual([['nsis', 'portable'], ['dmg', 'zip'], ['AppImage', 'deb']]);
  });

  it('takes no file type from the program that opens it now', () => {
    const extensions = (list: Association[]): string[] => list.flatMap(({ ext }) => ext);
    expect(extensions(settings.win.fileAssociations)).toEqual(['saml']);
    expect(extensions(settings.linux.fileAssociations)).toEqual(['saml']);
    for (const association of settings.mac.fileAssociations) if (association.ext !== 'saml') expect(association.rank, String(association.ext)).toBe('Alternate');
  });

  it('asks macOS for nothing but compiling while running', () => {
    expect(settings.mac.hardenedRuntime).toBe(true);
    const keys = [...readFileSync(join(root, settings.mac.entitlements), 'utf8').matchAll(/<key>(.*?)<\/key>/g)].map(([, key]) => key);
    expect(keys).toEqual(['com.apple.security.cs.allow-jit']);
  });

  it('has its icons, in forms that can be read', () => {
    expect(readFileSync(join(root, settings.win.icon)).subarray(0, 4)).toEqual(Buffer.from([0, 0, 1, 0]));
    expect(readFileSync(join(root, settings.mac.icon)).subarray(0, 4).toString()).toBe('icns');
    for (const size of [16, 32, 48, 64, 128, 256, 512]) {
      const png = readFileSync(join(root, settings.linux.icon, `${size}x${size}.png`));
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
    }
  });
});

describe('the packed app', () => {
  let project: string;
  let metafile: Metafile;
  let preload: Metafile;
  let packed: string[];
  let wire: string;
  const unpacked = (): string => join(project, 'release', 'linux-unpacked');

  beforeAll(async () => {
    project = mkdtempSync(join(tmpdir(), 'sso-workbench-package-'));
    ({ metafile, preload } = await bundle(join(project, 'dist')));
    layOutProject(project);
    const builder = join(root, 'node_modules', 'electron-builder', 'cli.js');
    const electron = standInBinary(join(project, 'electron-stand-in'));
    const result = spawnSync(process.execPath, [builder, '--linux', '--x64', '--dir', '--publish', 'never', '--config', 'electron-builder.yml', `-c.electronDist=${electron}`, `-c.electronVersion=${manifest.devDependencies['electron']}`], { cwd: project, encoding: 'utf8' });
    expect(result.status, result.stdout + result.stderr).toBe(0);
    const asar = builderRequire('@electron/asar') as { listPackage(path: string): string[]; statFile(path: string, file: string): { files?: unknown } };
    const archive = join(unpacked(), 'resources', 'app.asar');
    packed = asar.listPackage(archive).map((path) => path.replaceAll('\\', '/').slice(1)).filter((path) => asar.statFile(archive, path).files === undefined);
    const program = readFileSync(join(unpacked(), String((settings['linux'] as { executableName?: string }).executableName)), 'latin1');
    wire = program.slice(program.indexOf(fuseMark) + fuseMark.length).slice(2, 11);
  });
  afterAll(() => rmSync(project, { recursive: true, force: true }));

  it('holds every file that the app needs when it runs', () => {
    const outputs = { ...metafile.outputs, ...preload.outputs };
    const name = (path: string): string => path.replaceAll('\\', '/').replace(/^.*?dist\//, 'dist/');
    const needed = new Set<string>();
    const need = (path: string): void => {
      if (needed.has(name(path))) return;
      needed.add(name(path));
      for (const next of outputs[path]?.imports ?? []) if (!next.external) need(next.path);
    };
    for (const path of Object.keys(outputs)) if (['dist/main.js', 'dist/worker.js', 'dist/preload.cjs'].includes(name(path))) need(path);
    expect(needed.size).toBeGreaterThan(3);
    const page = readFileSync(join(project, 'dist', 'renderer', 'index.html'), 'utf8');
    for (const [, path] of page.matchAll(/(?:src|href)="\.\/([^"]+)"/g)) needed.add(`dist/renderer/${path}`);
    needed.add('dist/renderer/index.html').add(manifest.main).add('package.json');
    expect([...needed].filter((path) => !packed.includes(path))).toEqual([]);
  });

  it('holds nothing else: no packages, no sources, no other entries', () => {
    expect(packed.filter((path) => !/^dist\/(main\.js|worker\.js|preload\.cjs|chunks\/[^/]+\.js|renderer\/.+)$|^package\.json$/.test(path))).toEqual([]);
  });

  it('imports no package that is not bundled', () => {
    const external = [...Object.values(metafile.outputs), ...Object.values(preload.outputs)].flatMap(({ imports }) => imports).filter((each) => each.external === true).map(({ path }) => path);
    const builtin = (path: string): boolean => path.startsWith('node:') || builtinModules.includes(path);
    expect([...new Set(external)].filter((path) => !builtin(path))).toEqual(['electron']);
  });

  it('lies beside what it opens: worker, preload and screens are looked for in the folder of main.js', () => {
    const main = readFileSync(join(project, 'dist', 'main.js'), 'utf8');
    for (const beside of ['import.meta.dirname', './worker.js', 'preload.cjs', 'renderer']) expect(main).toContain(beside);
  });

  it('has its fuses set', () => {
    // In the order of Electron's fuse wire: run as Node, cookie encryption, NODE_OPTIONS, inspect, asar integrity, only from
    // asar, snapshot, file privileges. The ninth is left as Electron ships it.
    expect(wire.slice(0, 8)).toBe('01001100');
  });

  it('brings the icon beside it, and one language of Chromium’s own words', () => {
    expect(existsSync(join(unpacked(), 'resources', 'icon.png'))).toBe(true);
    expect(existsSync(join(unpacked(), 'locales', 'en-US.pak'))).toBe(true);
    expect(existsSync(join(unpacked(), 'locales', 'de.pak'))).toBe(false);
  });
});

describe('npm run package', () => {
  const script = join(root, 'scripts', 'package.mjs');

  it('says in one line that Electron cannot be fetched, and exits 2', () => {
    const { ELECTRON_OVERRIDE_DIST_PATH: _none, ...env } = process.env;
    const result = spawnSync(process.execPath, [script], { cwd: root, encoding: 'utf8', env: { ...env, ELECTRON_MIRROR: 'http://127.0.0.1:9/' } });
    expect(result.status).toBe(2);
    expect(result.stdout).toBe('');
    expect(result.stderr).toMatch(/^No installers were made: the Electron binary cannot be fetched from http:\/\/127\.0\.0\.1:9\/ here\.[^\n]*\n$/);
  });

  it('leaves the hardened runtime to apps that are signed', async () => {
    const { argumentsFor } = (await import(/* @vite-ignore */ script)) as { argumentsFor(env: object, platform: string, given: string[]): string[] };
    const unsigned = '-c.mac.hardenedRuntime=false';
    expect(argumentsFor({}, 'darwin', ['--dir'])).toEqual(['--config', 'electron-builder.yml', '--publish', 'never', '--dir', unsigned]);
    expect(argumentsFor({ CSC_LINK: 'x' }, 'darwin', [])).not.toContain(unsigned);
    expect(argumentsFor({}, 'win32', [])).not.toContain(unsigned);
    expect(argumentsFor({ ELECTRON_OVERRIDE_DIST_PATH: '/e' }, 'linux', [])).toContain('-c.electronDist=/e');
  });
});

/** The host as scripts/build.mjs bundles it, into a folder of the test's own: someone may be building into dist/. */
async function bundle(outdir: string): Promise<{ metafile: Metafile; preload: Metafile }> {
  const common = { absWorkingDir: root, bundle: true, platform: 'node', target: 'node20', logLevel: 'error', metafile: true } as const;
  const host = await build({
    ...common,
    external: ['electron'],
    entryPoints: ['electron/main.ts', 'electron/server.ts', 'electron/cli.ts', 'electron/worker.ts', 'electron/bulk-worker.ts'],
    outdir, format: 'esm', splitting: true, chunkNames: 'chunks/[name]-[hash]',
  });
  const single = await build({ ...common, external: ['electron'], entryPoints: ['electron/preload.ts'], outfile: join(outdir, 'preload.cjs'), format: 'cjs' });
  return { metafile: host.metafile, preload: single.metafile };
}

/** What electron-builder looks at, and some things that it must leave out. */
function layOutProject(project: string): void {
  for (const name of ['package.json', 'package-lock.json', 'electron-builder.yml', 'electron/icons', 'electron/entitlements.mac.plist']) cpSync(join(root, name), join(project, name), { recursive: true });
  for (const name of ['README.md', 'LICENSE', 'dist/.built', 'electron/main.ts']) writeFileSync(join(project, name), name);
  for (const [name, version] of Object.entries(manifest.dependencies)) {
    mkdirSync(join(project, 'node_modules', name), { recursive: true });
    writeFileSync(join(project, 'node_modules', name, 'package.json'), JSON.stringify({ name, version, main: 'index.js' }));
    writeFileSync(join(project, 'node_modules', name, 'index.js'), '');
  }
  const screens = join(root, 'dist', 'renderer');
  if (existsSync(join(screens, 'index.html'))) {
    cpSync(screens, join(project, 'dist', 'renderer'), { recursive: true });
    return;
  }
  // Not built yet: its shape is enough.
  mkdirSync(join(project, 'dist', 'renderer', 'assets'), { recursive: true });
  writeFileSync(join(project, 'dist', 'renderer', 'index.html'), '<link href="./icon.svg"><script src="./assets/index-1.js"></script>');
  for (const name of ['icon.svg', 'assets/index-1.js']) writeFileSync(join(project, 'dist', 'renderer', name), '');
}

/** What @electron/fuses looks for in the program: then come a version, the number of fuses, and one letter each. */
const fuseMark = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** A folder that electron-builder takes for an unpacked Electron. */
function standInBinary(folder: string): string {
  mkdirSync(join(folder, 'locales'), { recursive: true });
  mkdirSync(join(folder, 'resources'));
  writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.from('\x7fELF'), Buffer.alloc(100), Buffer.from(fuseMark), Buffer.from([1, 9]), Buffer.from('101100011'), Buffer.alloc(100)]));
  chmodSync(join(folder, 'electron'), 0o755);
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'version', 'locales/en-US.pak', 'locales/de.pak']) writeFileSync(join(folder, name), manifest.devDependencies['electron']!);
  return folder;
}
