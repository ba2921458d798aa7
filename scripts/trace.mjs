/**
 * `pnpm trace`: each requirement of docs/requirements.md with the tests that name it.
 * `--json` for machines; `--check` fails when a test names an id the document does not have.
 */
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { SetUpError, bold, dim, fail, green, reportAndExit, say, yellow } from './lib/log.mjs';
import { root } from './lib/env.mjs';
import { findMentions, parseRequirements } from './lib/requirements.mjs';

const PASSED_OVER = new Set([
  'node_modules',
  'dist',
  'generated',
  'test-results',
  'coverage',
  '.git',
  '.data',
]);
const TEST = /\.(?:test|spec)\.(?:ts|mjs)$/;

function* testFiles(folder) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    if (PASSED_OVER.has(entry.name)) continue;
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* testFiles(file);
    else if (TEST.test(entry.name)) yield file;
  }
}

function readTrace() {
  const document = path.join(root, 'docs/requirements.md');
  if (!fs.existsSync(document)) throw new SetUpError('There is no docs/requirements.md to trace.');
  const requirements = parseRequirements(fs.readFileSync(document, 'utf8'));
  if (requirements.size === 0)
    throw new SetUpError('docs/requirements.md has no lines of the form «- AUTH-01 text».');
  const areas = new Set([...requirements.keys()].map((id) => id.split('-')[0]));
  const tests = new Map([...requirements.keys()].map((id) => [id, []]));
  const unknown = [];
  for (const file of testFiles(root)) {
    for (const { id, title } of findMentions(fs.readFileSync(file, 'utf8'), areas)) {
      const mention = { file: path.relative(root, file), title };
      if (tests.has(id)) tests.get(id).push(mention);
      else unknown.push({ id, ...mention });
    }
  }
  return { requirements, tests, unknown };
}

function print({ requirements, tests, unknown }) {
  for (const [id, text] of requirements) {
    const mentions = tests.get(id);
    say(`${mentions.length > 0 ? green('✓') : yellow('–')} ${bold(id)} ${text.slice(0, 90)}`);
    for (const { file, title } of mentions) say(`    ${dim(file)} ${title}`);
  }
  const named = [...tests.values()].filter((mentions) => mentions.length > 0).length;
  say();
  say(`${named} of ${requirements.size} requirements are named by a test.`);
  for (const { id, file, title } of unknown)
    fail(`${file} names ${id}, which docs/requirements.md does not have: ${title}`);
}

try {
  const { values } = parseArgs({ options: { json: { type: 'boolean' }, check: { type: 'boolean' } } });
  const trace = readTrace();
  if (values.json) {
    const rows = [...trace.requirements].map(([id, text]) => ({ id, text, tests: trace.tests.get(id) }));
    say(JSON.stringify({ requirements: rows, unknown: trace.unknown }, null, 2));
  } else print(trace);
  if (values.check && trace.unknown.length > 0) process.exitCode = 1;
} catch (error) {
  reportAndExit(error);
}
