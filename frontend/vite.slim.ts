import type { Plugin } from 'vite';

const ICONS = /\/@lucide\/vue\/dist\/esm\/icons\/[^/]+\.mjs$/;
/** Of an icon's data we want its shapes; the random keys in them are what compresses worst in a whole page. */
const IDLE = /,\s*key: "[^"]*"|\s*aliases: \[[^\]]*\],?|\s*size: 24,/g;

const PINIA = /\/pinia\/dist\/pinia\.js$/;
/** Of its developer's tools, which the build leaves out, this alone looks as if it did something. */
const SAVE_AS = /const saveAs = ([^;]+);/;

/** Pages name their files in their documents, so what is left of Vite's helper is to say that a file is gone. */
const PRELOAD = '\0vite/preload-helper.js';
const IMPORT = `export const __vitePreload = (load) => load().catch((error) => {
  const event = new Event('vite:preloadError', { cancelable: true });
  event.payload = error;
  dispatchEvent(event);
  if (!event.defaultPrevented) throw error;
});`;

/** Leaves out of libraries what the bundler cannot know to be idle. Icons are drawn by `createIcon` of ours. */
export function slim(createIcon: string): Plugin {
  return {
    name: 'meja:slim',
    apply: 'build',
    enforce: 'pre',
    resolveId(source, importer) {
      return source === '../createLucideIcon.mjs' && importer && ICONS.test(importer) ? createIcon : null;
    },
    load: (id) => (id === PRELOAD ? IMPORT : null),
    transform(code, id) {
      if (ICONS.test(id)) return { code: code.replace(IDLE, ''), map: null };
      if (PINIA.test(id))
        return { code: code.replace(SAVE_AS, 'const saveAs = /* @__PURE__ */ (() => ($1))();'), map: null };
      return null;
    },
    generateBundle(_options, bundle) {
      const sheets = Object.keys(bundle).filter((name) => name.endsWith('.css'));
      if (sheets.some((name) => !/^assets\/(?:first|whole)-/.test(name)))
        this.error(
          `A component brings a style sheet of its own (${sheets.join()}), which nobody would fetch.`,
        );
    },
  };
}
