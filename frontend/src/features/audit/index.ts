export { default as ChangeList } from './components/ChangeList.vue';
export { actionWords } from './words';
