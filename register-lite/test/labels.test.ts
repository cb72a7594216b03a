import { describe, expect, it } from 'vitest';
import { readLabel } from '../src/catalogue/labels';

const GS = '\u001d';
const read = (code: string, currency = 'USD', digits = 2) => readLabel(code, currency, digits);

describe('labels of the shop', () => {
  it('say_which_goods_and_what_they_weigh', () => {
    // 00042, 0.482 kg.
    expect(read('2100042004825')).toEqual({ kind: 'goods', codes: ['2100042000001', '2100042', '00042', '42'], weight: { millionths: 482_000, unit: null } });
  });

  it('say_which_goods_and_what_they_cost', () => {
    expect(read('2200042012346')).toEqual({ kind: 'goods', codes: ['2200042000008', '2200042', '00042', '42'], price: 1_234 });
  });

  it('cost_yen_without_decimals_and_dinars_with_three', () => {
    expect(read('2200042012346', 'JPY', 0)).toMatchObject({ price: 12 });
    expect(read('2200042012346', 'KWD', 3)).toMatchObject({ price: 12_340 });
  });

  it.each(['2100042004827', '2100042000001', '4006381333931', '2000000001333', '2900042004821', '210004200482', 'MUG'])('are_not_what_%s_is', (code) => {
    expect(read(code)).toBeNull();
  });

  it('are_read_as_the_shop_says', () => {
    expect(readLabel('2912345012342', 'EUR', 2, [{ shape: '29......NNNNC', is: 'weight' }])).toMatchObject({ weight: { millionths: 1_234 * 1_000_000 } });
  });
});

describe('labels of GS1', () => {
  it('name_goods_serial_number_lot_and_weight', () => {
    expect(read(`]d20104012345123456310300125010LOT7${GS}21S/N 9`)).toEqual({
      kind: 'goods',
      codes: ['04012345123456', '4012345123456', '04012345123456', '4012345123456'],
      weight: { millionths: 1_250_000, unit: 'kg' },
      lot: 'LOT7',
      serial: 'S/N 9',
    });
    expect(read('0104012345123456' + '3202000250')).toMatchObject({ weight: { millionths: 2_500_000, unit: 'lb' } });
  });

  it('A55_a_price_in_other_money_is_nobodys_price_here', () => {
    expect(read('010401234512345639327561990')).toEqual({ kind: 'foreign', currency: 'CHF' });
    expect(read('010401234512345639328401990')).toMatchObject({ kind: 'goods', price: 1_990 });
    expect(read('010401234512345639329991990')).toEqual({ kind: 'foreign', currency: '999' });
    expect(read('010401234512345639221990')).toMatchObject({ price: 1_990 });
  });

  it.each(['0104012345123457', '01040123451234563103', '010401234512345639AB', `${GS}${GS}`, ']d2', '01'.repeat(200), 'https://example.org/0104012345123456', '\u001b[2J0104012345123456'])(
    'are_not_what_%j_is',
    (code) => {
      expect(read(code)).toBeNull();
    },
  );
});
