import { signal } from '@preact/signals';
import type { Database } from '../device/database';
import type { SaleRecord } from '../outbox/record';
import type { tell as tellNotice } from '../ui/notices';
import { forPrinter, t } from '../words/words';
import { DRAWER_KICK, escPos } from './esc-pos';
import { receiptLink } from './link';
import { giveBackOriginal, type Pieces, takePiece } from './pieces';
import type { Printer, PrintEnd } from './printers';
import { type ReceiptDocument, receiptDocument } from './receipt-document';
import { ROLLS } from './roll';
import { AT_FIRST, type PrinterSettings, rememberedPrinter, rememberPrinter } from './settings';

export interface PrintingParts {
  readonly db: Database;
  /** The printer of these settings; null for the browser's own print. */
  readonly printerOf: (settings: PrinterSettings) => Printer | null;
  readonly tell: typeof tellNotice;
}

const NOTICE_MS = 60_000;

/**
 * Prints receipts in the background, one after the other. Nothing waits for it: what goes wrong becomes a
 * notice with "Print again", and the sale is as paid as before.
 */
export class Printing {
  readonly settings = signal<PrinterSettings>(AT_FIRST);
  /** What is out of each sale that was printed since the start. */
  readonly printed = signal<ReadonlyMap<string, Pieces>>(new Map());
  private queue: Promise<unknown> = Promise.resolve();
  /** Sales whose drawer was opened: it opens once, when the money is taken. */
  private readonly opened = new Set<string>();

  constructor(private readonly parts: PrintingParts) {}

  async load(): Promise<void> {
    this.settings.value = await rememberedPrinter(this.parts.db);
  }

  async change(settings: PrinterSettings): Promise<void> {
    this.settings.value = settings;
    await rememberPrinter(this.parts.db, settings);
  }

  /** A sale was just paid: opens the drawer for cash, and prints if this device always does. */
  paid(sale: SaleRecord): void {
    const { openDrawer, always } = this.settings.value;
    if (this.opened.has(sale.id)) {
      return;
    }
    this.opened.add(sale.id);
    if (openDrawer && sale.receipt.tenders.some((tender) => tender.kind === 'CASH')) {
      void this.openDrawer();
    }
    if (always && this.parts.printerOf(this.settings.value)) {
      void this.print(sale, { fresh: true, gift: false });
    }
  }

  /** Prints with the printer of this device; not for the browser's own print, see {@link take}. */
  async print(sale: SaleRecord, how: { readonly fresh: boolean; readonly gift: boolean }): Promise<PrintEnd> {
    const end = await this.inTurn(() => this.printNow(sale, how));
    if (end.kind !== 'printed') {
      const said = { number: sale.receipt.receiptNumber, why: end.why };
      this.parts.tell(end.kind === 'not' ? t('Receipt {number} was not printed: {why}.', said) : t('Receipt {number} may not be printed: {why}.', said), {
        tone: 'wrong',
        forMs: NOTICE_MS,
        action: { label: t('Print again'), run: () => void this.print(sale, how) },
      });
    }
    return end;
  }

  /** Counts a piece that the browser is about to print. */
  async take(sale: SaleRecord, how: { readonly fresh: boolean; readonly gift: boolean }) {
    const taken = await takePiece(this.parts.db, sale.id, how.fresh, how.gift);
    this.note(sale.id, taken.printed);
    return taken;
  }

  private async printNow(sale: SaleRecord, how: { readonly fresh: boolean; readonly gift: boolean }): Promise<PrintEnd> {
    const { settings } = this;
    const printer = this.parts.printerOf(settings.value);
    if (!printer) {
      return { kind: 'not', why: t('this device has no receipt printer') };
    }
    const { piece, printed } = await this.take(sale, how);
    let end: PrintEnd;
    try {
      const document = receiptDocument(sale.receipt, piece, receiptLink(sale.receipt), undefined, forPrinter());
      end = await printer.print(await escPos(document, ROLLS[settings.value.paper], settings.value.logo));
    } catch (failure) {
      end = { kind: 'not', why: failure instanceof Error ? failure.message : String(failure) };
    }
    if (end.kind === 'not' && piece.kind === 'original') {
      await giveBackOriginal(this.parts.db, sale.id);
      this.note(sale.id, { ...printed, original: false });
    }
    return end;
  }

  /** Prints a slip that is no receipt: nobody counts it. Without a printer the screen shows it. */
  async slip(document: ReceiptDocument): Promise<void> {
    const { settings } = this;
    const printer = this.parts.printerOf(settings.value);
    if (!printer) {
      return;
    }
    const end = await this.inTurn(async (): Promise<PrintEnd> => {
      try {
        return await printer.print(await escPos(document, ROLLS[settings.value.paper], settings.value.logo));
      } catch (failure) {
        return { kind: 'not', why: failure instanceof Error ? failure.message : String(failure) };
      }
    });
    if (end.kind !== 'printed') {
      this.parts.tell(t('{number} was not printed: {why}.', { number: document.number, why: end.why }), { tone: 'wrong', action: { label: t('Print again'), run: () => void this.slip(document) } });
    }
  }

  private async openDrawer(): Promise<void> {
    const printer = this.parts.printerOf(this.settings.value);
    if (!printer) {
      return;
    }
    const end = await this.inTurn(() => printer.print(DRAWER_KICK));
    if (end.kind !== 'printed') {
      this.parts.tell(t('The drawer was not opened: {why}. Open it with its key.', { why: end.why }), { tone: 'wrong' });
    }
  }

  private note(saleId: string, printed: Pieces): void {
    this.printed.value = new Map([...this.printed.value, [saleId, printed]]);
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.queue.then(work, work);
    this.queue = turn.catch(() => {});
    return turn;
  }
}
