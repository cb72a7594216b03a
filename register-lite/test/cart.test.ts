import { describe, expect, it } from 'vitest';
import { changed, type Change, countOf, emptyCart, type Item, QUANTITY_MAX } from '../src/cart/cart';

const MUG: Item = { sku: 'MUG', title: 'Mug', variantTitle: '', unitPrice: 1999, taxCategory: 'standard' };
const POT: Item = { ...MUG, sku: 'POT', title: 'Pot', unitPrice: 999 };
const LAMP: Item = { ...MUG, sku: 'LAMP', title: 'Lamp', unitPrice: 5999 };

function after(...changes: Change[]) {
  return changes.reduce(changed, emptyCart('sale-1'));
}
const add = (item: Item, quantity = 1): Change => ({ kind: 'add', item, quantity });
const shown = (cart: ReturnType<typeof after>) => cart.lines.map((line) => `${line.quantity} ${line.sku}`);

describe('cart', () => {
  it('counts_a_second_scan_on_the_same_line', () => {
    expect(shown(after(add(MUG), add(POT), add(MUG)))).toEqual(['2 MUG', '1 POT']);
  });

  it('keeps_the_price_of_the_first_scan', () => {
    const cart = after(add(MUG), add({ ...MUG, unitPrice: 2499 }));
    expect(cart.lines[0]?.unitPrice).toBe(1999);
  });

  it('sets_a_quantity_and_removes_at_zero', () => {
    expect(shown(after(add(MUG), { kind: 'set', sku: 'MUG', quantity: 12 }))).toEqual(['12 MUG']);
    expect(shown(after(add(MUG), { kind: 'set', sku: 'MUG', quantity: 0 }))).toEqual([]);
  });

  it.each([-1, 1.5, Number.NaN, QUANTITY_MAX + 1, 4_006_381_333_931])('ignores_the_quantity_%d', (quantity) => {
    expect(shown(after(add(MUG), { kind: 'set', sku: 'MUG', quantity }))).toEqual(['1 MUG']);
  });

  it('stops_counting_at_the_most_a_line_can_hold', () => {
    expect(countOf(after(add(MUG, QUANTITY_MAX), add(MUG)))).toBe(QUANTITY_MAX);
  });

  it('puts_a_removed_line_back_where_it_was', () => {
    const full = after(add(MUG), add(POT), add(LAMP));
    const less = changed(full, { kind: 'remove', sku: 'POT' });
    expect(shown(changed(less, { kind: 'restore', lines: [full.lines[1]!], at: 1 }))).toEqual(['1 MUG', '1 POT', '1 LAMP']);
  });

  it('undoes_a_clear_without_losing_what_came_after_it', () => {
    const full = after(add(MUG, 2), add(POT));
    const next = changed(changed(full, { kind: 'clear' }), add(MUG));
    expect(shown(changed(next, { kind: 'restore', lines: full.lines, at: 0 }))).toEqual(['1 POT', '3 MUG']);
  });

  it('keeps_its_sale_id_whatever_happens_to_the_lines', () => {
    expect(after(add(MUG), { kind: 'clear' }, add(POT)).saleId).toBe('sale-1');
  });
});
