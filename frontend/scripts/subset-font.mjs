/**
 * Makes `src/shared/styles/fonts/plus-jakarta-sans.woff2` anew: of the whole font the letters that our two languages
 * and names in them need, in the weights that the styles use. Run after changing `letters.json` or the font's version.
 */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import subsetFont from 'subset-font';

const SOURCE = '@fontsource-variable/plus-jakarta-sans';
const folder = path.resolve(import.meta.dirname, '../src/shared/styles/fonts');
const home = path.dirname(createRequire(import.meta.url).resolve(`${SOURCE}/package.json`));
const { letters, signs } = JSON.parse(fs.readFileSync(path.join(folder, 'letters.json'), 'utf8'));
const ascii = Array.from({ length: 95 }, (_, place) => String.fromCharCode(32 + place)).join('');

const whole = fs.readFileSync(path.join(home, 'files/plus-jakarta-sans-latin-wght-normal.woff2'));
const part = await subsetFont(whole, ascii + letters + signs, {
  targetFormat: 'woff2',
  variationAxes: { wght: { min: 400, max: 800, default: 400 } },
  keepFeatures: ['tnum'],
});
fs.writeFileSync(path.join(folder, 'plus-jakarta-sans.woff2'), part);
fs.copyFileSync(path.join(home, 'LICENSE'), path.join(folder, 'OFL.txt'));
process.stdout.write(`plus-jakarta-sans.woff2: ${whole.length} → ${part.length} bytes\n`);
