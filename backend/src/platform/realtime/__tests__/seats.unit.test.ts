import { createSeats } from '../seats';

const owner = (userId: string, tenantId = 'a') => ({ userId, tenantId });

test('F-49 one more of a person takes the place of their oldest, of nobody else', () => {
  const seats = createSeats<number>({ perUser: 2, perTenant: 10 });
  expect([1, 2, 3].flatMap((seat) => seats.take(owner('ani'), seat))).toEqual([1]);
  expect(seats.take(owner('budi'), 4)).toEqual([]);
  expect(seats.take(owner('ani', 'b'), 5)).toEqual([]);
  seats.leave(owner('ani'), 2);
  expect(seats.take(owner('ani'), 6)).toEqual([]);
});

test('F-49 in a full tenant whoever holds the most gives way to one who holds less; without such there is no room', () => {
  const seats = createSeats<number>({ perUser: 3, perTenant: 4 });
  for (const seat of [1, 2, 3]) seats.take(owner('ani'), seat);
  seats.take(owner('budi'), 4);
  expect(seats.hasRoom(owner('kitchen'))).toBe(true);
  expect(seats.take(owner('kitchen'), 5)).toEqual([1]);
  expect(seats.take(owner('citra'), 6)).toEqual([2]);
  expect(seats.hasRoom(owner('dewi'))).toBe(false);
  expect(seats.take(owner('dewi'), 7)).toEqual([7]);
  seats.leave(owner('dewi'), 7);
  expect(seats.take(owner('kitchen'), 8)).toEqual([5]);
  expect(seats.hasRoom(owner('dewi', 'b'))).toBe(true);
  seats.leave(owner('budi'), 4);
  expect(seats.take(owner('dewi'), 9)).toEqual([]);
});

test('F-49 who has left counts no more, however often it is told', () => {
  const seats = createSeats<number>({ perUser: 1, perTenant: 1 });
  for (let seat = 0; seat < 100; seat += 1) {
    expect(seats.take(owner(`user-${seat}`), seat)).toEqual([]);
    seats.leave(owner(`user-${seat}`), seat);
    seats.leave(owner(`user-${seat}`), seat);
  }
});
