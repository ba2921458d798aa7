/** nginx with one file: what this machine gives out at most. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { freePort, until } from '../fault-kit/product';

/** Serves the bytes at every path; null where there is no nginx. */
export async function serveStatic(
  folder: string,
  bytes: Buffer,
): Promise<{ port: number; close(): void } | null> {
  const port = await freePort();
  fs.mkdirSync(path.join(folder, 'logs'), { recursive: true });
  fs.mkdirSync(path.join(folder, 'html'), { recursive: true });
  for (const place of [folder, path.join(folder, 'html')]) fs.chmodSync(place, 0o755);
  fs.writeFileSync(path.join(folder, 'html/menu.json'), bytes);
  fs.writeFileSync(
    path.join(folder, 'nginx.conf'),
    `daemon off; worker_processes auto; pid nginx.pid; error_log logs/error.log;
     events { worker_connections 1024; }
     http {
       access_log off; sendfile on; tcp_nodelay on; keepalive_requests 10000000; open_file_cache max=10;
       client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path f; uwsgi_temp_path u; scgi_temp_path s;
       server {
         listen 127.0.0.1:${port}; root html; default_type application/json;
         location / { try_files /menu.json =404; }
       }
     }`,
  );
  const child = spawn('nginx', ['-p', folder, '-c', path.join(folder, 'nginx.conf')], { stdio: 'ignore' });
  let isMissing = false;
  child.once('error', () => (isMissing = true));
  child.once('exit', () => (isMissing = true));
  await until(
    'nginx answers',
    async () =>
      isMissing ||
      (await fetch(`http://127.0.0.1:${port}/`).then(
        () => true,
        () => false,
      )),
    5_000,
  );
  return isMissing ? null : { port, close: () => void child.kill('SIGTERM') };
}
