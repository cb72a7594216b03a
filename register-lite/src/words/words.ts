import { signal } from '@preact/signals';
import type { ComponentChild } from 'preact';

/**
 * What the till says, in the language of whoever stands at it. The English text is the key, so that the code reads as the
 * screen does; every other language is a folder of files from English texts to its own, and is loaded when it is chosen.
 * Where English has one word for two things, a bar and a word behind it tell them apart, and are not shown: `Exact|count`.
 */

/** Values for the places in a text such as `{count} sales`; numbers are written as the language writes them. */
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

/** Says which languages there are besides English. */
export function offer(more: readonly Language[]): void {
  languages.value = [ENGLISH, ...more];
}

/** One voice: the till has one, and the receipt may have another. */
export class Speech {
  readonly language = signal<Language>(ENGLISH);
  private readonly words = signal<Words>({});
  private manner = mannerOf('en');

  /** Speaks the language from now on; an unknown one is English. */
  async speak(code: string): Promise<void> {
    const chosen = languages.value.find((one) => one.code === code) ?? ENGLISH;
    const loaded = await chosen.load();
    this.manner = mannerOf(chosen.code);
    this.words.value = loaded;
    this.language.value = chosen;
  }

  /** How amounts, numbers and dates are written: as in the browser's own region where it has the language, such as `de-CH`. */
  get locale(): string {
    // Read, so that what is drawn is drawn again in another language.
    void this.language.value;
    return this.manner.locale;
  }

  /** The text in this language; one that has no translation stays English. */
  readonly t = (text: string, values?: Values): string => {
    const known = this.words.value[text];
    return this.filled(typeof known === 'string' ? known : bare(text), values);
  };

  /** A text about a number: `tn(count, '{count} sale', '{count} sales')`. The count itself is always `{count}`. */
  readonly tn = (count: number, one: string, other: string, values?: Values): string => {
    const all = { count, ...values };
    const known = this.words.value[other];
    if (typeof known === 'object') {
      return this.filled(known[this.manner.plurals.select(count)] ?? known['other'] ?? bare(other), all);
    }
    return this.filled(bare(count === 1 ? one : other), all);
  };

  private filled(text: string, values: Values | undefined): string {
    return values === undefined ? text : text.replace(/\{(\w+)\}/g, (place, name: string) => (name in values ? this.written(values[name]!) : place));
  }

  private written(value: string | number): string {
    if (typeof value === 'number') {
      return this.manner.numbers.format(value);
    }
    // A name in letters of the other direction would turn the sentence around it; the two signs keep it to itself.
    return this.language.value.direction === 'rtl' ? `\u2068${value}\u2069` : value;
  }
}

interface Manner {
  readonly locale: string;
  readonly plurals: Intl.PluralRules;
  readonly numbers: Intl.NumberFormat;
}

function mannerOf(code: string): Manner {
  const own = globalThis.navigator?.languages ?? [];
  const locale = own.find((one) => one === code || one.startsWith(`${code}-`)) ?? code;
  return { locale, plurals: new Intl.PluralRules(code), numbers: new Intl.NumberFormat(locale) };
}

function bare(text: string): string {
  const bar = text.indexOf('|');
  return bar < 0 ? text : text.slice(0, bar);
}

const till = new Speech();
export const { t, tn, language } = till;

/** As {@link Speech.speak}, for the screens. */
export function speak(code: string): Promise<void> {
  return till.speak(code);
}

/** As {@link Speech.locale}, for the screens. */
export function locale(): string {
  return till.locale;
}

/** A text with places for more than text, such as an amount in bold. */
export function tx(text: string, values: Readonly<Record<string, ComponentChild>>): readonly ComponentChild[] {
  return t(text)
    .split(/\{(\w+)\}/)
    .map((part, i) => (i % 2 === 1 ? values[part] : part));
}

const paper = new Speech();

/** The language of receipts on this device; null for that of the screens. */
export const paperLanguage = signal<string | null>(null);

/** Prints receipts in the language from now on; null for that of the screens. */
export async function speakOnPaper(code: string | null): Promise<void> {
  if (code !== null) {
    await paper.speak(code);
  }
  paperLanguage.value = code;
}

/** The voice of receipts. */
export function onPaper(): Speech {
  return paperLanguage.value === null ? till : paper;
}

const english = new Speech();

/** The voice of receipts that a printer draws letter by letter: none that code pages have joins Arabic or turns its lines. */
export function forPrinter(): Speech {
  return onPaper().language.value.direction === 'rtl' ? english : onPaper();
}
