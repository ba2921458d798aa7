/** One command to Redis over its own protocol; the scripts run before any client library is installed. */
import net from 'node:net';

const encode = (parts) =>
  `*${parts.length}\r\n${parts.map((part) => `$${Buffer.byteLength(part)}\r\n${part}\r\n`).join('')}`;

/**
 * @param {{ host?: string, port: number, password?: string }} server
 * @param {string[]} command
 * @returns {Promise<string | null>} the first line of the answer, its type mark included (`+PONG`), or null without one
 */
export function askRedis({ host = '127.0.0.1', port, password }, command, timeoutMs = 2_000) {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port });
    const expected = password ? 2 : 1;
    let received = '';
    const finish = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(timeoutMs, () => finish(null));
    socket.once('error', () => finish(null));
    socket.once('close', () => finish(null));
    socket.once('connect', () =>
      socket.write((password ? encode(['AUTH', password]) : '') + encode(command)),
    );
    socket.on('data', (chunk) => {
      received += chunk;
      const lines = received.split('\r\n');
      if (lines.length > expected) finish(lines[expected - 1]);
    });
  });
}
