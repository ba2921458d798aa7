import type { Duplex } from 'node:stream';
import { STATUS_CODES } from 'node:http';
import { problemText } from '@meja/domain';
import { v7 as uuidv7 } from 'uuid';

const STATUS: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/**
 * Answers what is no HTTP request at all (headers too large or contradictory, a body that never comes), which no route
 * ever sees, with a problem document too, and ends the connection.
 */
export function onMalformedRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status = STATUS[error.code ?? ''] ?? 400;
  const code = 'malformed_request';
  const correlationId = uuidv7();
  const document = JSON.stringify({
    type: `https://meja.id/problems/${code}`,
    ...problemText(code, 'id'),
    status,
    instance: '',
    code,
    correlationId,
  });
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'Content-Type: application/problem+json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(document)}`,
      `X-Request-Id: ${correlationId}`,
      'Connection: close',
      '',
      document,
    ].join('\r\n'),
  );
}
