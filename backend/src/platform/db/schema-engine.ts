import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { PoolConfig } from 'pg';

type Engine = import('@prisma/schema-engine-wasm/schema_engine_bg').SchemaEngine;
type SchemaFiles = { path: string; content: string }[];

// Node has it; its types at this version don't.
interface Wasm {
  instantiate(
    bytes: Uint8Array,
    imports: object,
  ): Promise<{ instance: { exports: Record<string, unknown> } }>;
}
const { WebAssembly: wasmRuntime } = globalThis as unknown as { WebAssembly: Wasm };

const FILTERS = { externalTables: [], externalEnums: [] };

/**
 * Prisma's own schema engine as WebAssembly: the command line would download a binary for the same work.
 * The adapter's `executeScript` splits a script at every semicolon, which breaks `$$` bodies, so a script goes
 * to PostgreSQL whole.
 */
let failure = '';
// The engine reports what made it stop through this hook, and fails obscurely where it is absent.
Object.assign(globalThis, {
  PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => (failure = message) },
});

/** The engine never clears the ten seconds it allows for its lock, which would keep every process alive that long. */
function withoutLingeringTimers(bindings: object): object {
  return Object.fromEntries(
    Object.entries(bindings).map(([name, binding]: [string, unknown]) => {
      if (!name.startsWith('__wbg_setTimeout')) return [name, binding];
      const start = binding as (...args: unknown[]) => NodeJS.Timeout;
      return [name, (...args: unknown[]) => start(...args).unref()];
    }),
  );
}

async function withEngine<T>(
  config: PoolConfig,
  datamodels: [string, string][],
  use: (engine: Engine) => Promise<T>,
): Promise<T> {
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const wasm = await readFile(join(dirname(entry), 'schema_engine_bg.wasm'));
  const { instance } = await wasmRuntime.instantiate(wasm, {
    './schema_engine_bg.js': withoutLingeringTimers(bindings),
  });
  const glue = bindings as unknown as { __wbg_set_wasm(exports: object): void };
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as (() => void) | undefined)?.();

  const factory = new PrismaPg({ ...config, max: 1 });
  const connect = factory.connect.bind(factory);
  const opened: (() => Promise<void>)[] = [];
  factory.connect = async () => {
    const adapter = await connect();
    opened.push(() => adapter.dispose());
    adapter.executeScript = async (script: string) => {
      await adapter
        .underlyingDriver()
        .query(script)
        .catch((error: Error) => {
          failure = error.message;
          throw error;
        });
    };
    return adapter;
  };
  const engine = await bindings.SchemaEngine.new(
    { datamodels },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(factory),
  );
  try {
    return await use(engine);
  } catch (error) {
    throw new Error(`schema engine: ${failure || (error as Error).message}`, { cause: error });
  } finally {
    engine.free();
    await Promise.all(opened.map((close) => close()));
  }
}

/** Reads every `.prisma` file of a folder, sorted by name. */
export async function readSchemaFiles(dir: string): Promise<SchemaFiles> {
  const names = (await readdir(dir)).filter((name) => name.endsWith('.prisma')).sort();
  return Promise.all(
    names.map(async (name) => ({ path: name, content: await readFile(join(dir, name), 'utf8') })),
  );
}

/** Applies the migrations the database lacks (one folder each, with a `migration.sql`); returns the names applied. */
export async function applyMigrations(config: PoolConfig, migrationsDir: string): Promise<string[]> {
  const names = (await readdir(migrationsDir, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const migrationDirectories = await Promise.all(
    names.map(async (name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: {
          tag: 'ok' as const,
          value: await readFile(join(migrationsDir, name, 'migration.sql'), 'utf8'),
        },
      },
    })),
  );
  // The engine wants a schema even where only migrations are applied.
  const schema = 'datasource db {\n  provider = "postgresql"\n}\n';
  return withEngine(config, [['schema.prisma', schema]], async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: {
        baseDir: migrationsDir,
        lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
        shadowDbInitScript: '',
        migrationDirectories,
      },
      filters: FILTERS,
    });
    return appliedMigrationNames;
  });
}

/** The SQL that leads from one set of schema files (or nothing) to another. */
export async function diffSchemas(
  config: PoolConfig,
  from: SchemaFiles | null,
  to: SchemaFiles,
): Promise<string> {
  const datamodels = to.map((file): [string, string] => [file.path, file.content]);
  return withEngine(config, datamodels, async (engine) => {
    const { stdout } = await engine.diff({
      from: from ? { tag: 'schemaDatamodel', files: from } : { tag: 'empty' },
      to: { tag: 'schemaDatamodel', files: to },
      script: true,
      exitCode: null,
      filters: FILTERS,
      shadowDatabaseUrl: null,
    } as Parameters<Engine['diff']>[0]);
    return stdout ?? '';
  });
}
