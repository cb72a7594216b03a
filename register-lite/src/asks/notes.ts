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

/** 13 to 19 digits, perhaps with blanks or dashes between them, that pass the check of Luhn. */
export function hasCardNumber(text: string): boolean {
  for (const [run] of text.matchAll(/\d(?:[ -]?\d){12,}/g)) {
    const digits = run.replace(/\D/g, '');
    for (let from = 0; from + 13 <= digits.length; from++) {
      for (let length = 13; length <= 19 && from + length <= digits.length; length++) {
        if (passesLuhn(digits.slice(from, from + length))) {
          return true;
        }
      }
    }
  }
  return false;
}

function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((sofar, digit, i) => {
    const value = Number(digit) * (i % 2 === 0 ? 1 : 2);
    return sofar + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
