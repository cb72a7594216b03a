import CodepageEncoder from '@point-of-sale/codepage-encoder';
import Encoder from '@point-of-sale/receipt-printer-encoder';
import { describe, expect, it } from 'vitest';
import type { Receipt } from '../src/outbox/record';
import { CODE_PAGES, DRAWER_KICK, escPos } from '../src/receipt/esc-pos';
import { drawn, printable } from '../src/receipt/plain';
import { type Piece, receiptDocument } from '../src/receipt/receipt-document';
import { paired, ROLLS, wrapped } from '../src/receipt/roll';
import { readEscPos } from './esc-pos-reader';
import { seeded } from './random';
import { receipt, SESSION } from './receipts';

const LINK = 'https://shop.example/r/abcdefghijklmnopqrstuv';
const ORIGINAL: Piece = { kind: 'original' };

async function printed(of: Receipt, piece: Piece = ORIGINAL, paper: 58 | 80 = 80) {
  return readEscPos(await escPos(receiptDocument(of, piece, LINK, 'en-US'), ROLLS[paper], null));
}

/** A sale in which every text that somebody can type is this one. */
function named(text: string): Receipt {
  const plainOne = receipt();
  return {
    ...plainOne,
    receiptNumber: text,
    session: {
      ...SESSION,
      user: { ...SESSION.user, name: text },
      merchant: { name: text, address: [text, text] },
      location: { ...SESSION.location, name: text },
      register: { id: text },
    },
    lines: plainOne.lines.map((line) => ({ ...line, title: text, variantTitle: text })),
    price: { ...plainOne.price, taxes: plainOne.price.taxes.map((tax) => ({ ...tax, name: text })) },
  };
}

/** What text alone may ask of the printer: other letters. */
const structure = (commands: readonly string[]) => commands.filter((command) => !/^(bold|codepage|align|barcode.*)$/.test(command));

const filled = (lines: readonly string[]) => lines.filter((line) => line.trim() !== '');

describe('receipts on paper', () => {
  it('say_what_was_sold_and_paid', async () => {
    const { lines, qr, barcodes, commands } = await printed(receipt());
    const text = lines.map((line) => line.trimEnd());
    expect(text).toContain('Mug, Blue'.padEnd(42) + '$39.98');
    expect(text).toContain('  2 x $19.99');
    expect(text).toContain('  Discount -$4.00, now $35.98');
    expect(text).toContain('Sales tax 8.25%'.padEnd(43) + '$3.79');
    expect(text).toContain('Total'.padEnd(42) + '$49.76');
    expect(text).toContain('Change'.padEnd(43) + '$0.24');
    expect(text).toContain('Date'.padEnd(27) + 'Nov 22, 2026, 9:00 AM');
    expect(qr).toEqual([LINK]);
    expect(barcodes).toEqual(['{BR1-000101']);
    expect(commands.at(-1)).toBe('cut');
    expect(lines.join()).not.toContain('COPY');
  });

  it('fit_a_narrow_roll', async () => {
    const { lines } = await printed(named('A product with a rather long name and a Donaudampfschifffahrtsgesellschaftskapitän'), ORIGINAL, 58);
    expect(Math.max(...lines.map((line) => line.length))).toBe(32);
  });

  it('of_a_copy_say_so_and_of_a_gift_no_price_and_no_address', async () => {
    expect((await printed(receipt(), { kind: 'copy', count: 2 })).lines.map((line) => line.trim())).toContain('*** COPY 2 ***');
    const gift = await printed(receipt(), { kind: 'gift' });
    expect(gift.lines.map((line) => line.trim())).toContain('2 x Mug, Blue');
    expect(gift.lines.join()).not.toContain('$');
    expect(gift.qr).toEqual([]);
    expect(gift.barcodes).toEqual(['{BR1-000101']);
  });

  it('carry_the_logo', async () => {
    const logo = { width: 16, height: 8, data: new Uint8ClampedArray(16 * 8 * 4) };
    const { commands } = readEscPos(await escPos(receiptDocument(receipt(), ORIGINAL, null), ROLLS[80], logo));
    expect(commands).toContain('picture');
  });

  it('never_open_the_drawer', async () => {
    expect((await printed(receipt())).commands).not.toContain('pulse');
    expect(readEscPos(DRAWER_KICK).commands).toEqual(['pulse']);
    expect([...new Encoder({ columns: 48 }).pulse(0, 120, 240).encode()]).toEqual([...DRAWER_KICK]);
  });

  it.each(['\x1bp\x00\x3c\x78', '\x1dV\x00', '\x10\x14\x01\x00\x01', 'a\nb\rc', '\x1c.', '\x7f\x9b\u2028\u202e', '\ud800', '{A{B', '←p00', '►•§'])(
    'A54 take_%j_as_text',
    async (attack) => {
      const calm = await printed(named('x'));
      const hurt = await printed(named(`x${attack}`));
      expect(structure(hurt.commands)).toEqual(structure(calm.commands));
      expect(filled(hurt.lines)).toHaveLength(filled(calm.lines).length);
    },
  );

  it('A54 never_make_a_command_of_any_text', async () => {
    const bits = ['\x1b', '\x1d', '\x10', '\x1c', '\n', '\r', '\x00', '\x07', '\x1bp\x00\x19\xfa', '\x1dV\x41', '\u202e', '\ud83d', '\ude00', 'é', '漢', '🙂', 'a', ' ', '{', '\u0085', '\u2029', '←p0', '►', '•'];
    const expected = structure((await printed(named('x'))).commands);
    for (let seed = 1; seed <= 150; seed++) {
      const below = seeded(seed);
      const text = Array.from({ length: below(30) }, () => (below(3) === 0 ? String.fromCharCode(below(0x10000)) : bits[below(bits.length)]!)).join('');
      const { commands } = await printed(named(text));
      expect(structure(commands), `seed ${seed}: ${JSON.stringify(text)}`).toEqual(expected);
    }
  });

  it('A54 know_no_sign_that_a_code_page_turns_into_a_control_byte', () => {
    const signs = Array.from({ length: 0x10000 - 0xa0 }, (_, i) => String.fromCharCode(0xa0 + i)).join('');
    const left = [...new Set(drawn(signs))].join('');
    for (const page of CODE_PAGES) {
      const bytes = CodepageEncoder.encode(left, page);
      expect([...left].filter((_, i) => bytes[i]! < 0x20 || bytes[i] === 0x7f), page).toEqual([]);
    }
  });
});

describe('lines', () => {
  it('wrap_between_words_and_break_long_ones', () => {
    expect(wrapped('a fine blue mug', 8)).toEqual(['a fine', 'blue mug']);
    expect(wrapped('abcdefghij k', 4)).toEqual(['abcd', 'efgh', 'ij k']);
    expect(wrapped('', 4)).toEqual(['']);
  });

  it('keep_the_amount_on_the_right', () => {
    expect(paired('a fine blue mug', '1.00', 16)).toEqual(['a fine blue 1.00', 'mug']);
    expect(paired('mug', '1234567890.00', 16)).toEqual(['mug', '   1234567890.00']);
  });

  it('are_tidied_up', () => {
    expect(printable(' a\t\u00a0b\n− 2×3 ')).toBe('a b - 2x3');
  });
});
