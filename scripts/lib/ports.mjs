/** Finding a port nobody listens on. */
import net from 'node:net';

function canListen(port, host) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', (error) => resolve(error.code === 'EAFNOSUPPORT' || error.code === 'EADDRNOTAVAIL'));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** Whether a port is free on every address: a listener on one of them alone would already take the requests there. */
export async function isPortFree(port) {
  for (const host of ['0.0.0.0', '::', '127.0.0.1', '::1']) {
    if (!(await canListen(port, host))) return false;
  }
  return true;
}

/**
 * The preferred port, or the next free one above it.
 * @param {number} preferred
 * @param {Set<number>} [avoid] ports promised to another part of the same start
 */
export async function findPort(preferred, avoid = new Set()) {
  for (let port = preferred; port < preferred + 200 && port < 65_536; port += 1) {
    if (!avoid.has(port) && (await isPortFree(port))) return port;
  }
  return anyPort();
}

/** A free port of the system's choice. */
export function anyPort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen({ port: 0, host: '127.0.0.1' }, () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Whether something accepts connections there within the time. */
export function canConnect(host, port, timeoutMs = 2_000) {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port });
    const finish = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(timeoutMs, () => finish(false));
    socket.once('connect', () => finish(true));
    socket.once('error', () => finish(false));
  });
}
