import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { projectRoot } from './run-nginx';

interface Service {
  image: string;
  build?: { context: string; dockerfile: string };
  command?: string[];
  environment?: Record<string, string>;
  healthcheck?: { test?: string[]; disable?: boolean };
  networks: string[] | Record<string, { ipv4_address?: string }>;
  ports?: { host_ip: string }[];
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
  deploy: { resources: { limits: { cpus: string; memory: string } } };
  profiles?: string[];
  cap_drop?: string[];
  read_only?: boolean;
}

interface Compose {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean; ipam?: { config: { subnet: string }[] } }>;
  volumes: Record<string, object>;
}

const root = projectRoot();
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const compose = parse(read('docker-compose.yml'), { merge: true }) as Compose;
const services = Object.entries(compose.services);
const service = (name: string): Service => compose.services[name]!;
const networksOf = ({ networks }: Service) => (Array.isArray(networks) ? networks : Object.keys(networks));

describe('docker-compose.yml', () => {
  test('DEP-01 is valid by the Compose schema and clean by dclint', () => {
    const run = () =>
      execFileSync(
        process.execPath,
        [join(root, 'node_modules/dclint/bin/dclint.cjs'), 'docker-compose.yml', '--max-warnings', '0'],
        { cwd: root, stdio: 'pipe', encoding: 'utf8' },
      );
    expect(run).not.toThrow();
  });

  test('DEP-01 has every service of the product', () => {
    expect(Object.keys(compose.services).sort()).toEqual(
      ['backend', 'cloudflared', 'frontend', 'migrate', 'nginx', 'postgres', 'redis', 'worker'].sort(),
    );
  });

  test.each([
    ['backend', '4', '4G'],
    ['nginx', '2', '1G'],
    ['postgres', '4', '2G'],
  ])('DEP-01 %s is limited to %s CPU and %s', (name, cpus, memory) => {
    expect(service(name).deploy.resources.limits).toEqual({ cpus, memory });
  });

  test.each(services)(
    'DEP-01 %s has a limit, an exact image and, if it stays, a health check',
    (name, it) => {
      expect(it.deploy.resources.limits.memory).toMatch(/^\d+[MG]$/);
      expect(it.deploy.resources.limits.cpus).toMatch(/^\d+$/);
      expect(it.image).toMatch(/:[^:/]+$/);
      expect(it.image).not.toMatch(/:latest$/);
      if (name === 'migrate') expect(it.healthcheck).toEqual({ disable: true });
      else expect(it.healthcheck?.test?.length).toBeGreaterThan(1);
    },
  );

  test('DEP-01 PostgreSQL 15 is tuned and keeps its data in a volume', () => {
    const { image, command, volumes } = service('postgres');
    expect(image).toBe('postgres:15-alpine');
    expect(command).toEqual(
      expect.arrayContaining(['max_connections=400', 'shared_buffers=256MB', 'work_mem=4MB']),
    );
    expect(volumes).toContain('postgres-data:/var/lib/postgresql/data');
    expect(compose.volumes).toHaveProperty('postgres-data');
  });

  test('DEP-01 Redis writes its queue down and evicts nothing', () => {
    const command = service('redis').command!.join(' ');
    expect(command).toContain('--appendonly yes --appendfsync everysec');
    expect(command).toContain('--maxmemory-policy noeviction');
    expect(service('redis').volumes).toContain('redis-data:/data');
  });

  test.each([
    ['connected', '01', 0],
    ['connecting', '02', 1],
    ['gone', '06', 1],
  ])('DEP-01 a worker whose Redis is %s: state %s of the kernel’s table, exit %i', (_, state, exit) => {
    const [, command, ...args] = service('worker').healthcheck!.test!;
    const table = `  sl  local_address rem_address   st\n   0: 0A00001F:18EB 0B00001F:A1C4 01\n   1: 0B00001F:A1C6 0A00001F:18EB ${state} 0000\n`;
    const { status } = spawnSync(command!, args.slice(0, -1), { input: table });
    expect(status).toBe(exit);
  });

  test('SEC-04 no secret is written down: each comes from the environment and has no default', () => {
    const secrets = services.flatMap(([name, { environment = {} }]) =>
      Object.entries(environment)
        .filter(([key]) => /PASSWORD|SECRET|TOKEN|AUTH$|^(DATABASE(_APP|_PLATFORM)?|REDIS)_URL$/.test(key))
        .map(([key, value]) => ({ name, key, value })),
    );
    expect(secrets.length).toBeGreaterThan(10);
    for (const { value } of secrets) expect(value).toMatch(/\$\{[A-Z_]+:(\?[^}]+|-)\}/);
    // In an address too, what stands where the password stands is a variable.
    const addresses = secrets.filter(({ key }) => key.endsWith('_URL'));
    for (const { value } of addresses) expect(value).toMatch(/:\/\/\w*:\$\{[A-Z_]+:\?[^}]+\}@/);
  });

  test('SEC-04 what the service cannot do without is demanded, not left empty', () => {
    const text = read('docker-compose.yml');
    for (const name of [
      'POSTGRES_PASSWORD',
      'APP_DB_PASSWORD',
      'PLATFORM_DB_PASSWORD',
      'REDIS_PASSWORD',
      'JWT_SECRET',
      'MONITORING_TOKEN',
    ]) {
      expect(text).toContain(`\${${name}:?`);
      expect(text).not.toMatch(new RegExp(`\\$\\{${name}(:?-|\\})`));
    }
  });

  test('SEC-04 the administrator of the database is known to the migration alone', () => {
    const knowing = services
      .filter(([, { environment }]) => environment?.['DATABASE_URL'])
      .map(([name]) => name);
    expect(knowing).toEqual(['migrate']);
  });

  test('SEC-01 nginx alone has a port, on loopback unless told otherwise', () => {
    expect(services.filter(([, it]) => it.ports).map(([name]) => name)).toEqual(['nginx']);
    expect(service('nginx').ports).toEqual([expect.objectContaining({ host_ip: '${HTTP_BIND:-127.0.0.1}' })]);
  });

  test('SEC-01 database and Redis are reached by the backend alone and reach nothing', () => {
    expect(compose.networks['data']!.internal).toBe(true);
    expect(networksOf(service('postgres'))).toEqual(['data']);
    expect(networksOf(service('redis'))).toEqual(['data']);
    const inside = services.filter(([, it]) => networksOf(it).includes('data')).map(([name]) => name);
    expect(inside.sort()).toEqual(['backend', 'migrate', 'postgres', 'redis', 'worker']);
  });

  test("SEC-02 the edge believes the tunnel's address and no other", () => {
    const tunnel = (service('cloudflared').networks as Record<string, { ipv4_address?: string }>)['edge']!;
    expect(service('nginx').environment!['TRUSTED_PROXY']).toBe(`${tunnel.ipv4_address}/32`);
    expect(compose.networks['edge']!.ipam!.config[0]!.subnet).toBe('172.31.250.0/24');
    expect(tunnel.ipv4_address).toMatch(/^172\.31\.250\./);
  });

  test('DEP-02 every variable of the nginx templates has a value', () => {
    const wanted = (folder: string) =>
      readdirSync(join(root, folder)).flatMap((file) =>
        [...read(join(folder, file)).matchAll(/\$\{([A-Z_]+)\}/g)].map(([, name]) => name!),
      );
    const given = Object.keys(service('nginx').environment!);
    expect([...new Set(wanted('nginx/templates'))].sort()).toEqual(given.sort());
    const image = read('frontend/Dockerfile');
    for (const name of wanted('nginx/frontend')) expect(image).toMatch(new RegExp(`\\b${name}=`));
  });

  test('DEP-01 what is mounted exists', () => {
    const mounts = services.flatMap(([, it]) => it.volumes ?? []).map((volume) => volume.split(':')[0]!);
    for (const mount of mounts) {
      if (mount.startsWith('.')) expect(existsSync(join(root, mount))).toBe(true);
      else expect(compose.volumes).toHaveProperty(mount);
    }
  });

  test('DEP-07 API and worker wait until the migration is done', () => {
    for (const name of ['backend', 'worker']) {
      expect(service(name).depends_on!['migrate']).toEqual({ condition: 'service_completed_successfully' });
    }
  });

  test.each(['nginx', 'frontend', 'backend', 'worker', 'migrate', 'cloudflared'])(
    'DEP-02 %s runs without capabilities on a read-only file system',
    (name) => {
      expect(service(name).read_only).toBe(true);
      expect(service(name).cap_drop).toEqual(['ALL']);
    },
  );
});

describe.each(['backend/Dockerfile', 'frontend/Dockerfile'])('%s', (path) => {
  const stages = read(path)
    .split(/^(?=FROM )/m)
    .slice(1);
  const last = stages.at(-1)!;

  test('DEP-02 builds in one stage and runs in another, without root', () => {
    expect(stages).toHaveLength(2);
    expect(/^USER node$/m.test(last) || last.startsWith('FROM nginxinc/nginx-unprivileged:')).toBe(true);
    expect(last).toContain('HEALTHCHECK');
  });

  test('DEP-02 installs with the pinned pnpm and the lock file', () => {
    const { packageManager } = JSON.parse(read('package.json')) as { packageManager: string };
    expect(stages[0]).toContain(`npm install --global ${packageManager}`);
    expect(stages[0]).toContain('--frozen-lockfile');
  });

  test('DEP-02 copies from the project only what is there', () => {
    const sources = [...stages.join('').matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, from]) =>
      from!.split(' '),
    );
    expect(sources.length).toBeGreaterThan(3);
    for (const source of sources) expect([source, existsSync(join(root, source))]).toEqual([source, true]);
  });
});
