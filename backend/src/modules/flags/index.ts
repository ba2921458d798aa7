export { flagsOf, isOn, onFlagsChange, rememberedFlags } from './flag-memory';
export { flagRoutes } from './flags.routes';
