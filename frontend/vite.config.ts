import tailwindcss from '@tailwindcss/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig, loadEnv } from 'vite';
import { compressed } from './vite.compressed';

export default defineConfig(({ mode }) => {
  const api = loadEnv(mode, '.', 'MEJA_').MEJA_API_URL ?? 'http://127.0.0.1:8080';
  const proxy = {
    '/api': { target: api, changeOrigin: false },
    '/socket.io': { target: api, changeOrigin: false, ws: true },
  };
  return {
    plugins: [vue(), tailwindcss(), compressed()],
    resolve: { alias: { '@': decodeURIComponent(new URL('./src', import.meta.url).pathname) } },
    define: {
      __VUE_OPTIONS_API__: true,
      __VUE_PROD_DEVTOOLS__: false,
      __VUE_I18N_LEGACY_API__: false,
      __VUE_I18N_FULL_INSTALL__: false,
      __INTLIFY_PROD_DEVTOOLS__: false,
    },
    server: { port: 5173, proxy },
    preview: { port: 4173, proxy },
    build: {
      target: ['chrome123', 'safari17.5', 'firefox128'],
      cssTarget: ['chrome123', 'safari17.5', 'firefox128'],
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 300,
    },
  };
});
