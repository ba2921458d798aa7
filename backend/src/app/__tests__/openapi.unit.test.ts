import { openApiDocument } from '../openapi';
import { routes } from '../routes';

interface Operation {
  responses: Record<string, { content?: Record<string, { schema?: object }> }>;
}

const document = openApiDocument(routes) as unknown as { paths: Record<string, Record<string, Operation>> };
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { responses }]) => [`${method} ${path}`, responses] as const),
);

test.each(operations)('INT-01 %s says what it answers with', (_, responses) => {
  expect(Object.keys(responses).some((status) => /^2/.test(status))).toBe(true);
  for (const [status, { content = {} }] of Object.entries(responses)) {
    if (Number(status) >= 400) expect(Object.keys(content)).toEqual(['application/problem+json']);
    else if (status !== '204' && status !== '304') expect(Object.keys(content).length).toBeGreaterThan(0);
    const json = content['application/json'] ?? content['application/problem+json'];
    if (json) expect(json.schema).toEqual(expect.any(Object));
  }
});
