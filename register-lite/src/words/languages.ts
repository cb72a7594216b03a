import { effect } from '@preact/signals';
import { type Language, language, offer, speak, speakOnPaper, type Words } from './words';

const files = import.meta.glob<Words>('./*/*.json', { import: 'default' });

/** The languages that are files beside this one: a folder for each, and in it what the parts of the till say. */
const OFFERED: readonly Omit<Language, 'load'>[] = [
  { code: 'de', name: 'Deutsch', direction: 'ltr' },
  { code: 'fr', name: 'Français', direction: 'ltr' },
  { code: 'es', name: 'Español', direction: 'ltr' },
  { code: 'ar', name: 'العربية', direction: 'rtl' },
];

async function load(code: string): Promise<Words> {
  const parts = Object.entries(files).filter(([path]) => path.startsWith(`./${code}/`));
  return Object.assign({}, ...(await Promise.all(parts.map(([, part]) => part()))));
}

/**
 * Offers what there is and speaks the language that was chosen here, else the browser's.
 *
 * @param onPaper the language of receipts, or null for that of the screens
 */
export async function openWords(chosen: string | null, onPaper: string | null): Promise<void> {
  offer(OFFERED.map((one) => ({ ...one, load: () => load(one.code) })));
  effect(() => {
    document.documentElement.lang = language.value.code;
    document.documentElement.dir = language.value.direction;
  });
  const wanted = chosen ?? navigator.language?.split('-')[0] ?? 'en';
  // A language that cannot be loaded must not keep the till shut.
  await speak(wanted).catch(() => speak('en'));
  await speakOnPaper(onPaper).catch(() => speakOnPaper(null));
}
