import { PROBLEMS } from '@meja/domain';
import type { OpenAPIV3_1 } from 'openapi-types';
import { changesSomething } from '../platform/http';
import type { Answer, Field, JsonSchema, Route } from '../platform/http';
import { refusalsOf } from './refusals';

const PROBLEM: JsonSchema = {
  type: 'object',
  description: 'RFC 9457 problem document; `code` is stable, the texts follow Accept-Language (id, en).',
  required: ['type', 'title', 'status', 'detail', 'instance', 'code', 'correlationId'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    code: { type: 'string', enum: Object.keys(PROBLEMS) },
    correlationId: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'code', 'message'],
        properties: { path: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
};

const problemAnswer = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

function parameters(route: Route): object[] {
  const from = (place: 'path' | 'query', shape: Record<string, Field> | undefined) =>
    Object.entries(shape ?? {}).map(([name, field]) => ({
      name,
      in: place,
      required: place === 'path' || !field.isOptional,
      schema: field.json,
    }));
  return [
    ...from('path', route.params),
    ...from('query', route.query),
    ...(changesSomething(route) && !route.public ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
  ];
}

const operationId = (route: Route) =>
  `${route.method}${route.path.replace(/[:/-]+(\w)/g, (_, letter: string) => letter.toUpperCase()).replace(/\W/g, '')}`;

function wantedAnswer({ description, schema, contentType, others = [] }: Answer): object {
  const types = [
    ...(schema ? [[contentType ?? 'application/json', { schema }] as const] : []),
    ...(contentType && !schema ? [[contentType, {}] as const] : []),
    ...others.map((type) => [type, {}] as const),
  ];
  return { description, ...(types.length > 0 && { content: Object.fromEntries<object>(types) }) };
}

function operation(route: Route): object {
  const refusals = Object.entries(refusalsOf(route)).map(([status, text]) => [status, problemAnswer(text)]);
  const answers = Object.entries(route.answers).map(([status, answer]): [string, object] => [
    status,
    Number(status) >= 400 ? problemAnswer(answer.description) : wantedAnswer(answer),
  ]);
  return {
    operationId: operationId(route),
    summary: route.summary,
    tags: [route.tag],
    security: route.public ? [] : [{ bearer: [] }, { apiKey: [] }],
    ...(route.permission && { 'x-permission': route.permission }),
    ...(route.feature && { 'x-feature': route.feature }),
    parameters: parameters(route),
    ...(route.body && {
      requestBody: {
        required: ((route.body.json.required ?? []) as string[]).length > 0,
        content: { 'application/json': { schema: route.body.json } },
      },
    }),
    ...(route.upload && {
      requestBody: {
        required: true,
        content: {
          [route.upload.contentType]: {
            schema: {
              type: 'object',
              properties: { file: { type: 'string', format: 'binary' } },
              required: ['file'],
            },
          },
        },
      },
    }),
    responses: { ...(Object.fromEntries(refusals) as object), ...Object.fromEntries<object>(answers) },
  };
}

/** The OpenAPI 3.1 document of every route, from the declarations that validate (INT-01). */
export function openApiDocument(routes: readonly Route[]): OpenAPIV3_1.Document {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[route.method] = operation(route);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Meja API',
      version: '1.0.0',
      description:
        'Money is integers in the smallest used unit of the currency (IDR: rupiah), percents are basis points, times are ISO 8601 UTC, ids are UUIDs a client may choose. Every POST can be repeated with its Idempotency-Key.',
    },
    servers: [{ url: '/api/v1' }],
    tags: [...new Set(routes.map((route) => route.tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        apiKey: { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
      },
      parameters: {
        IdempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          required: false,
          description:
            'The same key gives the first answer again (`Idempotent-Replayed: true`) and happens once.',
          schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
        },
      },
      schemas: { Problem: PROBLEM },
    },
  } as unknown as OpenAPIV3_1.Document;
}
