import { withOwnConnection } from '../../src/platform/db/platform-door';
import { publishEvents as publish, stopPublishing } from '../../src/platform/events/outbox.repository';

const BATCH = 500;

/** Publishes what waits in the outbox, as the relay does: for tests in which no worker runs. */
export async function publishEvents(): Promise<void> {
  await withOwnConnection(async (client) => {
    let [before, published] = [0, await publish(client, new Date(), BATCH)];
    while (published !== before) [before, published] = [published, await publish(client, new Date(), BATCH)];
    await stopPublishing(client);
  });
}
