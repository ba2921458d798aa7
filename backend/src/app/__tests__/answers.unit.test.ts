import { secretsOf } from '../../platform/http';
import type { JsonSchema } from '../../platform/http';
import { routes } from '../routes';

/** Names in camelCase whose last word is one of these; a barcode is none. */
const SECRETIVE = /[Pp]assword|[Tt]oken|[Ss]ecret|[Rr]ecovery|[Hh]ash|(?:^c|C)odes?$|(?:^k|K)ey$|(?:^p|P)in$/;

/** Names that sound like a secret and are none, with the reason. */
const HARMLESS: Record<string, string> = {
  'data.code': 'a short name that people give: an outlet’s, a table’s',
  'data[].code': 'the same in a list',
  'data.taxClasses[].code': 'the name of a tax class',
  'data.items[].taxDefinition.code': 'the name of the tax class a line was sold under',
  'data.errors[].code': 'which rule a row of an import breaks',
  'data.warnings[].code': 'what is doubtful about a row of an import',
  'data.byPayment[].key': 'the payment method that sums are for',
  'data.hasPin': 'whether there is one',
  'data[].hasPin': 'the same in a list',
  'data.mustChangePassword': 'whether it must be changed',
  'data.recoveryCodesLeft': 'how many, not which',
  'data[].mustChangePassword': 'the same in a list',
  'data[].hash': 'of the audit log’s chain: there to be copied and compared',
  'data.rows[].key': 'what a report is grouped by',
  'data.sales[].key': 'what a report is grouped by',
};

function namesOf(schema: JsonSchema, path = ''): string[] {
  const choices = ['anyOf', 'oneOf', 'allOf'].flatMap(
    (name) => (schema[name] as JsonSchema[] | undefined) ?? [],
  );
  const properties = (schema.properties ?? {}) as Record<string, JsonSchema>;
  return [
    ...choices.flatMap((choice) => namesOf(choice, path)),
    ...(schema.items ? namesOf(schema.items as JsonSchema, `${path}[]`) : []),
    ...Object.entries(properties).flatMap(([name, entry]) => {
      const at = path ? `${path}.${name}` : name;
      return [at, ...namesOf(entry, at)];
    }),
  ];
}

const answers = routes.flatMap((route) =>
  Object.entries(route.answers).map(
    ([status, answer]) => [`${route.method.toUpperCase()} ${route.path} ${status}`, answer] as const,
  ),
);

test.each(answers)('F-02 AUTH-06 %s marks every secret it tells', (_, answer) => {
  const names = answer.schema ? namesOf(answer.schema) : [];
  const suspect = names.filter((name) => SECRETIVE.test(name.split('.').pop()!.replace(/\[\]$/, '')));
  const marked = secretsOf(answer);
  expect(suspect.filter((name) => !marked.includes(name) && !Object.hasOwn(HARMLESS, name))).toEqual([]);
});

test('F-02 AUTH-06 the secrets known today are marked', () => {
  const marked = answers.flatMap(([label, answer]) => secretsOf(answer).map((name) => `${label} ${name}`));
  expect(marked).toEqual(
    expect.arrayContaining([
      'POST /auth/register 201 data.accessToken',
      'POST /auth/login 200 data.accessToken',
      'POST /auth/refresh 200 data.accessToken',
      'POST /auth/switch-tenant 200 data.accessToken',
      'POST /users 201 data.temporaryPassword',
    ]),
  );
});
