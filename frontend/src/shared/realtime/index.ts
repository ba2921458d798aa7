export { patchRows, type OrderData } from './order-rows';
export {
  connectRealtime,
  disconnectRealtime,
  onEvent,
  realtimeGaps,
  realtimeState,
  type RealtimeState,
} from './realtime';
