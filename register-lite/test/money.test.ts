import { describe, expect, it } from 'vitest';
import { decimalOf, decimalSign, digitsOf, parse, show } from '../src/money';
import { likelyNotes } from '../src/payment/cash';

describe('money', () => {
  it('takes_the_number_of_decimals_from_the_currency', () => {
    expect(['USD', 'JPY', 'KWD'].map(digitsOf)).toEqual([2, 0, 3]);
    expect([decimalOf(5, 'USD'), decimalOf(-5, 'USD'), decimalOf(1234, 'JPY'), decimalOf(1234, 'KWD')]).toEqual(['0.05', '-0.05', '1234', '1.234']);
  });

  it('shows_amounts_as_people_of_the_place_write_them', () => {
    expect(show(123456, 'USD', 'en-US')).toBe('$1,234.56');
    expect(show(123456, 'EUR', 'de-DE').replace(/\s/g, ' ')).toBe('1.234,56 €');
    expect(show(1234, 'JPY', 'en-US')).toBe('¥1,234');
  });

  it('shows_the_largest_amount_to_the_cent', () => {
    expect(show(Number.MAX_SAFE_INTEGER, 'USD', 'en-US')).toBe('$90,071,992,547,409.91');
  });

  it.each([
    ['20', 2000],
    ['20.5', 2050],
    ['20,50', 2050],
    ['.5', 50],
    ['0', 0],
    ['20.505', null],
    ['', null],
    ['.', null],
    ['2.0.0', null],
    ['-5', null],
    ['12345678901', null],
  ])('reads_%s_as_%s', (typed, minor) => {
    expect(parse(typed, 'USD')).toBe(minor);
  });

  it('reads_no_decimals_where_the_currency_has_none', () => {
    expect([parse('500', 'JPY'), parse('5.5', 'JPY')]).toEqual([500, null]);
  });

  it('knows_the_decimal_key_of_the_place', () => {
    expect([decimalSign('USD', 'en-US'), decimalSign('EUR', 'de-DE')]).toEqual(['.', ',']);
  });
});

describe('likely notes', () => {
  it.each([
    [1999, [2000, 5000, 10000]],
    [2164, [2500, 3000, 4000, 5000]],
    [22888, [24000, 25000, 30000, 40000]],
    [5000, [6000, 10000]],
    [37, [500, 1000]],
  ])('for_%i_are_%j', (total, notes) => {
    const offered = likelyNotes(total, 'USD');
    expect(offered.slice(0, notes.length)).toEqual(notes);
    expect(offered.every((note) => note > total)).toBe(true);
    expect(offered.length).toBeLessThanOrEqual(4);
  });

  it('are_whole_units_of_a_currency_without_decimals', () => {
    expect(likelyNotes(1980, 'JPY')[0]).toBe(2000);
  });
});
