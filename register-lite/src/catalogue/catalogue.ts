import type { Product, Variant } from '../wire';
import { nearly, slipsAllowed, wordsOf } from './text';

/** Nobody types more; a pasted page must not be worked through. */
const WORDS_MAX = 12;

const LATELY_MAX = 40;

/** A word and the positions of the products it occurs in. */
type Entry = readonly [string, readonly number[]];

export interface Found {
  readonly product: Product;
  readonly variant: Variant;
}

export interface Matches {
  readonly products: readonly Product[];
  readonly total: number;
}

/** All products in memory: a code is found by one look-up, words by their beginnings. */
export class Catalogue {
  readonly types: readonly string[];
  private readonly byCode = new Map<string, Found[]>();
  private readonly bySku = new Map<string, Found>();
  /** Every word and the products (by position) it occurs in, ascending. */
  private readonly words = new Map<string, number[]>();
  /** Barcodes and other bare numbers, apart: there are many, and no typed word is in them. */
  private readonly numbers = new Map<string, number[]>();
  private readonly titles: string[] = [];
  /** What was looked for lately, so that each key only narrows what the last one found. */
  private readonly lately = new Map<string, readonly Entry[]>();

  constructor(readonly products: readonly Product[]) {
    const types = new Map<string, number>();
    products.forEach((product, position) => {
      this.titles.push(wordsOf(product.title).join(' '));
      if (product.type) {
        types.set(product.type, (types.get(product.type) ?? 0) + 1);
      }
      this.index(product, position);
    });
    this.types = [...types].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([type]) => type);
  }

  sku(sku: string): Found | undefined {
    return this.bySku.get(sku);
  }

  /** What a scanned or typed code means: a barcode, else a SKU. Several if shops reused a barcode. */
  code(code: string): readonly Found[] {
    const key = code.trim().toLowerCase();
    return this.byCode.get(key) ?? this.byCode.get(otherLength(key)) ?? [];
  }

  /** Products that have every word typed, in any order; if none has, those that nearly do. */
  search(query: string, type: string | null, limit: number): Matches {
    const typed = wordsOf(query).slice(0, WORDS_MAX);
    const exact = this.collect(typed, type, limit, contains);
    return exact.total > 0 || typed.length === 0 ? exact : this.collect(typed, type, limit, resembles);
  }

  private collect(typed: readonly string[], type: string | null, limit: number, matches: (typed: string, word: string) => boolean): Matches {
    const hits = this.hits(typed, matches);
    const start = typed.join(' ');
    const ranked: [Product[], Product[], Product[]] = [[], [], []];
    let total = 0;
    // One sweep in the catalogue's order: sorting 50,000 products at every key would be felt.
    for (let position = 0; position < this.products.length; position++) {
      const product = this.products[position]!;
      if (hits[position] !== typed.length || (type !== null && product.type !== type)) {
        continue;
      }
      total++;
      const bucket = ranked[typed.length === 0 ? 0 : this.rank(position, start, typed)]!;
      if (bucket.length < limit) {
        bucket.push(product);
      }
    }
    return { products: ranked.flat().slice(0, limit), total };
  }

  /** By position: how many of the words, from the first on, the product has. */
  private hits(typed: readonly string[], matches: (typed: string, word: string) => boolean): Uint8Array {
    const hits = new Uint8Array(this.products.length);
    typed.forEach((word, sofar) => {
      for (const [, positions] of matches === contains ? this.containing(word) : this.near(word, matches)) {
        for (const position of positions) {
          if (hits[position] === sofar) {
            hits[position] = sofar + 1;
          }
        }
      }
    });
    return hits;
  }

  /** Known words that have this one in them. One more letter leaves fewer of those before it. */
  private containing(word: string): readonly Entry[] {
    let found = this.lately.get(word);
    if (!found) {
      found = (this.lately.get(word.slice(0, -1)) ?? this.vocabularyOf(word)).filter(([known]) => known.includes(word));
      if (this.lately.size >= LATELY_MAX) {
        this.lately.clear();
      }
      this.lately.set(word, found);
    }
    return found;
  }

  private near(word: string, matches: (typed: string, word: string) => boolean): readonly Entry[] {
    return this.vocabularyOf(word).filter(([known]) => matches(word, known));
  }

  private vocabularyOf(word: string): readonly Entry[] {
    return /^\p{L}+$/u.test(word) ? [...this.words] : [...this.words, ...this.numbers];
  }

  /** Titles that begin as typed first, then those whose words do, then the rest. */
  private rank(position: number, start: string, typed: readonly string[]): number {
    const title = this.titles[position]!;
    if (title.startsWith(start)) {
      return 0;
    }
    const padded = ` ${title}`;
    return typed.every((word) => padded.includes(` ${word}`)) ? 1 : 2;
  }

  private index(product: Product, position: number): void {
    const words = new Set([...wordsOf(product.title), ...wordsOf(product.vendor ?? ''), ...wordsOf(product.type ?? '')]);
    for (const variant of product.variants) {
      const found = { product, variant };
      wordsOf(variant.title).forEach((word) => words.add(word));
      wordsOf(variant.sku).forEach((word) => words.add(word));
      this.bySku.set(variant.sku, found);
      this.addCode(variant.sku, found);
      if (variant.barcode) {
        words.add(variant.barcode.toLowerCase());
        this.addCode(variant.barcode, found);
      }
    }
    for (const word of words) {
      const vocabulary = /^\d+$/.test(word) ? this.numbers : this.words;
      const positions = vocabulary.get(word);
      if (positions) {
        positions.push(position);
      } else {
        vocabulary.set(word, [position]);
      }
    }
  }

  private addCode(code: string, found: Found): void {
    const key = code.trim().toLowerCase();
    const known = this.byCode.get(key) ?? [];
    if (!known.some((other) => other.variant.sku === found.variant.sku)) {
      this.byCode.set(key, [...known, found]);
    }
  }
}

/** A UPC-A of 12 digits is an EAN-13 with a leading zero, and scanners send either. */
function otherLength(code: string): string {
  if (/^\d{12}$/.test(code)) {
    return `0${code}`;
  }
  return /^0\d{12}$/.test(code) ? code.slice(1) : code;
}

function contains(typed: string, word: string): boolean {
  return word.includes(typed);
}

function resembles(typed: string, word: string): boolean {
  const slips = slipsAllowed(typed);
  return word.includes(typed) || (slips > 0 && nearly(typed, word, slips));
}
