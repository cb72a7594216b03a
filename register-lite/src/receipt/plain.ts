/** Letters that change the direction of what stands around them, and everything that is a command or a break. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;
/** A printer draws one sign after the other, so what joins or formats signs means nothing to it. */
const UNPRINTED = /[\p{C}\p{Zl}\p{Zp}]+/gu;
/**
 * Signs that IBM's code pages keep below 32, where printers keep their commands: an arrow to the left is ESC
 * there. `esc-pos.test.ts` goes through all signs to see that these are all.
 */
const BELOW_32 = /[☺☻♥♦♣♠•◘○◙♂♀♪♫☼►◄↕‼¶§▬↨↑↓→←∟↔▲▼⌂]/g;
const INSTEAD: Record<string, string> = { '•': '*', '○': '*', '►': '>', '◄': '<', '‼': '!!', '§': 'Par.', '▬': '-', '→': '>', '←': '<' };
/** Chinese, Japanese, Korean and pictures: no code page has them. */
const IN_NO_CODE_PAGE = /[\u2e80-\u{10ffff}]/gu;
const DASHES = /[\u2010-\u2015\u2212]/g;

/** Text on one line in which nothing hides: what people typed, for any screen. */
export function plain(text: string): string {
  return text.replace(UNSEEN, ' ').replace(/[\s\u00a0\u2007\u202f]+/g, ' ').trim();
}

/** Text for a printer, tidied up: one line, plain dashes, single spaces. */
export function printable(text: string): string {
  return plain(drawn(text.normalize('NFC'))).replace(DASHES, '-').replaceAll('×', 'x');
}

/**
 * Text that a printer can only draw. It has no byte below 32 in any code page, so whatever a product,
 * a customer or a shop is called, it is never a command.
 */
export function drawn(text: string): string {
  return text.replace(UNPRINTED, ' ').replace(IN_NO_CODE_PAGE, '?').replace(BELOW_32, (sign) => INSTEAD[sign] ?? '?');
}
