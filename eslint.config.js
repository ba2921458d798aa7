import comments from '@eslint-community/eslint-plugin-eslint-comments/configs';
import js from '@eslint/js';
import prettier from 'eslint-config-prettier/flat';
import vue from 'eslint-plugin-vue';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import vueParser from 'vue-eslint-parser';

const TESTS = ['**/*.{test,spec}.ts', '**/__tests__/**/*.ts', 'backend/test/**/*.ts', 'e2e/**/*.ts'];
const BACKEND = ['backend/src/**/*.ts'];
const MODULES = ['backend/src/modules/**/*.ts'];
/** The only places that may know Prisma; see docs/adr/0001-tenancy.md. */
const DATABASE = ['backend/src/platform/db/**/*.ts', 'backend/src/**/*.repository.ts'];
const REALTIME = ['backend/src/platform/realtime/**/*.ts'];
const SETTINGS = ['backend/src/platform/config/**/*.ts'];

const rawSql = {
  selector: 'MemberExpression[property.name=/^\\$(query|execute)RawUnsafe$/]',
  message: 'Unparameterised SQL can leave its tenant. Use the tagged $queryRaw / $executeRaw.',
};
const rawFragment = {
  selector: "CallExpression[callee.object.name='Prisma'][callee.property.name='raw']",
  message: 'Prisma.raw pastes text into SQL. Use Prisma.sql with parameters.',
};
const environment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Settings are read and checked once, in platform/config.',
};
const wallClock = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Take the time from the injected clock (platform/clock).',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Take the time from the injected clock (platform/clock).',
  },
];

/** What two tenants could meet in is named by one function each, which takes the tenant (docs/adr/0001-tenancy.md). */
const looseRoom = {
  selector:
    "CallExpression[callee.property.name=/^(join|to|in|except|socketsJoin|socketsLeave)$/][callee.object.type!='ArrayExpression']",
  message: 'Rooms are joined and told to in platform/realtime/rooms.ts alone, by a RoomKey.',
};
const looseLock = {
  selector: 'TemplateElement[value.raw=/advisory_xact_lock/]',
  message: 'Locks of a tenant are taken by takeLock and tryLock (platform/db), which name the tenant.',
};

/** A later block replaces a rule's options, so each place names its whole list. */
const forbidden = (...selectors) => ({
  'no-restricted-syntax': ['error', rawSql, rawFragment, ...selectors.flat()],
});

const prismaImports = {
  patterns: [
    {
      group: [
        '@prisma/client',
        '@prisma/client/*',
        '@prisma/adapter-pg',
        '**/db/generated',
        '**/db/generated/**',
      ],
      message: 'Only platform/db and *.repository.ts touch Prisma; call the repository.',
    },
  ],
};

export default defineConfig(
  {
    ignores: [
      '**/node_modules/**',
      '**/dist/**',
      '**/coverage/**',
      '**/generated/**',
      '**/test-results/**',
      '**/playwright-report/**',
      '**/public/**',
      '.data/**',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' } },
  js.configs.recommended,
  comments.recommended,
  {
    rules: {
      '@eslint-community/eslint-comments/require-description': 'error',
      'max-lines': ['error', { max: 350, skipBlankLines: true, skipComments: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },

  // Plain scripts and configuration: no types to consult.
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { globals: globals.node, ecmaVersion: 2024 },
  },
  { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs' } },

  // TypeScript, with types.
  {
    files: ['**/*.{ts,vue}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
    },
    rules: {
      'no-undef': 'off',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // An interface may ask for a promise where an implementation has nothing to wait for.
      '@typescript-eslint/require-await': 'off',
    },
  },

  // The web app. TypeScript cannot see into a .vue import, so what it calls "unsafe" there is vue-tsc's to judge.
  { files: ['frontend/**/*.vue'], extends: [vue.configs['flat/recommended']] },
  {
    files: ['frontend/**/*.vue'],
    languageOptions: { parser: vueParser, parserOptions: { parser: tseslint.parser } },
    rules: {
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/define-emits-declaration': ['error', 'type-based'],
      'vue/define-props-declaration': ['error', 'type-based'],
      'vue/no-v-html': 'error',
      'vue/require-default-prop': 'off',
      'vue/multi-word-component-names': 'off',
    },
  },
  {
    files: ['frontend/**/*.{ts,vue}'],
    languageOptions: { globals: globals.browser },
    rules: {
      'no-console': 'error',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },

  // The backend: who may touch what.
  { files: ['backend/**/*.ts'], languageOptions: { globals: globals.node }, rules: forbidden() },
  {
    files: BACKEND,
    rules: {
      'no-console': 'error',
      '@typescript-eslint/no-restricted-imports': ['error', prismaImports],
      ...forbidden(environment, looseLock),
    },
  },
  { files: SETTINGS, rules: forbidden(looseLock) },
  { files: MODULES, rules: forbidden(environment, wallClock, looseLock) },
  { files: REALTIME, ignores: ['**/rooms.ts'], rules: forbidden(environment, looseLock, looseRoom) },
  { files: ['backend/src/platform/db/locks.ts'], rules: forbidden(environment) },
  { files: DATABASE, rules: { '@typescript-eslint/no-restricted-imports': 'off' } },
  { files: ['packages/domain/src/**/*.ts'], rules: { 'no-console': 'error' } },

  // Tests: bodies of answers have no type, and expect() takes methods unbound.
  {
    files: TESTS,
    rules: {
      'max-lines': ['error', { max: 500, skipBlankLines: true, skipComments: true }],
      ...forbidden(),
      '@typescript-eslint/no-restricted-imports': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  prettier,
);
