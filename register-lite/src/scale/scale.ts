import type { WeightUnit } from '../wire';

/** How a look at the scale ended. */
export type Reading =
  | { readonly kind: 'weight'; readonly millionths: number; readonly unit: WeightUnit }
  /** Still moving, or nothing lies on it. */
  | { readonly kind: 'wait'; readonly state: 'moving' | 'empty' }
  | { readonly kind: 'not'; readonly why: string };

/** A scale beside the till; never throws. */
export interface Scale {
  read(): Promise<Reading>;
}

const PER_UNIT: Readonly<Record<string, { unit: WeightUnit; times: number }>> = {
  kg: { unit: 'kg', times: 1_000_000 },
  g: { unit: 'kg', times: 1_000 },
  lb: { unit: 'lb', times: 1_000_000 },
  oz: { unit: 'lb', times: 62_500 },
};

/**
 * What scales with a serial line say: a number, mostly with its unit, between control signs. Toledo's 8213 protocol
 * gives a number alone, in the unit that the scale is set to, and a question mark with a status when there is none.
 */
export function readLine(line: string, usual: WeightUnit): Reading {
  const text = line.replace(/[\u0000-\u001f]/g, ' ').trim();
  if (text.startsWith('?')) {
    const status = text.charCodeAt(1) || 0;
    return (status & 1) === 1 ? { kind: 'wait', state: 'moving' } : { kind: 'wait', state: 'empty' };
  }
  const match = /(-?)(\d{1,4})(?:[.,](\d{1,6}))?\s*(kg|g|lb|oz)?/i.exec(text);
  if (!match) {
    return { kind: 'not', why: text.slice(0, 20) };
  }
  const { unit, times } = PER_UNIT[(match[4] ?? usual).toLowerCase()]!;
  const value = Number(`${match[2]}${(match[3] ?? '').padEnd(6, '0')}`);
  const millionths = Math.round((value * times) / 1_000_000);
  if (match[1] === '-' || millionths === 0) {
    return { kind: 'wait', state: 'empty' };
  }
  return /\b(US|M|SD)\b/.test(text) ? { kind: 'wait', state: 'moving' } : { kind: 'weight', millionths, unit };
}

/** Units of the USB class for scales (HID Point of Sale, page 0x8D, report 3). */
const HID_UNITS: Readonly<Record<number, { unit: WeightUnit; times: number }>> = { 2: PER_UNIT['g']!, 3: PER_UNIT['kg']!, 11: PER_UNIT['oz']!, 12: PER_UNIT['lb']! };
const [ZERO, MOVING, STABLE] = [2, 3, 4];

/** A report of a USB scale: status, unit, power of ten, weight. */
export function readReport(report: DataView): Reading {
  if (report.byteLength < 5) {
    return { kind: 'not', why: `${report.byteLength}` };
  }
  const [status, unit, power, value] = [report.getUint8(0), HID_UNITS[report.getUint8(1)], report.getInt8(2), report.getUint16(3, true)];
  if (status === ZERO || (status === STABLE && value === 0)) {
    return { kind: 'wait', state: 'empty' };
  }
  if (status === MOVING) {
    return { kind: 'wait', state: 'moving' };
  }
  if (status !== STABLE || !unit || power < -6 || power > 4) {
    return { kind: 'not', why: `${status}` };
  }
  return { kind: 'weight', millionths: Math.round(value * unit.times * 10 ** power), unit: unit.unit };
}
