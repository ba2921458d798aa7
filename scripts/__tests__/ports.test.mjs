import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import test from 'node:test';
import { anyPort, canConnect, findPort, isPortFree } from '../lib/ports.mjs';

for (const host of ['127.0.0.1', '0.0.0.0']) {
  test(`a port that ${host} listens on is not free, and the next one is found`, async () => {
    const port = await anyPort();
    const server = net.createServer().listen(port, host);
    await once(server, 'listening');
    try {
      assert.equal(await isPortFree(port), false);
      assert.notEqual(await findPort(port), port);
      assert.equal(await canConnect('127.0.0.1', port), true);
    } finally {
      server.close();
      await once(server, 'close');
    }
    assert.equal(await isPortFree(port), true);
    assert.equal(await canConnect('127.0.0.1', port), false);
  });
}

test('a port promised to another is passed over', async () => {
  const port = await anyPort();
  assert.notEqual(await findPort(port, new Set([port])), port);
});
