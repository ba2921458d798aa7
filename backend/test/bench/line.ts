/** One kept-alive connection that asks one thing at a time, and costs little beside what it asks. */
import net from 'node:net';

export interface Answer {
  status: number;
  head: string;
  body: Buffer;
}

export interface Line {
  ask(request: string): Promise<Answer>;
  close(): void;
}

interface Waiting {
  done(answer: Answer): void;
  failed(error: Error): void;
}

/** The length of an answer whose head ends at `start`, or -1 while it is not known to be whole. */
function endOf(head: string, start: number, received: Buffer, status: number): number {
  if (status === 204 || status === 304) return start;
  const length = /\r\ncontent-length: (\d+)/i.exec(head);
  if (length) {
    const end = start + Number(length[1]);
    return received.length >= end ? end : -1;
  }
  const last = received.lastIndexOf('0\r\n\r\n');
  return last >= start && last + 5 === received.length ? received.length : -1;
}

export async function openLine(port: number): Promise<Line> {
  const socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  let received: Buffer = Buffer.alloc(0);
  let waiting: Waiting | null = null;
  const fail = (error: Error) => {
    const { failed } = waiting ?? {};
    waiting = null;
    failed?.(error);
  };
  socket.on('data', (chunk: Buffer) => {
    received = received.length ? Buffer.concat([received, chunk]) : chunk;
    const headEnd = received.indexOf('\r\n\r\n');
    if (headEnd < 0 || !waiting) return;
    const head = received.toString('latin1', 0, headEnd);
    const status = Number(head.slice(9, 12));
    const end = endOf(head, headEnd + 4, received, status);
    if (end < 0) return;
    const body = received.subarray(headEnd + 4, end);
    received = received.subarray(end);
    const { done } = waiting;
    waiting = null;
    done({ status, head, body });
  });
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('the connection was closed')));
  return {
    ask: (request) =>
      new Promise((done, failed) => {
        waiting = { done, failed };
        socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}

/** A request as it goes over the line. */
export function requestText(
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: string,
): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const about =
    body === undefined
      ? ''
      : `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`;
  return `${method} ${path} HTTP/1.1\r\nHost: localhost\r\n${lines.join('')}${about}\r\n${body ?? ''}`;
}
