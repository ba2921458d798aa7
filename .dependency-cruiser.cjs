/**
 * The directions of docs/architecture.md, proved on every check.
 *   backend   main → app → modules → platform → lib
 *   modules   identity < master data < transactions < operations, entered through index.ts only
 *   frontend  app → features → shared
 *   domain    beneath everything, leaning on nothing
 */
const { join } = require('node:path');

const TIERS = {
  identity: [
    'auth',
    'tenants',
    'subscriptions',
    'announcements',
    'flags',
    'outlets',
    'staff',
    'terminals',
    'api-keys',
  ],
  master: ['catalog', 'customers', 'engagement', 'tables', 'inventory'],
  transactions: [
    'ledger',
    'orders',
    'payments',
    'qris',
    'shifts',
    'kitchen',
    'receipts',
    'delivery',
    'reservations',
  ],
  operations: [
    'reports',
    'onboarding',
    'audit',
    'webhooks',
    'notifications',
    'backups',
    'monitoring',
    'gdpr',
    'support',
    'admin',
  ],
};

/** Who may go past row-level security (docs/adr/0001-tenancy.md): whatever serves one tenant does not belong here. */
const PLATFORM_DOOR = [
  // Accounts and sessions, found before any tenant is known.
  'modules/auth/access\\.repository',
  'modules/auth/(account-audit|address\\.service|recovery\\.service)',
  'modules/auth/account\\.service',
  'modules/auth/impersonation\\.(repository|service)',
  'modules/auth/invitations\\.repository',
  'modules/auth/join\\.service',
  'modules/auth/links\\.repository',
  'modules/auth/oidc/identities\\.repository',
  'modules/auth/photo/photo\\.repository',
  'modules/auth/pin\\.repository',
  'modules/auth/register\\.service',
  'modules/auth/sessions\\.(repository|service)',
  'modules/auth/sign-in\\.service',
  'modules/auth/sign-in-attempts\\.repository',
  'modules/auth/super-admin',
  'modules/auth/two-factor\\.(repository|service)',
  'modules/auth/users\\.repository',
  // A key, found before its tenant is known.
  'modules/api-keys/key-access\\.repository',
  // A tenant's own row, which the guards ask for before they know whether it may do anything.
  'modules/subscriptions/subscriptions\\.repository',
  // A business's role only reads its subscription: the service alone changes it.
  'modules/subscriptions/(billing|billing\\.repository)',
  // Charges of an invoice are the service's too, and a gateway names no business.
  'modules/subscriptions/payment/charges\\.repository',
  'modules/subscriptions/reminders\\.repository',
  // The service's own administration, measures and clean-up.
  'modules/admin/(tenants-list|tenant-health|service)\\.repository',
  'modules/admin/(tenant-acts|offers|gateways)\\.service',
  'modules/announcements/announcements\\.(repository|service)',
  'modules/flags/flags\\.(repository|service)',
  'modules/monitoring/monitoring\\.repository',
  'platform/queue/purge\\.repository',
  // Which outlets have tickets left over; closing them is each tenant's own work.
  'modules/kitchen/day-end\\.repository',
  // Whose roll-ups are behind; bringing them up to date is each tenant's own work.
  'modules/reports/rollups\\.repository',
  // Whose log to prove next; proving it is each tenant's own work.
  'modules/audit/chain\\.repository',
  // Mail is the service's own, whoever caused it; who is written to may have no tenant.
  'platform/mail/(outbox|inbox)\\.repository',
  // The service's own accounts at payment gateways, and what those tell before anybody knows whose it is.
  'platform/gateway/(accounts|notices|findings)\\.repository',
  // The relay reads every tenant's events.
  'platform/events/outbox\\.repository',
  'platform/events/relay',
];

const MODULES = '^backend/src/modules/';
const tierNames = Object.keys(TIERS);
const inTiers = (names) => `${MODULES}(${names.flatMap((name) => TIERS[name]).join('|')})/`;

/** One rule per tier: nothing in it may import a module of a tier above. */
const tierRules = tierNames.slice(0, -1).map((tier, index) => ({
  name: `tier-${tier}-looks-down`,
  comment: `A module of the ${tier} tier imports its own tier and those below; upward goes by event.`,
  severity: 'error',
  from: { path: inTiers([tier]), pathNot: '/__tests__/' },
  to: { path: inTiers(tierNames.slice(index + 1)) },
}));

/** One rule per layer: nothing in it may import a layer above. */
const layerRules = (root, layers) =>
  layers.slice(1).map((layer, index) => ({
    name: `${root.split('/')[0]}-${layer.replace(/\W.*/, '')}-looks-down`,
    comment: `${layers.join(' → ')}: imports go to the right.`,
    severity: 'error',
    from: { path: `^${root}/${layer}`, pathNot: '/__tests__/' },
    to: { path: layers.slice(0, index + 1).map((above) => `^${root}/${above}`) },
  }));

const TEST = '(/__tests__/|\\.(test|spec)\\.ts$)';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'A circle has no first file to understand. Move the shared part down, or send an event.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      comment: 'The imported file or package does not exist, or is not a dependency of this package.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['/generated/', '^virtual:'] },
    },
    {
      name: 'no-orphans',
      comment: 'Nothing imports this file and it imports nothing: dead, or not yet wired in.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          '\\.d\\.ts$',
          TEST,
          '/generated/',
          // Entries and pure declarations, reached by a tool rather than by an import.
          '^backend/src/(main|migrate|seed)\\.ts$',
          '^frontend/src/(main\\.ts|App\\.vue|sw\\.ts)$',
          '^packages/domain/src/index\\.ts$',
          // Menus as data for the demo and every kind of test; no part of what runs at a business.
          '^packages/domain/src/shop/index\\.ts$',
          // Texts are loaded by language, through import.meta.glob.
          '^frontend/src/.+/i18n/.*(id|en)\\.ts$',
        ],
      },
      to: {},
    },
    {
      name: 'not-from-tests',
      comment: 'Product code does not lean on tests or on tools of development.',
      severity: 'error',
      from: { path: '^(backend|frontend|packages/domain)/src/', pathNot: TEST },
      to: { path: [TEST, '^backend/test/', '^e2e/', '^scripts/', '^backend/scripts/'] },
    },

    // packages/domain
    {
      name: 'domain-leans-on-nothing',
      comment: 'Pure TypeScript: no package, no Node built-in, nothing of server or web app.',
      severity: 'error',
      from: { path: '^packages/domain/src/', pathNot: TEST },
      to: { pathNot: '^packages/domain/src/' },
    },

    // backend: layers
    ...layerRules('backend/src', ['main\\.ts', 'app/', 'modules/', 'platform/', 'lib/']),
    {
      name: 'server-and-web-apart',
      comment: 'Server and web app share packages/domain and the HTTP contract, nothing else.',
      severity: 'error',
      from: { path: '^(backend|frontend)/' },
      to: { path: '^(backend|frontend)/', pathNot: '^$1/' },
    },

    // backend: modules
    {
      name: 'module-has-a-tier',
      comment: 'A new module is given its tier in TIERS above, so that its direction can be proved.',
      severity: 'error',
      from: { path: '^backend/src/(app|modules)/' },
      to: { path: MODULES, pathNot: inTiers(tierNames) },
    },
    {
      name: 'module-by-its-index',
      comment: 'A module is entered through its index.ts; the rest is its own business.',
      severity: 'error',
      from: { path: `${MODULES}([^/]+)/` },
      to: { path: `${MODULES}[^/]+/`, pathNot: [`${MODULES}$1/`, `${MODULES}[^/]+/index\\.ts$`] },
    },
    {
      name: 'module-by-its-index-from-outside',
      comment: 'The app reaches a module through its index.ts as well.',
      severity: 'error',
      from: { path: '^backend/', pathNot: [MODULES, TEST, '^backend/test/'] },
      to: { path: MODULES, pathNot: `${MODULES}[^/]+/index\\.ts$` },
    },
    ...tierRules,

    // backend: who may touch what
    {
      name: 'express-at-the-edge',
      comment: 'Only app, platform/http, controllers and routes know that HTTP is spoken with express.',
      severity: 'error',
      from: {
        path: '^backend/src/',
        pathNot: [TEST, '^backend/src/app/', '^backend/src/platform/http/', '\\.(controller|routes)\\.ts$'],
      },
      to: { path: 'node_modules/(@types/)?express(-serve-static-core)?/' },
    },
    {
      name: 'prisma-in-repositories',
      comment: 'Only platform/db and *.repository.ts touch Prisma.',
      severity: 'error',
      from: {
        path: '^backend/src/',
        pathNot: [TEST, '^backend/src/platform/db/', '\\.repository\\.ts$'],
      },
      to: { path: ['node_modules/@prisma/(client|adapter-pg)/', '^backend/src/platform/db/generated/'] },
    },

    {
      name: 'platform-door-has-a-list',
      comment: 'Row-level security is left behind only by the files of PLATFORM_DOOR; use withTenant.',
      severity: 'error',
      from: { path: '^backend/src/', pathNot: [TEST, `^backend/src/(${PLATFORM_DOOR.join('|')})\\.ts$`] },
      to: { path: '^backend/src/platform/db/platform-door\\.ts$' },
    },
    {
      name: 'database-by-its-doors',
      comment:
        'Connections are had through platform/db/index.ts or the platform door; pools are its own business.',
      severity: 'error',
      from: { path: '^backend/src/', pathNot: [TEST, '^backend/src/platform/db/'] },
      to: {
        path: '^backend/src/platform/db/',
        pathNot: ['^backend/src/platform/db/(index|platform-door)\\.ts$', '/generated/'],
      },
    },

    // frontend
    ...layerRules('frontend/src', ['main\\.ts', 'app/', 'features/', 'shared/']),
    {
      name: 'feature-by-its-index',
      comment: 'A feature is entered through its index.ts; what two features need belongs in shared.',
      severity: 'error',
      from: { path: '^frontend/src/features/([^/]+)/', pathNot: TEST },
      to: {
        path: '^frontend/src/features/[^/]+/',
        pathNot: ['^frontend/src/features/$1/', '^frontend/src/features/[^/]+/index\\.ts$'],
      },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '/generated/'] },
    exclude: { path: ['/dist/', '[.](css|svg|woff|woff2|png|json)$', '[?](raw|url|inline)$'] },
    // A type is a dependency too: it says who knows whom.
    tsPreCompilationDeps: true,
    webpackConfig: { fileName: join(__dirname, '.dependency-cruiser.resolve.cjs') },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
      extensions: ['.ts', '.vue', '.d.ts', '.js', '.mjs', '.cjs'],
    },
    skipAnalysisNotInRules: true,
    reporterOptions: { text: { highlightFocused: true } },
  },
};
