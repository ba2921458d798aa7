import type { KitchenTicketDto } from '@meja/domain';

export interface StationChoice {
  id: string;
  name: string;
  /** Its open tickets. */
  count: number;
}

/** The stations one can filter by: the outlet's own, and any that a ticket names besides. */
export function stationChoices(
  stations: readonly { id: string; name: string }[],
  tickets: readonly KitchenTicketDto[],
): StationChoice[] {
  const choices = new Map(stations.map(({ id, name }) => [id, { id, name, count: 0 }]));
  for (const { stationId, stationName, status } of tickets) {
    const choice = choices.get(stationId) ?? { id: stationId, name: stationName, count: 0 };
    if (status === 'QUEUED' || status === 'PREPARING' || status === 'READY') choice.count += 1;
    choices.set(stationId, choice);
  }
  return [...choices.values()];
}
