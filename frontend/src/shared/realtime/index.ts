export { patchRows, type OrderData } from './order-rows';
export {
  connectRealtime,
  disconnectRealtime,
  meChanges,
  onEvent,
  realtimeGaps,
  realtimeState,
  type RealtimeState,
} from './realtime';
