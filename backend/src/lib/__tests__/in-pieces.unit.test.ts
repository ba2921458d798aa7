import { atOnce, inPieces } from '../in-pieces';
import type { Pieces } from '../in-pieces';

/** Work of so many steps, each of which takes a millisecond by the clock that is looked at. */
function* steps(count: number): Pieces<string> {
  for (let n = 0; n < count; n += 1) {
    clock += 1;
    yield;
  }
  return 'done';
}

let clock = 0;
beforeEach(() => {
  jest.spyOn(performance, 'now').mockImplementation(() => clock);
});
afterEach(() => jest.restoreAllMocks());

describe('F-41 work in pieces', () => {
  test('F-41 others go on between the pieces of long work', async () => {
    let turns = 0;
    let isOver = false;
    const turn = () => {
      turns += 1;
      if (!isOver) setImmediate(turn);
    };
    setImmediate(turn);
    expect(await inPieces(steps(60))).toBe('done');
    isOver = true;
    expect(turns).toBeGreaterThanOrEqual(14);
  });

  test('F-41 at once, nothing comes between, and what fails fails in both', async () => {
    expect(atOnce(steps(5))).toBe('done');
    function* broken(): Pieces<never> {
      yield;
      throw new Error('broken');
    }
    expect(() => atOnce(broken())).toThrow('broken');
    await expect(inPieces(broken())).rejects.toThrow('broken');
  });
});
