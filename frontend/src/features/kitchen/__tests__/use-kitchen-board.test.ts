import type { KitchenTicketDto } from '@meja/domain';
import { flushPromises, mount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { defineComponent, ref } from 'vue';
import { ApiProblem } from '@/shared/api';
import { deliver } from '@/shared/realtime/realtime';
import * as api from '../kitchen.api';
import { useKitchenBoard } from '../use-kitchen-board';
import { makeItem, makeTicket } from './make-ticket';

vi.mock('../kitchen.api');

const onNew = vi.fn();
const onChanged = vi.fn();
let board: ReturnType<typeof useKitchenBoard>;
let unmount: () => void;
let serial = 0;

async function start(tickets: KitchenTicketDto[]): Promise<void> {
  vi.mocked(api.fetchTickets).mockResolvedValue(tickets);
  const wrapper = mount(
    defineComponent({
      setup() {
        board = useKitchenBoard({
          outletId: ref('outlet-1'),
          stationId: ref(null),
          isOneBump: (id) => id === 'counter',
          onNew,
          onChanged,
        });
        return () => null;
      },
    }),
  );
  unmount = () => wrapper.unmount();
  await flushPromises();
}

function arrive(type: 'kitchen.ticket.created' | 'kitchen.ticket.updated', data: KitchenTicketDto): void {
  serial += 1;
  const event = { id: `event-${serial}`, type, outletId: data.outletId, occurredAt: data.createdAt, data };
  deliver(event);
}

const statusOf = (id: string) => board.all.value.find((ticket) => ticket.id === id)?.status;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
  vi.clearAllMocks();
});
afterEach(() => {
  unmount();
  vi.useRealTimers();
});

describe('KDS-01 the live board', () => {
  test('KDS-01 sounds for a new ticket, not for the first reading nor for another outlet', async () => {
    await start([makeTicket()]);
    expect(onNew).not.toHaveBeenCalled();
    arrive('kitchen.ticket.created', makeTicket({ outletId: 'outlet-2' }));
    expect(onNew).not.toHaveBeenCalled();
    arrive('kitchen.ticket.created', makeTicket());
    expect(onNew).toHaveBeenCalledTimes(1);
    expect(board.open.value).toHaveLength(2);
  });

  test('KDS-01 sounds once when the till changed a ticket', async () => {
    const ticket = makeTicket({ id: 't' });
    await start([ticket]);
    const changed = { ...ticket, version: 2, items: [{ ...ticket.items[0]!, change: 'CHANGED' as const }] };
    arrive('kitchen.ticket.updated', changed);
    arrive('kitchen.ticket.updated', { ...changed, version: 3 });
    expect(onChanged).toHaveBeenCalledTimes(1);
  });

  test('F-41 KDS-01 an event too large for its items is followed by the whole ticket', async () => {
    await start([]);
    const whole = makeTicket({ id: 't', items: [makeItem(), makeItem()] });
    vi.mocked(api.fetchTicket).mockResolvedValueOnce(whole);
    arrive('kitchen.ticket.created', { ...whole, items: [], itemsOmitted: true });
    await flushPromises();
    expect(board.open.value).toEqual([whole]);
    expect(onNew).toHaveBeenCalledTimes(1);
    vi.mocked(api.fetchTicket).mockRejectedValueOnce(new Error('away'));
    vi.mocked(api.fetchTickets).mockResolvedValue([{ ...whole, version: 2, status: 'READY' }]);
    arrive('kitchen.ticket.updated', { ...whole, version: 2, items: [], itemsOmitted: true });
    await flushPromises();
    expect(statusOf('t')).toBe('READY');
  });

  test('KDS-01 shows a bump at once and offers to undo it for ten seconds', async () => {
    const ticket = makeTicket({ id: 't' });
    await start([ticket]);
    vi.mocked(api.moveTicket).mockReturnValue(new Promise(() => undefined));
    board.bump('t');
    expect(statusOf('t')).toBe('PREPARING');
    expect(board.lastBump.value).toMatchObject({ ticketId: 't', to: 'PREPARING' });
    vi.advanceTimersByTime(9_999);
    expect(board.lastBump.value).not.toBeNull();
    vi.advanceTimersByTime(1);
    expect(board.lastBump.value).toBeNull();
  });

  test('KDS-01 undo takes the last bump back', async () => {
    const ticket = makeTicket({ id: 't', status: 'READY', items: [makeItem({ status: 'READY' })] });
    await start([ticket]);
    vi.mocked(api.moveTicket).mockResolvedValue({ ...ticket, version: 2, status: 'SERVED' });
    vi.mocked(api.recallTicket).mockResolvedValue({ ...ticket, version: 3 });
    board.bump('t');
    expect(board.open.value).toHaveLength(0);
    board.recallLast();
    await flushPromises();
    expect(api.recallTicket).toHaveBeenCalledWith('t', expect.any(String));
    expect(statusOf('t')).toBe('READY');
    expect(board.lastBump.value).toBeNull();
  });

  test('KDS-01 a refused step is taken back', async () => {
    await start([makeTicket({ id: 't' })]);
    vi.mocked(api.moveTicket).mockRejectedValue(new Error('refused'));
    board.bump('t');
    expect(statusOf('t')).toBe('PREPARING');
    await flushPromises();
    expect(statusOf('t')).toBe('QUEUED');
  });

  test('KDS-01 steps of one ticket are sent one after the other', async () => {
    const ticket = makeTicket({ id: 't' });
    await start([ticket]);
    let answer: (value: KitchenTicketDto) => void = () => undefined;
    vi.mocked(api.moveTicket).mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    vi.mocked(api.moveTicket).mockResolvedValueOnce({ ...ticket, version: 3, status: 'READY' });
    board.bump('t');
    vi.advanceTimersByTime(400);
    board.bump('t');
    await flushPromises();
    expect(api.moveTicket).toHaveBeenCalledTimes(1);
    answer({ ...ticket, version: 2, status: 'PREPARING' });
    await flushPromises();
    expect(vi.mocked(api.moveTicket).mock.calls.map(([, to]) => to)).toEqual(['PREPARING', 'READY']);
    expect(statusOf('t')).toBe('READY');
  });

  test('KDS-01 a slip of the hand does not bump twice', async () => {
    await start([makeTicket({ id: 't' })]);
    vi.mocked(api.moveTicket).mockReturnValue(new Promise(() => undefined));
    board.bump('t');
    vi.advanceTimersByTime(100);
    board.bump('t');
    expect(statusOf('t')).toBe('PREPARING');
  });

  test('KDS-02 without the live line the board is read every 15 seconds', async () => {
    await start([]);
    expect(api.fetchTickets).toHaveBeenCalledTimes(1);
    vi.mocked(api.fetchTickets).mockResolvedValue([makeTicket({ id: 'missed' })]);
    await vi.advanceTimersByTimeAsync(15_000);
    expect(board.open.value.map(({ id }) => id)).toEqual(['missed']);
    expect(onNew).toHaveBeenCalledTimes(1);
  });

  test('T-41 one bump serves at a counter, and undo brings the ticket back as it was', async () => {
    const ticket = makeTicket({ id: 't', stationId: 'counter' });
    await start([ticket]);
    vi.mocked(api.moveTicket).mockResolvedValue({ ...ticket, version: 2, status: 'SERVED' });
    const back = (version: number, status: KitchenTicketDto['status']) => ({ ...ticket, version, status });
    vi.mocked(api.recallTicket)
      .mockResolvedValueOnce(back(3, 'READY'))
      .mockResolvedValueOnce(back(4, 'PREPARING'))
      .mockResolvedValueOnce(back(5, 'QUEUED'));
    board.bump('t');
    expect(statusOf('t')).toBe('SERVED');
    board.recallLast();
    await flushPromises();
    expect(api.recallTicket).toHaveBeenCalledTimes(3);
    expect(statusOf('t')).toBe('QUEUED');
  });
});

describe('T-23 a kitchen without a line', () => {
  const away = () => new ApiProblem({ status: 0, code: 'network', title: '', detail: '', requestId: null });

  test('T-23 a bump made offline stays bumped, is marked, and is sent again under its key', async () => {
    const ticket = makeTicket({ id: 't' });
    await start([ticket]);
    vi.mocked(api.moveTicket).mockRejectedValueOnce(away()).mockRejectedValueOnce(away());
    vi.mocked(api.moveTicket).mockResolvedValue({ ...ticket, version: 2, status: 'PREPARING' });
    board.bump('t');
    await flushPromises();
    expect(statusOf('t')).toBe('PREPARING');
    expect([...board.waiting.value]).toEqual(['t']);
    // What the server still says of it does not take it back.
    await board.read();
    expect(statusOf('t')).toBe('PREPARING');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(vi.mocked(api.moveTicket).mock.calls).toHaveLength(3);
    expect(new Set(vi.mocked(api.moveTicket).mock.calls.map(([, , key]) => key)).size).toBe(1);
    expect(board.waiting.value.size).toBe(0);
    expect(statusOf('t')).toBe('PREPARING');
  });

  test('T-23 what the server refuses once the line is back is shown as the server has it', async () => {
    const ticket = makeTicket({ id: 't' });
    await start([ticket]);
    vi.mocked(api.moveTicket).mockRejectedValueOnce(away()).mockRejectedValueOnce(new Error('refused'));
    vi.mocked(api.fetchTickets).mockResolvedValue([{ ...ticket, version: 2, status: 'VOIDED' }]);
    board.bump('t');
    await vi.advanceTimersByTimeAsync(5_000);
    await flushPromises();
    expect(statusOf('t')).toBe('VOIDED');
    expect(board.waiting.value.size).toBe(0);
  });
});
