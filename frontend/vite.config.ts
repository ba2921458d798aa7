import tailwindcss from '@tailwindcss/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig, loadEnv } from 'vite';
import { compressed } from './vite.compressed';

const fileOf = (name: string): string => decodeURIComponent(new URL(name, import.meta.url).pathname);

export default defineConfig(({ mode }) => {
  const api = loadEnv(mode, '.', 'MEJA_').MEJA_API_URL ?? 'http://127.0.0.1:8080';
  const proxy = {
    '/api': { target: api, changeOrigin: false },
    '/socket.io': { target: api, changeOrigin: false, ws: true },
  };
  return {
    plugins: [vue(), tailwindcss(), compressed()],
    resolve: {
      alias: {
        '@': fileOf('./src'),
        // It takes the whole of Vue in its hand, so that nothing of it could be left out.
        'vue-demi': fileOf('./vue-demi.ts'),
      },
    },
    define: {
      __VUE_OPTIONS_API__: false,
      __VUE_PROD_DEVTOOLS__: false,
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
