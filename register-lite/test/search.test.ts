import { describe, expect, it } from 'vitest';
import { Catalogue } from '../src/catalogue/catalogue';
import { fold, nearly } from '../src/catalogue/text';
import type { Product, Variant } from '../src/wire';

function product(title: string, type: string, ...variants: Partial<Variant>[]): Product {
  return {
    id: title,
    title,
    vendor: 'Harbor Goods',
    type,
    variants: variants.map((variant, i) => ({
      sku: `${title}-${i}`,
      barcode: null,
      title: 'Default Title',
      options: [],
      price: { minor: 1999, currency: 'USD' },
      taxCategory: 'standard',
      image: null,
      available: 1,
      ...variant,
    })),
  };
}

const SHOP = new Catalogue([
  product('Crème brûlée candle', 'Home', { sku: 'CBC-1', barcode: '4006381333931' }),
  product('Stoneware Mug', 'Home', { sku: 'MUG-BLUE', title: 'Blue', barcode: '036000291452' }, { sku: 'MUG-RED', title: 'Red', barcode: '0012345678905' }),
  product('Blue Mug Stand', 'Kitchen', { sku: 'STAND', barcode: 'GIFT-9' }),
  product('Vanilla candle', 'Home', { sku: 'VAN', barcode: 'GIFT-9' }),
  product('Smørrebrød knife', 'Kitchen', { sku: '85123A' }),
]);

const find = (query: string, type: string | null = null) => SHOP.search(query, type, 60).products.map((found) => found.title);
const scan = (code: string) => SHOP.code(code).map((found) => found.variant.sku);

describe('search', () => {
  it('finds_words_in_any_order', () => {
    expect(find('candle vanilla')).toEqual(['Vanilla candle']);
  });

  it('finds_beginnings_and_parts_of_words', () => {
    expect(find('van can')).toEqual(['Vanilla candle']);
    expect(find('ware')).toEqual(['Stoneware Mug']);
  });

  it('does_not_care_about_accents', () => {
    expect(find('creme brulee')).toEqual(['Crème brûlée candle']);
    expect(find('smorrebrod')).toEqual(['Smørrebrød knife']);
    expect(fold('Straße')).toBe('strasse');
  });

  it.each(['stonware', 'stonewaer', 'stoneeware', 'stoneqare', 'candel vanila'])('forgives_%s', (typed) => {
    expect(find(typed)).toHaveLength(1);
  });

  it('does_not_guess_while_something_matches_exactly', () => {
    expect(find('mug')).toEqual(['Stoneware Mug', 'Blue Mug Stand']);
  });

  it('finds_nothing_for_nonsense', () => {
    expect(find('xqzzyv')).toEqual([]);
  });

  it('finds_by_variant_sku_and_part_of_a_barcode', () => {
    expect(find('red')).toEqual(['Stoneware Mug']);
    expect(find('85123')).toEqual(['Smørrebrød knife']);
    expect(find('40063813')).toEqual(['Crème brûlée candle']);
  });

  it('shows_titles_that_begin_as_typed_first', () => {
    expect(find('blue')[0]).toBe('Blue Mug Stand');
  });

  it('shows_words_that_begin_as_typed_before_words_that_contain_it', () => {
    expect(new Catalogue([product('Sheared wool', 'Home', {}), product('Lamp, red', 'Home', {})]).search('red', null, 9).products[0]?.title).toBe('Lamp, red');
  });

  it('filters_by_type_and_counts_beyond_the_limit', () => {
    expect(find('', 'Kitchen')).toEqual(['Blue Mug Stand', 'Smørrebrød knife']);
    expect(SHOP.search('', null, 2)).toMatchObject({ total: 5, products: [{}, {}] });
  });

  it('forgives_a_slip_only_in_words_long_enough_to_be_sure', () => {
    expect([nearly('mugg', 'mug', 1), nearly('candel', 'candle', 1), nearly('cnadle', 'candle', 1), nearly('table', 'cable', 0)]).toEqual([true, true, true, false]);
  });
});

describe('codes', () => {
  it('finds_a_barcode_and_a_sku_in_any_case', () => {
    expect([scan('4006381333931'), scan('mug-red')]).toEqual([['CBC-1'], ['MUG-RED']]);
  });

  it('reads_upc_with_or_without_its_leading_zero', () => {
    expect([scan('0036000291452'), scan('012345678905')]).toEqual([['MUG-BLUE'], ['MUG-RED']]);
  });

  it('offers_all_products_that_share_a_barcode', () => {
    expect(scan('gift-9')).toEqual(['STAND', 'VAN']);
  });

  it('knows_when_it_does_not_know', () => {
    expect(scan('9999999999999')).toEqual([]);
  });
});
