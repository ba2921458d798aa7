/** What is measured through the edge, or beside other work. */
import { fileURLToPath } from 'node:url';
import { startNginx } from '../deploy/run-nginx';
import { startHelper } from './helper';
import type { Outcome } from './load';
import { account, told } from './measure';
import type { Bench } from './measure';
import { BESIDE } from './paths';
import type { Result } from './report';
import type { World } from './world';

const WEB_ROOT = fileURLToPath(new URL('../../../frontend/dist', import.meta.url));
const SIGN_INS_PER_SECOND = 2;
const OTHERS_PER_SECOND = 200;

const timesOf = ({ times }: Outcome): number[] => Object.values(times).flat();

/** The menu through the repository's own nginx, with limits that count and are not reached. */
export async function measureEdge(bench: Bench, world: World): Promise<Result[]> {
  const { host } = new URL(bench.product.url);
  const nginx = await startNginx({ backend: host, webRoot: WEB_ROOT, apiRate: '100000r/s' });
  const hands = await startHelper({ ...world, port: Number(new URL(nginx.url).port) });
  try {
    const { outcome, spent, factor } = await account(bench, (begin) =>
      hands.load(
        {
          mix: [['menu', 1]],
          connections: 16,
          shops: bench.shops,
          warmSeconds: Math.min(2, bench.seconds / 3),
          seconds: bench.seconds,
        },
        begin,
      ),
    );
    const remarks = ['nginx’ own CPU is not in it', `speed ${factor.toFixed(2)}`, ...told(outcome)];
    return [{ name: BESIDE.edge, times: timesOf(outcome), seconds: outcome.seconds, spent, factor, remarks }];
  } finally {
    hands.close();
    await nginx.stop();
  }
}

/** People who sign in when they come, and what those who work already have of it. */
export async function measureSignIns(bench: Bench, world: World): Promise<Result[]> {
  const others = await startHelper(world);
  try {
    const plan = { shops: bench.shops, warmSeconds: 1, seconds: bench.seconds * 2 };
    const { outcome, spent, factor } = await account(bench, async (begin) => {
      const [signIns, work] = await Promise.all([
        bench.hands.load(
          { ...plan, mix: [['signin', 1]], connections: 64, rate: SIGN_INS_PER_SECOND, isRandom: true },
          begin,
        ),
        others.load(
          {
            ...plan,
            mix: [
              ['menu', 4],
              ['orders', 3],
              ['order', 3],
            ],
            connections: 64,
            rate: OTHERS_PER_SECOND,
            isRandom: true,
          },
          () => undefined,
        ),
      ]);
      return { signIns, work };
    });
    const { signIns, work } = outcome;
    const row = (name: string, of: Outcome): Result => ({
      name,
      times: timesOf(of),
      seconds: of.seconds,
      remarks: told(of),
    });
    const whole = row(BESIDE.signins, signIns);
    return [
      {
        ...whole,
        spent,
        factor,
        remarks: ['CPU with all that goes beside', `speed ${factor.toFixed(2)}`, ...whole.remarks],
      },
      row('– the requests beside it', work),
    ];
  } finally {
    others.close();
  }
}
