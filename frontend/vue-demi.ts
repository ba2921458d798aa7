/** What `@tanstack/vue-query` wants of `vue-demi`, from Vue 3 alone. */
export * from 'vue';
export const isVue2 = false;
export const isVue3 = true;
