import { signal } from '@preact/signals';

/**
 * What the till says, in the language of whoever stands at it. The English text is the key, so that the code reads as the
 * screen does; every other language is a folder of files from English texts to its own, and is loaded when it is chosen.
 */

/** Values for the places in a text such as `{count} sales`. */
export type Values = Readonly<Record<string, string | number>>;

/** A text, or one text for each form of number that the language knows (`one`, `few`, `other` ...). */
type Word = string | Readonly<Record<string, string>>;
export type Words = Readonly<Record<string, Word>>;

export interface Language {
  /** As in `lang` and for `Intl`. */
  readonly code: string;
  /** In its own words. */
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
  readonly load: () => Promise<Words>;
}

const ENGLISH: Language = { code: 'en', name: 'English', direction: 'ltr', load: () => Promise.resolve({}) };

export const languages = signal<readonly Language[]>([ENGLISH]);
export const language = signal<Language>(ENGLISH);
const words = signal<Words>({});
let plurals = new Intl.PluralRules('en');

/** Says which languages there are besides English. */
export function offer(more: readonly Language[]): void {
  languages.value = [ENGLISH, ...more];
}

/** Speaks the language from now on; an unknown one is English. */
export async function speak(code: string): Promise<void> {
  const chosen = languages.value.find((one) => one.code === code) ?? ENGLISH;
  const loaded = await chosen.load();
  plurals = new Intl.PluralRules(chosen.code);
  words.value = loaded;
  language.value = chosen;
}

/** The text in the language of the till; one that has no translation stays English. */
export function t(text: string, values?: Values): string {
  const known = words.value[text];
  return filled(typeof known === 'string' ? known : text, values);
}

/** A text about a number: `tn(count, '{count} sale', '{count} sales')`. The count itself is always `{count}`. */
export function tn(count: number, one: string, other: string, values?: Values): string {
  const all = { count: count.toLocaleString(language.value.code), ...values };
  const known = words.value[other];
  if (typeof known === 'object') {
    return filled(known[plurals.select(count)] ?? known['other'] ?? other, all);
  }
  return filled(count === 1 ? one : other, all);
}

function filled(text: string, values: Values | undefined): string {
  return values === undefined ? text : text.replace(/\{(\w+)\}/g, (place, name: string) => (name in values ? String(values[name]) : place));
}
