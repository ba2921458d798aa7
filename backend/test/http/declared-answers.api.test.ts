import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import express from 'express';
import { errorHandler } from '../../src/app/error-handler';
import { refusalsOf } from '../../src/app/refusals';
import { apiRoutes } from '../../src/app/registry';
import { routes } from '../../src/app/routes';
import { Problem, defineRoute, s } from '../../src/platform/http';
import type { Reply, Route } from '../../src/platform/http';
import { answerCheck, differencesFrom } from '../setup/answer-check';
import { startTestApp } from '../setup';
import type { TestApp } from '../setup';

const schema = s.object({ data: s.object({ id: s.integer(), note: s.string().nullable() }) }).json;

describe('F-30 what differs from a declared answer', () => {
  it('F-30 is named with its place: missing, of another type, or nobody declared it', () => {
    expect(differencesFrom(schema, { data: { id: 1, note: null } })).toEqual([]);
    expect(differencesFrom(schema, { data: { id: 1 } })).toEqual([
      "/data must have required property 'note'",
    ]);
    expect(differencesFrom(schema, { data: { id: '1', note: null } })).toEqual(['/data/id must be integer']);
    expect(differencesFrom(schema, { data: { id: 1, note: null, pin: '123456' } })).toEqual([
      '/data must NOT have additional properties (pin)',
    ]);
    const open = { type: 'object', properties: { steps: { type: 'array', items: { type: 'object' } } } };
    expect(differencesFrom(open, { steps: [{ anything: 1 }] })).toEqual([]);
  });

  it('F-30 every route declares a success, with a schema or another type for each that has a body', () => {
    const bare = routes.flatMap((route) =>
      Object.entries(route.answers)
        .filter(([status]) => Number(status) < 300)
        .filter(([status, { schema: shape, contentType }]) => status !== '204' && !shape && !contentType)
        .map(([status]) => `${route.method} ${route.path} ${status}`),
    );
    expect(bare).toEqual([]);
    const without = routes.filter(
      ({ answers }) => !Object.keys(answers).some((status) => Number(status) < 300),
    );
    expect(without.map(({ path }) => path)).toEqual([]);
  });

  it('F-30 what the pipeline can refuse follows from the declaration', () => {
    const bare = defineRoute({
      method: 'get',
      path: '/x',
      public: true,
      summary: '',
      tag: '',
      answers: {},
      handle: () => ({ status: 204 }),
    });
    expect(Object.keys(refusalsOf(bare))).toEqual(['422', '429', '503']);
    const sale = routes.find(({ method, path }) => method === 'post' && path === '/orders')!;
    expect(Object.keys(refusalsOf(sale))).toEqual([
      '400',
      '401',
      '402',
      '403',
      '404',
      '409',
      '413',
      '422',
      '429',
      '503',
    ]);
  });
});

describe('F-30 replies held against their declaration', () => {
  let app: TestApp;
  let server: Server;
  let url: string;
  let reply: () => Reply;
  let notes: string[];

  const declared: Route = defineRoute({
    method: 'get',
    path: '/declared',
    public: true,
    summary: '',
    tag: '',
    answers: { 200: { description: '', schema }, 204: { description: '' }, 304: { description: '' } },
    handle: () => reply(),
  });
  const ask = async () => (await fetch(`${url}/declared`)).status;

  beforeAll(async () => {
    app = await startTestApp();
    const web = express()
      .use(
        apiRoutes(
          [declared],
          answerCheck((note) => notes.push(note)),
        ),
      )
      .use(errorHandler);
    server = web.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => (notes = []));
  afterAll(async () => {
    server.close();
    await app.stop();
  });

  it('F-30 what is declared passes, an empty 304 too', async () => {
    reply = () => ({ status: 200, json: { data: { id: 1, note: null } } });
    expect(await ask()).toBe(200);
    reply = () => ({ status: 304, text: '', type: 'application/json' });
    expect(await ask()).toBe(304);
    reply = () => ({
      status: 200,
      text: '{"data":{"id":1,"note":null}}',
      type: 'application/json; charset=utf-8',
    });
    expect(await ask()).toBe(200);
    expect(notes).toEqual([]);
  });

  it.each<[string, () => Reply, RegExp]>([
    ['a status', () => ({ status: 201, json: {} }), /GET \/declared answered 201, which it does not declare/],
    [
      'a field too many',
      () => ({ status: 200, json: { data: { id: 1, note: null, pin: '1' } } }),
      /additional properties \(pin\)/,
    ],
    ['a field too few', () => ({ status: 200, json: { data: { id: 1 } } }), /required property 'note'/],
    ['a type', () => ({ status: 200, text: '<p>', type: 'text/html' }), /as text\/html/],
    [
      'a refusal',
      () => {
        throw new Problem('duplicate');
      },
      /refused with 409 duplicate/,
    ],
  ])(
    'F-30 %s that is not declared is a 500, and the difference is told',
    async (_what, answer, difference) => {
      reply = answer;
      expect(await ask()).toBe(500);
      expect(notes).toHaveLength(1);
      expect(notes[0]).toMatch(difference);
    },
  );

  it('F-30 faults stay what they are', async () => {
    reply = () => {
      throw new Problem('unavailable');
    };
    expect(await ask()).toBe(503);
    expect(notes).toEqual([]);
  });
});
