import { withOwnConnection } from '../../src/platform/db/platform-door';
import { numberEvents } from '../../src/platform/events/outbox.repository';

const BATCH = 500;

/** Numbers what waits in the outbox, as the relay does: for tests in which no worker runs. */
export async function publishEvents(): Promise<void> {
  await withOwnConnection(async (client) => {
    while ((await numberEvents(client, new Date(), BATCH)).length === BATCH);
  });
}
