import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { cruise } from 'dependency-cruiser';
import { root } from '../lib/env.mjs';

const { forbidden, options } = createRequire(import.meta.url)(path.join(root, '.dependency-cruiser.cjs'));

/** The rules that a small tree of files breaks; the tree stands elsewhere, so that no check sees it. */
async function broken(files) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'meja-directions-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
      fs.writeFileSync(path.join(dir, name), text);
    }
    const { output } = await cruise(['backend/src'], {
      ...options,
      webpackConfig: undefined,
      baseDir: dir,
      ruleSet: { forbidden },
      validate: true,
    });
    return output.summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`);
  } finally {
    fs.rmSync(dir, { recursive: true });
  }
}

const database = {
  'backend/src/platform/db/index.ts': "export { pool } from './pools';\n",
  'backend/src/platform/db/pools.ts': 'export const pool = 1;\n',
  'backend/src/platform/db/platform-door.ts':
    "import { pool } from './pools';\nexport const withPlatform = pool;\n",
};
const uses = (file) => `import { x } from '../../platform/db/${file}';\nexport const y = x;\n`;

test('F-03 ISO-01 the platform door opens to the files on its list and to no other', async () => {
  const found = await broken({
    ...database,
    'backend/src/modules/auth/users.repository.ts': uses('platform-door'),
    'backend/src/modules/outlets/outlets.service.ts': uses('platform-door'),
    'backend/src/modules/outlets/outlets.repository.ts': uses('index'),
  });
  assert.deepEqual(found, ['platform-door-has-a-list: backend/src/modules/outlets/outlets.service.ts']);
});

test('F-03 ISO-01 nobody outside platform/db takes a pool', async () => {
  const found = await broken({ ...database, 'backend/src/modules/auth/users.repository.ts': uses('pools') });
  assert.deepEqual(found, ['database-by-its-doors: backend/src/modules/auth/users.repository.ts']);
});

test('F-03 each place on the list exists, so that it is never longer than what is used', () => {
  const rule = forbidden.find(({ name }) => name === 'platform-door-has-a-list');
  const listed = new RegExp(rule.from.pathNot.at(-1));
  const src = path.join(root, 'backend/src');
  const users = fs
    .readdirSync(src, { recursive: true })
    .map((name) => `backend/src/${name.split(path.sep).join('/')}`)
    .filter((name) => listed.test(name))
    .filter((name) => fs.readFileSync(path.join(root, name), 'utf8').includes('db/platform-door'));
  assert.equal(users.length, listed.source.match(/\|/g).length + 1);
});
