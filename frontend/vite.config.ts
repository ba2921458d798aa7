import tailwindcss from '@tailwindcss/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig, type InlineConfig, loadEnv } from 'vite';
import { planChunks } from './vite.chunks';
import { compressed } from './vite.compressed';
import { documents } from './vite.documents';
import { slim } from './vite.slim';

const fileOf = (name: string): string => decodeURIComponent(new URL(name, import.meta.url).pathname);

const common = (): InlineConfig => ({
  plugins: [slim(fileOf('./create-icon.ts')), vue(), tailwindcss()],
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
  build: {
    target: ['chrome123', 'safari17.5', 'firefox128'],
    cssTarget: ['chrome123', 'safari17.5', 'firefox128'],
    // A page's own list of files would cost every first load their names; the pages' documents preload them (vite.pages).
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_file, needed, { hostType }) => (hostType === 'html' ? needed : []),
    },
    chunkSizeWarningLimit: 300,
  },
});

export default defineConfig(async ({ mode, command }) => {
  const api = loadEnv(mode, '.', 'MEJA_').MEJA_API_URL ?? 'http://127.0.0.1:8080';
  const proxy = {
    '/api': { target: api, changeOrigin: false },
    '/inbox': { target: api, changeOrigin: false },
    '/socket.io': { target: api, changeOrigin: false, ws: true },
  };
  const { plugins, build, ...rest } = common();
  const name = command === 'build' ? await planChunks({ ...common(), root: fileOf('.'), mode }) : () => null;
  return {
    ...rest,
    plugins: [plugins, documents(), compressed()],
    server: { port: 5173, proxy },
    preview: { port: 4173, proxy },
    build: {
      ...build,
      rolldownOptions: {
        output: {
          // The first load names every page's file: without words, and with as short a hash as the bundler takes.
          chunkFileNames: 'assets/[hash:7].js',
          codeSplitting: { groups: [{ name, debugName: 'roles', includeDependenciesRecursively: false }] },
        },
      },
    },
  };
});
