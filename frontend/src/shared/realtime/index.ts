export {
  connectRealtime,
  disconnectRealtime,
  onEvent,
  realtimeGaps,
  realtimeState,
  type RealtimeState,
} from './realtime';
