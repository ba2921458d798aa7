import { type IncomingHttpHeaders, request } from 'node:http';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
  text: string;
}

export interface Call {
  method?: string;
  headers?: Record<string, string>;
  body?: Buffer;
}

/** One plain HTTP request: nothing decoded, followed or kept alive. A body waits for 100 Continue. */
export function call(url: string, { method, headers = {}, body }: Call = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length = body ? { 'content-length': String(body.length), expect: '100-continue' } : {};
    const out = request(
      url,
      { method: method ?? (body ? 'POST' : 'GET'), agent: false, headers: { ...length, ...headers } },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const whole = Buffer.concat(chunks);
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            body: whole,
            text: whole.toString('utf8'),
          });
        });
      },
    );
    out.on('error', reject);
    if (body) {
      out.on('continue', () => out.end(body));
      out.flushHeaders();
    } else out.end();
  });
}
