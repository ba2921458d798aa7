/** The hot paths, each with what must be there before it is asked and how it is asked. */
import type { Plan } from './load';
import type { Kind } from './requests';

export interface HotPath {
  name: string;
  what: string;
  /** Made before anything is measured. */
  before?: { kind: Kind; count: number }[];
  plan: Omit<Plan, 'seconds' | 'warmSeconds' | 'shops'> & { shops?: number };
  /** Divided by the seconds of the run; a path whose targets are used up ends before. */
  secondsFactor?: number;
  /** Each kind is told apart in the table. */
  isMixed?: true;
}

const asked = (kind: Kind, connections = 16): HotPath['plan'] => ({ mix: [[kind, 1]], connections });

export const PATHS: readonly HotPath[] = [
  { name: 'menu', what: 'the menu, 120 products', plan: asked('menu') },
  { name: 'menu304', what: 'the menu, unchanged', plan: asked('menu304') },
  { name: 'order', what: 'counter sale with cash, fifty businesses', plan: asked('order') },
  { name: 'order-one', what: 'counter sale with cash, one outlet', plan: { ...asked('order'), shops: 1 } },
  { name: 'table', what: 'order of a table, with its ticket', plan: asked('table') },
  {
    name: 'add',
    what: 'one item more on a table’s order',
    before: [{ kind: 'table', count: 200 }],
    plan: { ...asked('add'), limit: 3_000 },
  },
  {
    name: 'pay',
    what: 'an open order is paid in cash',
    before: [{ kind: 'unpaid', count: 2_000 }],
    plan: { ...asked('pay'), limit: 3_000 },
  },
  {
    name: 'bump',
    what: 'a ticket goes one state on',
    before: [
      { kind: 'table', count: 600 },
      { kind: 'tickets', count: 50 },
    ],
    plan: { ...asked('bump'), limit: 3_000 },
  },
  { name: 'orders', what: 'order list of 20', plan: asked('orders') },
  { name: 'tickets', what: 'the kitchen’s board', plan: asked('tickets') },
  { name: 'settings', what: 'settings', plan: asked('settings') },
  { name: 'me', what: 'who am I', plan: asked('me') },
  { name: 'report', what: 'the day by hour', plan: asked('report') },
  { name: 'signin', what: 'sign-in', plan: asked('signin', 4) },
  {
    name: 'users',
    what: '500 people, 2 s think',
    plan: {
      mix: [
        ['menu', 35],
        ['orders', 15],
        ['tickets', 10],
        ['report', 5],
        ['order', 35],
      ],
      connections: 500,
      thinkMs: 2_000,
    },
    secondsFactor: 2,
    isMixed: true,
  },
];

/** What is measured with terminals that listen. */
export const LISTENING = {
  kitchen: 'ticket → 50 open screens, 20 orders/s',
  sockets: '10,000 sockets, 200 rooms of 50, 1,000 events/s',
} as const;

/** What is asked in another way than of the API alone. */
export const BESIDE = {
  edge: 'the menu through the product’s nginx',
  signins: 'sign-in at 2 a second, beside 200 requests a second',
} as const;

export const NAMES: readonly string[] = [
  ...PATHS.map(({ name }) => name),
  ...Object.keys(LISTENING),
  ...Object.keys(BESIDE),
];
