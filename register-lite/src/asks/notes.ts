/** The hub takes no more. */
export const NOTE_LONGEST = 300;

/**
 * A note as it is kept: one line of what can be printed, undefined when nothing is left. Null for what looks like the
 * number of a payment card, which nobody may keep; the hub would refuse the sale for it.
 */
export function cleanNote(typed: string): string | undefined | null {
  const note = typed
    .replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim()
    .slice(0, NOTE_LONGEST);
  if (hasCardNumber(note)) {
    return null;
  }
  return note === '' ? undefined : note;
}

/** As the hub looks for them: the first digits of the card schemes, then blanks or dashes at most. */
const LIKE_A_CARD = /(?<!\d)(?:4|5[1-5]|2[2-7]|3[47]|6011|65)(?:[ -]?\d){11,17}(?!\d)/g;

export function hasCardNumber(text: string): boolean {
  return [...text.matchAll(LIKE_A_CARD)].map(([found]) => found.replace(/\D/g, '')).some((digits) => digits.length >= 14 && digits.length <= 19 && passesLuhn(digits));
}

function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((sofar, digit, i) => {
    const value = Number(digit) * (i % 2 === 0 ? 1 : 2);
    return sofar + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
