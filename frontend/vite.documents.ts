import fs from 'node:fs';
import type { Plugin, Rolldown } from 'vite';

type File = Rolldown.OutputAsset | Rolldown.OutputChunk;

/** The document of an address, with what its first paint needs beside the app's own script. */
interface Document {
  sheet: 'first' | 'whole';
  /** Chunks by name (`vite.chunks`). */
  chunks: readonly string[];
}

/** `till` is for `/till`; every address that has none of its own gets `index`. */
const DOCUMENTS: Record<string, Document> = {
  index: { sheet: 'whole', chunks: [] },
  'sign-in': { sheet: 'first', chunks: ['sign-in'] },
  register: { sheet: 'first', chunks: ['sign-in', 'RegisterPage'] },
  till: { sheet: 'whole', chunks: ['work', 'till'] },
  kitchen: { sheet: 'whole', chunks: ['work', 'dialogs', 'sign-in', 'kitchen'] },
};

function linksOf({ sheet, chunks }: Document, files: readonly File[]): string[] {
  const addressOf = (what: string, isIt: (file: File) => boolean): string => {
    const found = files.find(isIt);
    if (!found) throw new Error(`The build has no ${what}.`);
    return `/${found.fileName}`;
  };
  const style = addressOf(`${sheet}.css`, ({ fileName }) => fileName.startsWith(`assets/${sheet}-`));
  const font = addressOf('font', ({ fileName }) => fileName.endsWith('.woff2'));
  return [
    `<link rel="stylesheet" href="${style}">`,
    `<link rel="preload" as="font" type="font/woff2" crossorigin href="${font}">`,
    ...chunks.map((name) => {
      const address = addressOf(`${name}.js`, (file) => file.type === 'chunk' && file.name === name);
      return `<link rel="modulepreload" crossorigin href="${address}">`;
    }),
  ];
}

/**
 * A document for each page that is often opened first: it names the page's own files, so that the browser fetches all
 * of them at once instead of one after the other, and the style sheet it wears.
 */
export function documents(): Plugin {
  let publicDir = '';
  return {
    name: 'meja:documents',
    apply: 'build',
    configResolved(config) {
      ({ publicDir } = config);
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const files = Object.values(bundle);
        const index = bundle['index.html'];
        if (index?.type !== 'asset') return;
        const icon = fs.readFileSync(`${publicDir}/favicon.svg`, 'utf8').trim().replaceAll('"', "'");
        const page = String(index.source).replace(
          '/favicon.svg',
          `data:image/svg+xml,${icon.replaceAll('#', '%23').replaceAll('<', '%3C').replaceAll('>', '%3E')}`,
        );
        for (const [name, document] of Object.entries(DOCUMENTS)) {
          const source = page.replace('</head>', `  ${linksOf(document, files).join('\n    ')}\n  </head>`);
          if (name === 'index') index.source = source;
          else this.emitFile({ type: 'asset', fileName: `${name}.html`, source });
        }
      },
    },
  };
}
