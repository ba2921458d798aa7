// ESM packages that Jest's CommonJS runtime must see transformed.
const esmPackages = [
  'uuid',
  'lru-cache',
  'csv-parse',
  'csv-stringify',
  '@point-of-sale',
  '@prisma',
  'otplib',
  '@exodus',
  'openid-client',
  'oauth4webapi',
  'jose',
];

const common = {
  rootDir: '.',
  testEnvironment: 'node',
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json'],
  transform: {
    '^.+\\.(ts|m?js)$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: [
    `node_modules/(?!(?:\\.pnpm/)?(?:${esmPackages.map((name) => name.replace('/', '\\+')).join('|')}))`,
  ],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
};

export default {
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['<rootDir>/{src,test}/**/*.unit.test.ts'],
      setupFiles: ['<rootDir>/test/setup/unit-environment.ts'],
    },
    {
      ...common,
      displayName: 'api',
      // Recording a database for the upgrade test of later versions is asked for by name: see test/upgrade.
      testMatch: [
        process.env.RECORD_UPGRADE
          ? '<rootDir>/test/upgrade/record.ts'
          : '<rootDir>/{src,test}/**/*.api.test.ts',
      ],
      globalSetup: '<rootDir>/test/setup/global-setup.ts',
      globalTeardown: '<rootDir>/test/setup/global-teardown.ts',
      setupFiles: ['<rootDir>/test/setup/environment.ts'],
    },
  ],
  testTimeout: 60_000,
  maxWorkers: 2,
};
