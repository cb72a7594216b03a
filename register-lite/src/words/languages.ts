import { type Language, offer, speak, type Words } from './words';

const files = import.meta.glob<Words>('./*/*.json', { import: 'default' });

/** The languages that are files beside this one: a folder for each, and in it what the parts of the till say. */
const OFFERED: readonly Omit<Language, 'load'>[] = [
  { code: 'de', name: 'Deutsch', direction: 'ltr' },
  { code: 'fr', name: 'Français', direction: 'ltr' },
  { code: 'es', name: 'Español', direction: 'ltr' },
];

async function load(code: string): Promise<Words> {
  const parts = Object.entries(files).filter(([path]) => path.startsWith(`./${code}/`));
  return Object.assign({}, ...(await Promise.all(parts.map(([, part]) => part()))));
}

/** Offers what there is and speaks the language that was chosen here, else the browser's. */
export async function openWords(chosen: string | null): Promise<void> {
  offer(OFFERED.map((one) => ({ ...one, load: () => load(one.code) })));
  const wanted = chosen ?? navigator.language?.split('-')[0] ?? 'en';
  // A language that cannot be loaded must not keep the till shut.
  await speak(wanted).catch(() => speak('en'));
}
