import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Database, openDatabase } from '../src/device/database';
import { Hub } from '../src/hub/client';
import { Journal } from '../src/journal/journal';
import { Outbox } from '../src/outbox/outbox';
import type { SaleRecord } from '../src/outbox/record';
import { newReceiptToken, receiptLink } from '../src/receipt/link';
import { takePiece } from '../src/receipt/pieces';
import { PRINT_AT_MOST_MS, type Printer, printerOf, type PrintEnd, type Serial, type SerialPort, type Usb, type UsbDevice } from '../src/receipt/printers';
import { Printing } from '../src/receipt/printing';
import { AT_FIRST, type PrinterSettings } from '../src/receipt/settings';
import type { Notice } from '../src/ui/notices';
import { readEscPos } from './esc-pos-reader';
import { receipt } from './receipts';

const USB_SETTINGS: PrinterSettings = { ...AT_FIRST, way: 'usb', usb: { vendorId: 1, productId: 2, serialNumber: 'A', name: 'TM' } };
const SERIAL_SETTINGS: PrinterSettings = { ...AT_FIRST, way: 'serial', serial: { vendorId: 1, productId: 2 } };

class FakePrinter implements Printer {
  readonly got: Uint8Array[] = [];
  ends: PrintEnd[] = [];

  print(bytes: Uint8Array): Promise<PrintEnd> {
    const end = this.ends.shift() ?? { kind: 'printed' };
    if (end.kind === 'printed') {
      this.got.push(bytes);
    }
    return Promise.resolve(end);
  }

  papers(): readonly string[] {
    return this.got.map((bytes) => {
      const { lines, commands } = readEscPos(bytes);
      return commands.includes('pulse') ? 'drawer' : (lines.map((line) => line.trim()).find((line) => line.startsWith('***')) ?? 'original');
    });
  }
}

let names = 0;
let db: Database;
let sale: SaleRecord;
let printer: FakePrinter;
let said: { text: string; action: Notice['action'] }[];
let printing: Printing;

async function paidSale(id: string): Promise<SaleRecord> {
  const { receiptNumber: _, ...rest } = receipt();
  const items = rest.lines.map((line) => ({ sku: line.sku, quantity: line.quantity, unitPrice: line.unitPrice, list: null, parts: [], discount: line.discount ?? 0, net: line.unitPrice * line.quantity - (line.discount ?? 0) }));
  const price = { ...rest.price, items, saved: 0 };
  return new Outbox(new Journal(db)).finish({ ...rest, price, cart: { saleId: id, lines: [] }, rules: 1, saleId: id, holdId: null, receiptToken: newReceiptToken() });
}

beforeEach(async () => {
  db = await openDatabase(`printing-${++names}`);
  vi.stubGlobal('location', { origin: 'https://shop.example' });
  sale = await paidSale('sale-1');
  printer = new FakePrinter();
  said = [];
  printing = new Printing({ db, printerOf: (settings) => (settings.way === 'browser' ? null : printer), tell: (text, options) => void said.push({ text, action: options?.action ?? null }) });
});

afterEach(() => vi.unstubAllGlobals());

const quiet = () => printing.change({ ...USB_SETTINGS, openDrawer: false });
const FRESH = { fresh: true, gift: false };

describe('printing', () => {
  it('makes_one_original_and_counts_the_copies', async () => {
    await quiet();
    await printing.print(sale, FRESH);
    await printing.print(sale, FRESH);
    await printing.print(sale, { fresh: false, gift: false });
    await printing.print(sale, { fresh: true, gift: true });
    expect(printer.papers()).toEqual(['original', '*** COPY 1 ***', '*** COPY 2 ***', '*** GIFT RECEIPT ***']);
    expect((await db.get('sales', 'sale-1'))?.printed).toEqual({ original: true, copies: 2, gifts: 1 });
  });

  it('gives_two_taps_and_two_tabs_one_original', async () => {
    const pieces = await Promise.all([1, 2, 3].map(() => takePiece(db, 'sale-1', true, false)));
    expect(pieces.map(({ piece }) => piece.kind).sort()).toEqual(['copy', 'copy', 'original']);
  });

  it('of_an_earlier_sale_is_a_copy_though_none_was_printed', async () => {
    await quiet();
    await printing.print(sale, { fresh: false, gift: false });
    expect(printer.papers()).toEqual(['*** COPY 1 ***']);
  });

  it('30 that_fails_is_a_notice_and_again_the_original', async () => {
    await quiet();
    printer.ends = [{ kind: 'not', why: 'no paper' }];
    await printing.print(sale, FRESH);
    expect(said.map(({ text }) => text)).toEqual(['Receipt R1-000001 was not printed: no paper.']);
    said[0]!.action!.run();
    await vi.waitFor(() => expect(printer.papers()).toEqual(['original']));
  });

  it('30 that_may_have_failed_is_a_copy_the_next_time', async () => {
    await quiet();
    printer.ends = [{ kind: 'doubt', why: 'cover open' }];
    await printing.print(sale, FRESH);
    expect(said[0]?.text).toBe('Receipt R1-000001 may not be printed: cover open.');
    await printing.print(sale, FRESH);
    expect(printer.papers()).toEqual(['*** COPY 1 ***']);
  });

  it('30 never_blocks_a_paid_sale', async () => {
    await printing.change({ ...USB_SETTINGS, always: true });
    printer.print = () => new Promise(() => {});
    expect(printing.paid(sale)).toBeUndefined();
    expect((await db.get('sales', 'sale-1'))?.state).toBe('UNSENT');
  });

  it('opens_the_drawer_once_and_for_cash_alone', async () => {
    await printing.change({ ...USB_SETTINGS, always: true });
    printing.paid(sale);
    printing.paid(sale);
    const card = await paidSale('sale-2');
    printing.paid({ ...card, receipt: { ...card.receipt, tenders: [{ kind: 'PAYPAL', amount: { minor: 4976, currency: 'USD' }, paymentId: 'p' }] } });
    await vi.waitFor(() => expect(printer.papers()).toEqual(['drawer', 'original', 'original']));
  });

  it('does_nothing_by_itself_when_the_browser_prints', async () => {
    printing.paid(sale);
    await printing.print(sale, FRESH);
    expect(printer.got).toEqual([]);
  });

  it('remembers_its_settings', async () => {
    await printing.change({ ...USB_SETTINGS, paper: 58 });
    const again = new Printing({ db, printerOf: () => null, tell: () => {} });
    await again.load();
    expect(again.settings.value.paper).toBe(58);
  });
});

describe('the address of a receipt', () => {
  it('cannot_be_guessed_and_is_in_what_is_sent', () => {
    const tokens = new Set(Array.from({ length: 500 }, newReceiptToken));
    expect(tokens.size).toBe(500);
    expect([...tokens].every((token) => /^[A-Za-z0-9_-]{22}$/.test(token))).toBe(true);
    expect((JSON.parse(sale.body) as { receiptToken: string }).receiptToken).toBe(sale.receipt.receiptToken);
    expect(receiptLink(sale.receipt)).toBe(`https://shop.example/r/${sale.receipt.receiptToken}`);
    expect(receiptLink(receipt())).toBeNull();
  });
});

class FakeUsb implements Usb {
  readonly log: string[] = [];
  transfer: (bytes: Uint8Array) => Promise<{ status: string }> = () => Promise.resolve({ status: 'ok' });

  getDevices(): Promise<readonly UsbDevice[]> {
    const note = (what: string) => (detail?: unknown) => Promise.resolve(void this.log.push(detail === undefined ? what : `${what} ${String(detail)}`));
    return Promise.resolve([
      {
        vendorId: 1,
        productId: 2,
        serialNumber: 'A',
        configuration: {
          interfaces: [
            { interfaceNumber: 0, alternates: [{ interfaceClass: 3, endpoints: [{ endpointNumber: 9, direction: 'out', type: 'interrupt' }] }] },
            { interfaceNumber: 1, alternates: [{ interfaceClass: 7, endpoints: [{ endpointNumber: 1, direction: 'in', type: 'bulk' }, { endpointNumber: 2, direction: 'out', type: 'bulk' }] }] },
          ],
        },
        open: note('open'),
        close: note('close'),
        selectConfiguration: note('configure'),
        claimInterface: note('claim'),
        transferOut: (endpoint, bytes) => {
          this.log.push(`out ${endpoint} ${bytes.length}`);
          return this.transfer(bytes);
        },
      },
    ]);
  }

  requestDevice(): Promise<UsbDevice> {
    return Promise.reject(new Error('nobody asked'));
  }
}

const BYTES = Uint8Array.of(1, 2, 3);

describe('a printer at USB', () => {
  it('gets_the_bytes_at_its_printing_end_and_is_let_go', async () => {
    const usb = new FakeUsb();
    expect(await printerOf(USB_SETTINGS, new Hub(), usb, null)!.print(BYTES)).toEqual({ kind: 'printed' });
    expect(usb.log).toEqual(['open', 'claim 1', 'out 2 3', 'close']);
  });

  it('that_is_not_plugged_in_prints_nothing_for_certain', async () => {
    const other = { ...USB_SETTINGS, usb: { ...USB_SETTINGS.usb!, serialNumber: 'B' } };
    expect((await printerOf(other, new Hub(), new FakeUsb(), null)!.print(BYTES)).kind).toBe('not');
    expect((await printerOf(USB_SETTINGS, new Hub(), null, null)!.print(BYTES)).kind).toBe('not');
  });

  it('that_fails_under_way_leaves_a_doubt', async () => {
    const usb = new FakeUsb();
    usb.transfer = () => Promise.resolve({ status: 'stall' });
    expect(await printerOf(USB_SETTINGS, new Hub(), usb, null)!.print(BYTES)).toEqual({ kind: 'doubt', why: 'the printer answered stall' });
    expect(usb.log.at(-1)).toBe('close');
  });

  it('that_never_takes_it_is_given_up', async () => {
    vi.useFakeTimers();
    const usb = new FakeUsb();
    usb.transfer = () => new Promise(() => {});
    const end = printerOf(USB_SETTINGS, new Hub(), usb, null)!.print(BYTES);
    await vi.advanceTimersByTimeAsync(PRINT_AT_MOST_MS);
    vi.useRealTimers();
    expect((await end).kind).toBe('doubt');
  });
});

describe('a printer at a serial port', () => {
  it('gets_all_bytes_before_the_port_is_closed', async () => {
    const log: string[] = [];
    const port: SerialPort = {
      writable: new WritableStream({ write: (bytes) => void log.push(`write ${bytes.length}`), close: () => void log.push('sent') }),
      getInfo: () => ({ usbVendorId: 1, usbProductId: 2 }),
      open: ({ baudRate }) => Promise.resolve(void log.push(`open ${baudRate}`)),
      close: () => Promise.resolve(void log.push('close')),
    };
    const serial: Serial = { getPorts: () => Promise.resolve([port]), requestPort: () => Promise.resolve(port) };
    expect(await printerOf(SERIAL_SETTINGS, new Hub(), null, serial)!.print(BYTES)).toEqual({ kind: 'printed' });
    expect(log).toEqual(['open 9600', 'write 3', 'sent', 'close']);
    expect((await printerOf({ ...SERIAL_SETTINGS, serial: { vendorId: 9, productId: 9 } }, new Hub(), null, serial)!.print(BYTES)).kind).toBe('not');
  });
});

describe('a printer of the hub', () => {
  const hubThat = (status: number, body: unknown, asked: string[] = []) =>
    new Hub((url, init) => {
      asked.push(`${init.method} ${url} ${String(init.body)}`);
      return Promise.resolve(new Response(JSON.stringify(body), { status }));
    });
  const atHub = (hub: Hub, printer = 'counter') => printerOf({ ...AT_FIRST, way: 'hub', printer }, hub, null, null)!.print(BYTES);

  it('is_asked_by_name_and_its_end_is_told', async () => {
    const asked: string[] = [];
    expect(await atHub(hubThat(200, { end: 'PRINTED', why: null }, asked))).toEqual({ kind: 'printed' });
    expect(asked).toEqual(['POST /api/v1/print/counter {"bytes":"AQID"}']);
    expect(await atHub(hubThat(200, { end: 'NOT_PRINTED', why: 'no answer' }))).toEqual({ kind: 'not', why: 'no answer' });
    expect((await atHub(hubThat(200, { end: 'IN_DOUBT', why: 'cut off' }))).kind).toBe('doubt');
    expect((await atHub(hubThat(404, { code: 'not-found' }))).kind).toBe('not');
    expect((await atHub(new Hub(() => Promise.reject(new Error('away'))))).kind).toBe('doubt');
    expect((await atHub(new Hub(), '')).kind).toBe('not');
  });
});
