export { default as AppLogo } from './AppLogo.vue';
