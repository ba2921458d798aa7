import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { Proxy } from '../faults/proxy';
import { isAlive, readiness, until } from './product';
import type { Product } from './product';

/** What a fault is done to. */
export interface Stage {
  /** Started as a person starts it, with services of its own. */
  own: Product;
  /** Starts `own` again on its data after its launcher was killed. */
  startAgain(): Promise<void>;
  /** Beside it, on the same data but through wires that can fail. */
  wired: Product;
  database: Proxy;
  cache: Proxy;
  say(text: string): void;
}

export interface Fault {
  id: string;
  what: string;
  /** Where the tills sell meanwhile. */
  at: 'own' | 'wired';
  /** Needs a disk of its own that can be filled. */
  needsSmallDisk?: true;
  /** Breaks it, and gives it back what it needs; whatever must hold while it is broken is checked here. */
  run(stage: Stage): Promise<void>;
}

const AWAY_MS = 65_000;

/** A backend that is busy computing: it does not notice that its server is gone. */
async function keepBackendBusy(url: string): Promise<number> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  client.query('SELECT count(*) FROM generate_series(1, 2000000000)').catch(() => undefined);
  await pause(300);
  return rows[0]!.pid;
}

/** Takes all that is left on the disk of a folder. */
function fill(folder: string): string {
  const file = path.join(folder, 'ballast');
  const out = fs.openSync(file, 'w');
  try {
    for (let size = 4 * 1024 * 1024; size >= 1; size = Math.floor(size / 2)) {
      try {
        for (;;) fs.writeSync(out, Buffer.alloc(size));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
    }
  } finally {
    fs.closeSync(out);
  }
  return file;
}

async function full(stage: Stage, folder: string, forMs: number): Promise<void> {
  const file = fill(folder);
  const free = execFileSync('df', ['--output=avail', folder]).toString().split('\n')[1]!.trim();
  stage.say(`${folder} is full (${free} KB left)`);
  await pause(forMs);
  fs.rmSync(file);
}

export const FAULTS: readonly Fault[] = [
  {
    id: 'F-36',
    what: 'the API is killed while it sells',
    at: 'own',
    async run({ own }) {
      const pid = own.pidOf('API');
      own.kill('API');
      await until('another API runs', () => own.pidOf('API') !== pid, 30_000);
    },
  },
  {
    id: 'F-34',
    what: 'the worker is killed',
    at: 'own',
    async run({ own }) {
      const pid = own.pidOf('worker');
      own.kill('worker');
      await until('another worker runs', () => own.pidOf('worker') !== pid, 30_000);
    },
  },
  {
    id: 'F-34',
    what: 'Redis is killed, comes back empty, and selling goes on without it',
    at: 'own',
    async run({ own }) {
      const pid = own.pidOf('redis');
      own.kill('redis');
      await until('another Redis runs', () => own.pidOf('redis') !== pid, 30_000);
    },
  },
  {
    id: 'F-33',
    what: 'the postmaster is killed while one of its backends is busy',
    at: 'own',
    async run({ own, say }) {
      const backend = await keepBackendBusy(own.databaseUrl);
      const pid = own.pidOf('postgres');
      own.kill('postgres');
      await until('another PostgreSQL runs', () => own.pidOf('postgres') !== pid, 60_000);
      say(`busy backend ${backend} is ${isAlive(backend) ? 'still there' : 'gone'}`);
      if (isAlive(backend)) throw new Error('the backend of the killed server was left running');
    },
  },
  {
    id: 'F-33',
    what: 'launcher and postmaster are killed at once with a busy backend, and Meja is started again',
    at: 'own',
    async run({ own, startAgain }) {
      await keepBackendBusy(own.databaseUrl);
      await own.killLauncher();
      own.kill('postgres');
      await startAgain();
    },
  },
  {
    id: 'F-35',
    what: 'the disk of the logs is full',
    at: 'own',
    needsSmallDisk: true,
    async run(stage) {
      const pid = stage.own.pidOf('API');
      await full(stage, path.join(stage.own.dataDir, 'logs'), 8_000);
      if (stage.own.pidOf('API') !== pid || !isAlive(pid)) throw new Error('the API ended for want of a log');
    },
  },
  {
    id: 'F-35',
    what: 'the disk of the data is full',
    at: 'own',
    needsSmallDisk: true,
    run: (stage) => full(stage, stage.own.dataDir, 12_000),
  },
  {
    id: 'F-32',
    what: 'open database connections fall silent, new ones work',
    at: 'wired',
    async run({ database, wired, say }) {
      database.silence();
      const ms = await until('it is ready again', async () => (await readiness(wired.url)) !== null, 60_000);
      say(
        `ready again after ${(ms / 1000).toFixed(1)} s, ${database.silent()} silent connections still held`,
      );
    },
  },
  {
    id: 'F-34',
    what: `the database is away for ${AWAY_MS / 1000} s and the API is killed meanwhile`,
    at: 'wired',
    async run({ database, wired, say }) {
      database.refuse();
      await pause(2_000);
      if ((await readiness(wired.url)) !== null) throw new Error('it calls itself ready without a database');
      wired.kill('API');
      await pause(AWAY_MS);
      database.pass();
      say('the database is back');
    },
  },
  {
    id: 'F-34',
    what: 'Redis is away for 20 s',
    at: 'wired',
    async run({ cache, wired, say }) {
      await until('all is well before', async () => (await readiness(wired.url)) === 'ok', 20_000);
      cache.refuse();
      const ms = await until(
        'it says degraded',
        async () => (await readiness(wired.url)) === 'degraded',
        20_000,
      );
      say(`degraded after ${(ms / 1000).toFixed(1)} s`);
      await pause(20_000);
      cache.pass();
      await until('all is well again', async () => (await readiness(wired.url)) === 'ok', 30_000);
    },
  },
  {
    id: 'F-36',
    what: 'connections to the database break in the middle of their work, again and again',
    at: 'wired',
    async run({ database }) {
      for (let messages = 0; messages < 12; messages += 1) {
        database.breakAfter(messages);
        await pause(500);
      }
      database.pass();
    },
  },
];
