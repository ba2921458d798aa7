import type { KitchenTicketDto } from '@meja/domain';
import { describe, expect, test } from 'vitest';
import { applyTicket, type Board, doneTickets, dropDone, mergeSnapshot, openTickets } from '../ticket-board';
import { stationChoices } from '../station-choices';
import { makeTicket } from './make-ticket';

const EMPTY: Board = new Map();
const everything = { stationId: null, dismissed: new Set<string>() };

describe('KDS-02 versions decide, not the order of arrival', () => {
  test('KDS-02 a late event of an older version changes nothing', () => {
    const newer = makeTicket({ id: 't', version: 3, status: 'READY' });
    const board = applyTicket(EMPTY, newer, 1).board;
    const after = applyTicket(board, { ...newer, version: 2, status: 'QUEUED' }, 2);
    expect(after.outcome).toBe('stale');
    expect(after.board.get('t')?.ticket.status).toBe('READY');
  });

  test('KDS-02 a higher version replaces the ticket', () => {
    const first = makeTicket({ id: 't', version: 1 });
    const board = applyTicket(EMPTY, first, 1).board;
    const after = applyTicket(board, { ...first, version: 2, status: 'PREPARING' }, 2);
    expect(after.outcome).toBe('changed');
    expect(after.board.get('t')?.ticket.status).toBe('PREPARING');
  });

  test('KDS-02 the same version counts only as the answer to an own step', () => {
    const guess = makeTicket({ id: 't', version: 1, status: 'READY' });
    const board = applyTicket(EMPTY, guess, 1).board;
    const answer = { ...guess, status: 'PREPARING' as const };
    expect(applyTicket(board, answer, 2).outcome).toBe('stale');
    expect(applyTicket(board, answer, 2, true).board.get('t')?.ticket.status).toBe('PREPARING');
  });
});

describe('KDS-02 reading again after a gap', () => {
  test('KDS-02 takes in what was missed and names what is new', () => {
    const known = makeTicket({ id: 'known' });
    const missed = makeTicket({ id: 'missed' });
    const board = applyTicket(EMPTY, known, 10).board;
    const { board: after, fresh } = mergeSnapshot(board, [known, missed], 20, 30);
    expect([...after.keys()].sort()).toEqual(['known', 'missed']);
    expect(fresh.map(({ id }) => id)).toEqual(['missed']);
  });

  test('KDS-02 drops what the server no longer lists', () => {
    const gone = makeTicket({ id: 'gone' });
    const board = applyTicket(EMPTY, gone, 10).board;
    expect(mergeSnapshot(board, [], 20, 30).board.size).toBe(0);
  });

  test('KDS-02 keeps a ticket that came by event while the list was on its way', () => {
    const arrived = makeTicket({ id: 'arrived' });
    const board = applyTicket(EMPTY, arrived, 25).board;
    expect(mergeSnapshot(board, [], 20, 30).board.has('arrived')).toBe(true);
  });

  test('KDS-02 a list older than what is shown does not turn it back', () => {
    const shown = makeTicket({ id: 't', version: 5, status: 'READY' });
    const board = applyTicket(EMPTY, shown, 10).board;
    const { board: after } = mergeSnapshot(board, [{ ...shown, version: 4, status: 'QUEUED' }], 20, 30);
    expect(after.get('t')?.ticket.status).toBe('READY');
  });
});

describe('KDS-01 what the screen shows', () => {
  const board = [
    makeTicket({ id: 'young', createdAt: '2026-11-21T03:05:00.000Z' }),
    makeTicket({ id: 'old', createdAt: '2026-11-21T03:00:00.000Z', stationId: 'hot', stationName: 'Panas' }),
    makeTicket({ id: 'served', status: 'SERVED' }),
    makeTicket({ id: 'voided', status: 'VOIDED', createdAt: '2026-11-21T03:09:00.000Z' }),
  ].reduce<Board>((sum, ticket, i) => applyTicket(sum, ticket, i).board, EMPTY);

  test('KDS-01 oldest first, served ones gone, voided ones until someone took note', () => {
    expect(openTickets(board, everything).map(({ id }) => id)).toEqual(['old', 'young', 'voided']);
    const noted = { stationId: null, dismissed: new Set(['voided']) };
    expect(openTickets(board, noted).map(({ id }) => id)).toEqual(['old', 'young']);
  });

  test('KDS-01 a station shows its own tickets only', () => {
    expect(openTickets(board, { ...everything, stationId: 'hot' }).map(({ id }) => id)).toEqual(['old']);
  });

  test('KDS-01 what was served last can be recalled first', () => {
    const later = applyTicket(board, makeTicket({ id: 'later', status: 'SERVED' }), 99).board;
    expect(doneTickets(later, null).map(({ id }) => id)).toEqual(['later', 'served']);
  });

  test('KDS-01 chips count open tickets and know stations that only a ticket names', () => {
    const tickets = [...board.values()].map(({ ticket }) => ticket);
    expect(
      stationChoices(
        [
          { id: 'bar', name: 'Bar' },
          { id: 'cold', name: 'Dingin' },
        ],
        tickets,
      ),
    ).toEqual([
      { id: 'bar', name: 'Bar', count: 1 },
      { id: 'cold', name: 'Dingin', count: 0 },
      { id: 'hot', name: 'Panas', count: 1 },
    ]);
  });
});

describe('F-20 a board that stays live', () => {
  test('F-20 drops what was served or voided more than ten minutes ago, and nothing that is open', () => {
    const at = 10_000_000;
    const entry = (id: string, status: KitchenTicketDto['status'], touchedAt: number) =>
      [id, { ticket: makeTicket({ id, status }), touchedAt }] as const;
    const board = new Map([
      entry('served-long-ago', 'SERVED', at - 601_000),
      entry('voided-long-ago', 'VOIDED', at - 601_000),
      entry('just-served', 'SERVED', at - 599_000),
      entry('old-and-open', 'QUEUED', 0),
    ]);
    expect([...dropDone(board, at).keys()]).toEqual(['just-served', 'old-and-open']);
    const small = new Map([entry('open', 'READY', 0)]);
    expect(dropDone(small, at)).toBe(small);
  });
});
