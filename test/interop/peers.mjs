/** Installs the peers where that can be done: Debian packages as root, npm packages in a tree of their own. Says what is there. */
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { faketimeLibrary } from './clock.mjs';
import { run } from './tools.mjs';

const debianPackages = ['simplesamlphp', 'php-cli', 'php-xml', 'xmlsec1', 'python3-onelogin-saml2', 'python3-pysaml2', 'ruby-saml', 'libapache2-mod-shib', 'libapache2-mod-auth-mellon', 'libfaketime'];

/** Debian's own Python: its packages are not seen by another one that may come first on the path. */
export const python = '/usr/bin/python3';
export const simplesamlphpFolder = '/usr/share/simplesamlphp';

/** Why a peer is not there, or null where it is. */
export async function availability() {
  const works = async (command, args) => (await run(command, args, { seconds: 60 })).code === 0;
  const simplesamlphp = !existsSync(simplesamlphpFolder) ? 'SimpleSAMLphp is not installed (Debian: simplesamlphp)'
    : (await works('php', ['-r', 'exit(class_exists("DOMDocument") ? 0 : 1);'])) ? null : 'PHP with its XML extension is not installed (Debian: php-cli php-xml)';
  const clock = faketimeLibrary() === null ? 'libfaketime is not installed, so it cannot be asked at the time of each response (Debian: libfaketime)' : null;
  const version = async (command, args) => /\d+\.\d+(?:\.\d+)?/.exec((await run(command, args, { seconds: 60 })).stdout)?.[0] ?? null;
  /** A column is held to the version whose rules it states. */
  const held = (name, wanted, found) => (found?.startsWith(`${wanted}.`) === true ? null : `this is ${name} ${found ?? 'of an unknown version'}, and the column is held to ${wanted}`);
  const shibboleth = ['/usr/sbin/shibd', '/usr/sbin/apache2', '/usr/lib/apache2/modules/mod_shib.so'].every((each) => existsSync(each)) ? null : 'Shibboleth is not installed (Debian: libapache2-mod-shib)';
  const mellon = ['/usr/sbin/apache2', '/usr/lib/apache2/modules/mod_auth_mellon.so'].every((each) => existsSync(each)) ? null : 'mod_auth_mellon is not installed (Debian: libapache2-mod-auth-mellon)';
  const asRoot = process.getuid?.() === 0 ? null : 'Apache takes another user only where root starts it';
  return {
    simplesamlphp,
    simplesamlphpClock: simplesamlphp ?? (existsSync(`${simplesamlphpFolder}/modules/saml/www/sp/saml2-acs.php`) ? clock : 'this SimpleSAMLphp is another one than version 1.19, which the column is held to'),
    shibboleth: shibboleth ?? clock ?? asRoot ?? held('Shibboleth', '3.4', await version('/usr/sbin/shibd', ['-v'])),
    mellon: mellon ?? clock ?? asRoot ?? held('mod_auth_mellon', '0.18', await version('dpkg-query', ['-W', '-f', '${Version}', 'libapache2-mod-auth-mellon'])),
    pysaml2: (await works(python, ['-c', 'import saml2'])) ? clock ?? held('pysaml2', '7.0', await version('dpkg-query', ['-W', '-f', '${Version}', 'python3-pysaml2'])) : 'pysaml2 is not installed (Debian: python3-pysaml2)',
    rubySaml: (await works('ruby', ['-e', 'require "onelogin/ruby-saml"'])) ? held('ruby-saml', '1.13', await version('ruby', ['-e', 'require "onelogin/ruby-saml"; puts OneLogin::RubySaml::VERSION'])) : 'ruby-saml is not installed (Debian: ruby-saml)',
    xmlsec1: (await works('xmlsec1', ['--version'])) ? null : 'xmlsec1 is not installed (Debian: xmlsec1)',
    pythonSaml: (await works(python, ['-c', 'import onelogin.saml2'])) ? null : 'python3-saml is not installed (Debian: python3-onelogin-saml2)',
  };
}

/** What is compared with, in one line. */
export async function versions() {
  const { stdout } = await run('dpkg-query', ['-W', '-f', '${Package} ${Version}, ', ...debianPackages]);
  return `Peers: ${stdout}saml-idp 1.2.1, Node ${process.versions.node}.`;
}

/** Installs what is missing where this is Debian and the user is root. A sentence about what went wrong, or null. */
export async function installDebian({ seconds }) {
  const missing = [];
  for (const name of debianPackages) {
    const { stdout } = await run('dpkg-query', ['-W', '-f', '${db:Status-Status}', name]);
    if (stdout !== 'installed') missing.push(name);
  }
  if (missing.length === 0) return null;
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) return 'this is not Debian, so packages are not installed';
  if (process.getuid?.() !== 0) return `only root can install Debian packages: apt-get install ${missing.join(' ')}`;
  console.log(`Installing Debian packages: ${missing.join(' ')}…`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const release = forbidServices();
  try {
    const install = ['install', '-y', '-qq', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120', ...missing];
    const known = await run('apt-cache', ['show', missing[0]]);
    if (known.code !== 0) await run('apt-get', ['update', '-qq'], { seconds, env });
    let result = await run('apt-get', install, { seconds, env });
    if (result.code !== 0) {
      // Package lists of last month name versions that are gone.
      await run('apt-get', ['update', '-qq'], { seconds, env });
      result = await run('apt-get', install, { seconds, env });
    }
    return result.code === 0 ? null : `apt-get failed: ${result.stderr.trim().split('\n').at(-1)?.slice(0, 200)}`;
  } finally {
    release();
  }
}

/** The packages of SimpleSAMLphp and Shibboleth bring a web server and a daemon. They must not start here. */
function forbidServices() {
  const file = '/usr/sbin/policy-rc.d';
  if (existsSync(file)) return () => undefined;
  writeFileSync(file, '#!/bin/sh\nexit 101\n');
  chmodSync(file, 0o755);
  return () => rmSync(file, { force: true });
}

// saml-idp's own samlp is a git dependency; npm's takes its place (with 8.0.0 its encrypted answers fail).
const manifest = JSON.stringify({ private: true, dependencies: { 'saml-idp': '1.2.1' }, overrides: { samlp: '7.1.1' } });

/** The folder with saml-idp in it; throws where it cannot be installed. */
export async function installSamlIdp({ root, seconds }) {
  const folder = join(root, 'node_modules', '.interop');
  const program = join(folder, 'node_modules', 'saml-idp', 'bin', 'run.js');
  const file = join(folder, 'package.json');
  if (existsSync(program) && existsSync(file) && readFileSync(file, 'utf8') === manifest) return program;
  console.log('Installing npm’s saml-idp…');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, manifest);
  const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
  const { code, stderr } = await run(npm[0], [...npm.slice(1), 'install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'], { cwd: folder, seconds });
  if (code !== 0 || !existsSync(program)) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`npm could not install saml-idp: ${stderr.trim().split('\n')[0]?.slice(0, 200)}`);
  }
  return program;
}
