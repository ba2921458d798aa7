export { default as QrCode } from './QrCode.vue';
