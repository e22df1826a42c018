/** node scripts/icons.mjs: draws electron/icons/icon.svg in every size the installers want, with the Chromium of the tests. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { ensureChromium } from './chromium.mjs';
import { root } from './install.mjs';

const folder = join(root, 'electron', 'icons');
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];

/** Kept as loose files, which Linux wants; the others only go into the two containers. */
const loose = [16, 32, 48, 64, 128, 256, 512];

/** Windows: a directory of images, each a PNG, which every Windows since Vista reads. */
function ico(images) {
  const header = Buffer.alloc(6 + 16 * images.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(images.length, 4);
  let offset = header.length;
  images.forEach(({ size, png }, index) => {
    const at = 6 + 16 * index;
    // 256 does not fit into a byte and is written as 0.
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([header, ...images.map(({ png }) => png)]);
}

/** macOS: tagged PNGs; a tag says size and scale. */
function icns(pngOf) {
  const tags = [['ic11', 32], ['ic12', 64], ['ic07', 128], ['ic13', 256], ['ic08', 256], ['ic14', 512], ['ic09', 512], ['ic10', 1024]];
  const block = (tag, body) => {
    const head = Buffer.alloc(8);
    head.write(tag, 'latin1');
    head.writeUInt32BE(body.length + 8, 4);
    return Buffer.concat([head, body]);
  };
  return block('icns', Buffer.concat(tags.map(([tag, size]) => block(tag, pngOf(size)))));
}

const svg = readFileSync(join(folder, 'icon.svg'), 'utf8');
const browser = await chromium.launch({ executablePath: ensureChromium(), args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
const drawn = new Map();
for (const size of sizes) {
  const page = await browser.newPage({ viewport: { width: size, height: size }, deviceScaleFactor: 1 });
  await page.setContent(`<style>html,body{margin:0;background:transparent}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  drawn.set(size, await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();

for (const size of loose) writeFileSync(join(folder, `${size}x${size}.png`), drawn.get(size));
writeFileSync(join(folder, 'icon.ico'), ico([16, 24, 32, 48, 64, 128, 256].map((size) => ({ size, png: drawn.get(size) }))));
writeFileSync(join(folder, 'icon.icns'), icns((size) => drawn.get(size)));
console.log(`Icons drawn in ${folder}.`);
