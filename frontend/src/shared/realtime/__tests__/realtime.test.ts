import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { connectRealtime, disconnectRealtime, realtimeState } from '..';

type Handler = (argument?: unknown) => void;

const { socket, handlers } = vi.hoisted(() => {
  const heard = new Map<string, Handler>();
  return {
    handlers: heard,
    socket: {
      active: false,
      connected: false,
      connect: vi.fn(),
      disconnect: vi.fn(),
      on: (name: string, handler: Handler) => heard.set(name, handler),
      onAny: () => undefined,
    },
  };
});
vi.mock('socket.io-client', () => ({ io: () => socket }));

const hear = (name: string, argument?: unknown): void => handlers.get(name)?.(argument);

beforeEach(async () => {
  vi.useFakeTimers();
  await connectRealtime();
  hear('connect');
});
afterEach(() => {
  disconnectRealtime();
  socket.connect.mockClear();
  vi.useRealTimers();
});

test.each(['focus', 'a minute or two'])(
  'F-49 a screen whose place another took does not come back at once, but with %s',
  (how) => {
    hear('displaced');
    hear('disconnect', 'io server disconnect');
    expect(realtimeState.value).toBe('reconnecting');
    vi.advanceTimersByTime(50_000);
    expect(socket.connect).not.toHaveBeenCalled();
    if (how === 'focus') dispatchEvent(new Event('focus'));
    else vi.advanceTimersByTime(70_000);
    expect(socket.connect).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(600_000);
    dispatchEvent(new Event('focus'));
    expect(socket.connect).toHaveBeenCalledTimes(1);
  },
);

test('F-49 where a business has no place left, the screen asks again now and then, not in a loop', () => {
  hear('connect_error', Object.assign(new Error('x'), { data: { code: 'too_many_connections' } }));
  vi.advanceTimersByTime(50_000);
  expect(socket.connect).not.toHaveBeenCalled();
  vi.advanceTimersByTime(70_000);
  expect(socket.connect).toHaveBeenCalledTimes(1);
});
