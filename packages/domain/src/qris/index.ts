export { crc16 } from './crc';
export { decodeQris, QRIS_MAX_LENGTH, QRIS_USUAL_LIMIT } from './decode-qris';
export { encodeQris, qrisForAmount } from './encode-qris';
export { QRIS_FAULTS } from './types';
export type {
  QrisAccount,
  QrisCode,
  QrisFault,
  QrisLocalName,
  QrisReading,
  QrisReference,
  QrisTip,
} from './types';
