import { log } from '../../platform/logging';
import { defineJob } from '../../platform/queue';
import { closeKitchenDays } from './day-end';

/** Every hour, since business days end at each outlet's own time. */
export const closeKitchens = defineJob({
  name: 'close-kitchens',
  summary: 'Kitchen tickets left over from a business day that has ended',
  schedule: '15 * * * *',
  async run() {
    log.info('kitchen days closed', { orders: await closeKitchenDays() });
  },
});
