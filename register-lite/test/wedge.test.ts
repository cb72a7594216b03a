import { describe, expect, it } from 'vitest';
import { type Key, type Seen, Wedge } from '../src/input/wedge';

/** Presses the keys so many milliseconds apart and tells what the last one was taken for. */
function type(wedge: Wedge, keys: readonly string[], gap: number, start = 0, extra: Partial<Key> = {}): Seen {
  let seen: Seen = { kind: 'other' };
  keys.forEach((key, i) => {
    seen = wedge.see({ key, timeStamp: start + i * gap, ...extra });
  });
  return seen;
}

const CODE = [...'4006381333931'];

describe('keyboard wedge', () => {
  it.each(['Enter', 'Tab'])('reads_a_fast_burst_that_ends_with_%s', (end) => {
    expect(type(new Wedge(), [...CODE, end], 15)).toEqual({ kind: 'scan', code: '4006381333931' });
  });

  it('accepts_a_slow_scanner_up_to_the_limit', () => {
    expect(type(new Wedge(), [...CODE, 'Enter'], 100).kind).toBe('scan');
  });

  it('takes_a_person_for_a_person', () => {
    expect(type(new Wedge(), [...CODE, 'Enter'], 101).kind).toBe('other');
  });

  it('needs_three_characters', () => {
    expect(type(new Wedge(), ['1', '2', 'Enter'], 10).kind).toBe('other');
    expect(type(new Wedge(), ['1', '2', '3', 'Enter'], 10).kind).toBe('scan');
  });

  it('forgets_what_a_person_typed_before_the_burst', () => {
    const wedge = new Wedge();
    type(wedge, ['m', 'u'], 200);
    expect(type(wedge, ['A', '-', '1', 'Enter'], 10, 1_000)).toEqual({ kind: 'scan', code: 'A-1' });
  });

  it('does_not_take_enter_pressed_later_for_the_end_of_a_burst', () => {
    const wedge = new Wedge();
    type(wedge, CODE, 10);
    expect(wedge.see({ key: 'Enter', timeStamp: 5_000 }).kind).toBe('other');
  });

  it('keeps_capital_letters_that_a_scanner_sends_with_shift', () => {
    expect(type(new Wedge(), ['Shift', 'A', 'Shift', 'B', '1', 'Enter'], 10)).toEqual({ kind: 'scan', code: 'AB1' });
  });

  it('ignores_a_key_held_down_and_key_combinations', () => {
    expect(type(new Wedge(), ['a', 'a', 'a', 'a', 'Enter'], 30, 0, { repeat: true }).kind).toBe('other');
    expect(type(new Wedge(), ['a', 'b', 'c', 'Enter'], 30, 0, { ctrlKey: true }).kind).toBe('other');
  });

  it('reads_one_code_after_the_other', () => {
    const wedge = new Wedge();
    expect(type(wedge, [...'111', 'Enter'], 5)).toEqual({ kind: 'scan', code: '111' });
    expect(type(wedge, [...'222', 'Enter'], 5, 20)).toEqual({ kind: 'scan', code: '222' });
  });

  it('marks_the_first_key_of_a_possible_burst', () => {
    const wedge = new Wedge();
    expect(wedge.see({ key: '1', timeStamp: 0 })).toEqual({ kind: 'part', first: true, length: 1 });
    expect(wedge.see({ key: '2', timeStamp: 9 })).toEqual({ kind: 'part', first: false, length: 2 });
  });
});
