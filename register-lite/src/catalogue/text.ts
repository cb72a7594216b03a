const MARKS = /\p{M}+/gu;
const BETWEEN = /[^\p{L}\p{N}]+/u;
/** Letters that no decomposition splits, as people without that key type them. */
const SPELLED: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ı: 'i' };
const SPELLED_OUT = /[ßæœøłđı]/g;

/** Lower case and without accents, so that "creme" finds "Crème". */
export function fold(text: string): string {
  return text.toLowerCase().normalize('NFD').replace(MARKS, '').replace(SPELLED_OUT, (letter) => SPELLED[letter] ?? letter);
}

export function wordsOf(text: string): string[] {
  return fold(text).split(BETWEEN).filter((word) => word !== '');
}

/** How many slips we forgive in a word of this length. Short words and numbers must be right. */
export function slipsAllowed(word: string): number {
  if (word.length < 4 || /\d/.test(word)) {
    return 0;
  }
  return word.length < 8 ? 1 : 2;
}

/**
 * Whether `typed` is `word`, or the beginning of it, with at most so many slips (a missing, extra or
 * wrong letter, or two swapped).
 */
export function nearly(typed: string, word: string, slips: number): boolean {
  if (Math.abs(word.length - typed.length) > slips && word.length < typed.length) {
    return false;
  }
  const text = word.slice(0, typed.length + slips);
  let before: number[] = [];
  let row = Array.from({ length: text.length + 1 }, (_, i) => i);
  for (let i = 1; i <= typed.length; i++) {
    const next = [i];
    for (let j = 1; j <= text.length; j++) {
      const wrong = typed[i - 1] === text[j - 1] ? 0 : 1;
      let cost = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + wrong);
      if (i > 1 && j > 1 && typed[i - 1] === text[j - 2] && typed[i - 2] === text[j - 1]) {
        cost = Math.min(cost, before[j - 2]! + 1);
      }
      next.push(cost);
    }
    if (Math.min(...next) > slips) {
      return false;
    }
    before = row;
    row = next;
  }
  // The end of the word may still be untyped, so any column will do.
  return Math.min(...row) <= slips;
}
