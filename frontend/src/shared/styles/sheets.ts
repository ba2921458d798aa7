import first from './first.css?url';
import whole from './whole.css?url';

const SHEETS = { first, whole } as const;
const isWorn = (address: string): boolean => document.querySelector(`link[href="${address}"]`) !== null;

/** Puts a style sheet on and waits for it: `first` for pages in front of the sign-in, `whole` for all the others. */
export async function wear(name: keyof typeof SHEETS): Promise<void> {
  if (isWorn(whole) || isWorn(SHEETS[name])) return;
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = SHEETS[name];
  await new Promise((resolve, reject) => {
    link.addEventListener('load', resolve);
    link.addEventListener('error', () => {
      link.remove();
      // As where a script is missing: the release is likely older than the server's.
      dispatchEvent(new Event('vite:preloadError', { cancelable: true }));
      reject(new Error(`no style sheet ${SHEETS[name]}`));
    });
    document.head.append(link);
  });
}
