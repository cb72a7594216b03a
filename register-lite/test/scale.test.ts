import { describe, expect, it } from 'vitest';
import { type ReportSource, serialScale, usbScale } from '../src/scale/lines';
import { readLine, readReport } from '../src/scale/scale';
import { costOf, inUnit, parseWeight, weightFor, weightText } from '../src/scale/weight';
import { priceBasket } from '../src/pricing/engine';
import { NO_RULES } from '../src/pricing/rules';

describe('weights', () => {
  it.each([['0.482', 482_000], ['1,5', 1_500_000], ['.25', 250_000], ['12', 12_000_000], ['0', null], ['', null], ['-1', null], ['1e3', null], ['99999', null]])('%s_is_read_as_%s', (typed, millionths) => {
    expect(parseWeight(typed)).toBe(millionths);
  });

  it('cost_half_a_cent_up', () => {
    expect(costOf(1290, 482_000)).toBe(622);
    expect(costOf(1, 500_000)).toBe(1);
    expect(costOf(1, 499_999)).toBe(0);
  });

  it('are_found_for_every_price_on_a_label', () => {
    for (let cost = 1; cost < 3_000; cost += 7) {
      for (const price of [99, 1_290, 24_999, 999_999]) {
        const weight = weightFor(cost, price);
        expect(weight !== null && costOf(price, weight), `${cost} at ${price}`).toBe(cost);
      }
    }
    expect(weightFor(0, 100)).toBeNull();
    expect(weightFor(100, 0)).toBeNull();
  });

  it('are_the_same_in_pounds', () => {
    expect(inUnit(1_000_000, 'lb', 'kg')).toBe(453_592);
    expect(inUnit(1_000_000, 'kg', 'lb')).toBe(2_204_623);
    expect(weightText(inUnit(453_592, 'kg', 'lb'))).toBe('1.000');
  });

  it('make_the_price_of_a_piece_whatever_list_says_the_price_of_a_kilogram', () => {
    const always = { from: null, to: null, days: [], fromMinute: null, toMinute: null, locations: [], groups: [] };
    const basket = {
      moment: { date: '2026-11-24', minute: 600, location: 'main' },
      groups: [],
      coupons: [],
      taxMode: 'INCLUSIVE' as const,
      rates: [],
      exempt: false,
      discount: null,
      lines: [
        { sku: 'CHEESE', type: '', category: 'standard', quantity: 1, basePrice: 2_490, discount: null, weight: 312_000 },
        { sku: 'CHEESE', type: '', category: 'standard', quantity: 1, basePrice: 2_490, discount: null, weight: 205_000 },
      ],
    };
    expect(priceBasket(NO_RULES, basket).items.map((item) => item.unitPrice)).toEqual([777, 510]);
    const rules = { ...NO_RULES, lists: [{ id: 'sale', title: 'Sale', priority: 0, validity: always, prices: [['CHEESE', 1, 2_000] as const] }] };
    expect(priceBasket(rules, basket).items.map((item) => item.unitPrice)).toEqual([624, 410]);
  });
});

describe('a scale', () => {
  it.each([
    ['\u00020.482', { kind: 'weight', millionths: 482_000, unit: 'kg' }],
    ['ST,GS,+  0.482kg', { kind: 'weight', millionths: 482_000, unit: 'kg' }],
    ['  250 g', { kind: 'weight', millionths: 250_000, unit: 'kg' }],
    ['1.5 lb', { kind: 'weight', millionths: 1_500_000, unit: 'lb' }],
    ['8 oz', { kind: 'weight', millionths: 500_000, unit: 'lb' }],
    ['US,GS,+  0.482kg', { kind: 'wait', state: 'moving' }],
    ['?A', { kind: 'wait', state: 'moving' }],
    ['-0.010 kg', { kind: 'wait', state: 'empty' }],
    ['0.000', { kind: 'wait', state: 'empty' }],
  ])('says_%j', (line, reading) => {
    expect(readLine(line, 'kg')).toEqual(reading);
  });

  it('that_says_nothing_of_a_weight_is_not_believed', () => {
    expect(readLine('HELLO', 'kg').kind).toBe('not');
  });

  const report = (...bytes: number[]) => new DataView(Uint8Array.of(...bytes).buffer);

  it.each([
    [[4, 3, 0xfd, 0xe2, 0x01], { kind: 'weight', millionths: 482_000, unit: 'kg' }],
    [[4, 2, 0, 250, 0], { kind: 'weight', millionths: 250_000, unit: 'kg' }],
    [[4, 12, 0xfe, 150, 0], { kind: 'weight', millionths: 1_500_000, unit: 'lb' }],
    [[3, 3, 0xfd, 0xe2, 0x01], { kind: 'wait', state: 'moving' }],
    [[2, 3, 0xfd, 0, 0], { kind: 'wait', state: 'empty' }],
    [[6, 3, 0xfd, 0, 0], { kind: 'not', why: '6' }],
    [[4, 99, 0, 1, 0], { kind: 'not', why: '4' }],
  ])('reports_%j', (bytes, reading) => {
    expect(readReport(report(...bytes))).toEqual(reading);
  });

  /** A simulated scale at a serial line, which says its parts when it is asked. */
  function line(parts: readonly string[]) {
    const asked: number[] = [];
    let opened = 0;
    let send: ReadableStreamDefaultController<Uint8Array>;
    return {
      asked,
      opened: () => opened,
      readable: new ReadableStream<Uint8Array>({ start: (controller) => void (send = controller) }),
      writable: new WritableStream<Uint8Array>({
        write(bytes) {
          asked.push(...bytes);
          parts.forEach((part) => send.enqueue(new TextEncoder().encode(part)));
        },
      }),
      open: async () => void opened++,
      close: async () => void opened--,
    };
  }

  it('at_a_serial_line_is_asked_and_answers_in_pieces', async () => {
    const port = line(['\r\n\u0002 0.', '482\r']);
    expect(await serialScale(port, 'kg').read()).toEqual({ kind: 'weight', millionths: 482_000, unit: 'kg' });
    expect(port.asked).toEqual([0x57, 0x0d]);
    expect(port.opened()).toBe(0);
  });

  it('that_does_not_answer_holds_nobody_up', async () => {
    const port = line([]);
    expect(await serialScale(port, 'kg', 20).read()).toEqual({ kind: 'not', why: 'no answer' });
    expect(port.opened()).toBe(0);
  });

  it('that_is_busy_says_so', async () => {
    const port = { ...line([]), open: () => Promise.reject(new Error('The port is already open.')) };
    expect(await serialScale(port, 'kg').read()).toEqual({ kind: 'not', why: 'The port is already open.' });
  });

  it('at_usb_is_heard_until_it_stands_still', async () => {
    const ears = new Set<(event: { data: DataView }) => void>();
    const device: ReportSource = {
      opened: false,
      open: async () => {
        queueMicrotask(() => setTimeout(() => [report(3, 3, 0xfd, 1, 1), report(4, 3, 0xfd, 0xe2, 1)].forEach((data) => ears.forEach((hear) => hear({ data }))), 1));
      },
      addEventListener: (_type, heard) => ears.add(heard),
      removeEventListener: (_type, heard) => ears.delete(heard),
    };
    expect(await usbScale(device).read()).toEqual({ kind: 'weight', millionths: 482_000, unit: 'kg' });
    expect(ears.size).toBe(0);
    const silent = { ...device, opened: true };
    expect((await usbScale(silent, 10).read()).kind).toBe('not');
  });
});
