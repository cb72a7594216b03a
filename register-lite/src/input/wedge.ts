/** The longest pause between two keys of a scanner; people are slower. */
export const GAP_MS = 100;
const LENGTH_MIN = 3;

export type Seen =
  /** Not part of a scan. */
  | { readonly kind: 'other' }
  /** A character that may belong to a scan; the first one of a possible burst is marked. */
  | { readonly kind: 'part'; readonly first: boolean; readonly length: number }
  /** Enter or Tab at the end of a burst. */
  | { readonly kind: 'scan'; readonly code: string };

/** Enough of a KeyboardEvent to tell a scanner from a person. */
export interface Key {
  readonly key: string;
  /** `event.timeStamp`: when the key was pressed, not when we came to handle it. */
  readonly timeStamp: number;
  readonly repeat?: boolean;
  readonly ctrlKey?: boolean;
  readonly altKey?: boolean;
  readonly metaKey?: boolean;
}

/** Recognises a scanner that types ("keyboard wedge"): a fast burst that ends with Enter or Tab. */
export class Wedge {
  private chars = '';
  private lastAt = Number.NEGATIVE_INFINITY;

  see(key: Key): Seen {
    if (key.key === 'Shift') {
      return { kind: 'other' };
    }
    const inTime = key.timeStamp - this.lastAt <= GAP_MS;
    const plain = !key.ctrlKey && !key.altKey && !key.metaKey && !key.repeat;
    if (plain && key.key.length === 1) {
      this.chars = inTime ? this.chars + key.key : key.key;
      this.lastAt = key.timeStamp;
      return { kind: 'part', first: this.chars.length === 1, length: this.chars.length };
    }
    const code = this.chars;
    this.chars = '';
    this.lastAt = Number.NEGATIVE_INFINITY;
    const ends = plain && (key.key === 'Enter' || key.key === 'Tab');
    return ends && inTime && code.length >= LENGTH_MIN ? { kind: 'scan', code } : { kind: 'other' };
  }
}
