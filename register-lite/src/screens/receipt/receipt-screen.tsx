import { CircleCheck, CloudOff, Gift, Plus, Printer, Settings } from 'lucide';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type SaleRecord, totalOf } from '../../outbox/record';
import { receiptLink } from '../../receipt/link';
import { nextPiece } from '../../receipt/pieces';
import { receiptDocument } from '../../receipt/receipt-document';
import type { Till } from '../../till';
import { Icon } from '../../ui/icon';
import { onPaper, t } from '../../words/words';
import { SendToListButton } from '../pick-list/send-button';
import { changeOf } from './change';
import { Paper } from './paper';
import { PrinterDialog } from './printer-dialog';

/** The second half of a double tap on "Exact" must not press what has appeared under the finger. */
const SETTLE_MS = 350;

/** Paid: the change in large figures, the receipt beside it, and one key to the next customer. */
export function ReceiptScreen({ till, sale, fresh }: { till: Till; sale: SaleRecord; fresh: boolean }) {
  const next = useRef<HTMLButtonElement>(null);
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    next.current?.focus();
    const timer = setTimeout(() => setSettled(true), SETTLE_MS);
    return () => clearTimeout(timer);
  }, []);
  const change = changeOf(sale);
  const { printing } = till.app;
  const [gift, setGift] = useState(false);
  const [settings, setSettings] = useState(false);
  const piece = nextPiece(printing.printed.value.get(sale.id) ?? sale.printed, fresh);
  const document = useMemo(
    () => receiptDocument(sale.receipt, gift ? { kind: 'gift' } : piece, receiptLink(sale.receipt)),
    [sale, gift, piece.kind, piece.kind === 'copy' && piece.count, onPaper().language.value],
  );
  const printReceipt = async (asGift: boolean) => {
    if (printing.settings.value.way !== 'browser') {
      void printing.print(sale, { fresh, gift: asGift });
      return;
    }
    setGift(asGift);
    if (asGift) {
      // The browser prints what it has drawn.
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    }
    // Blocks until the print dialog is gone; whatever is printed after that is a copy.
    print();
    setGift(false);
    await printing.take(sale, { fresh, gift: asGift });
  };
  const cash = sale.receipt.tenders.some((tender) => tender.kind === 'CASH');
  const waiting = till.app.unsent.value.some((other) => other.id === sale.id);
  return (
    <main class="done">
      <section class="done-side" aria-label={t('Result')}>
        <p class="done-paid" role="status">
          <Icon of={CircleCheck} size={28} /> {fresh ? t('Paid {amount}', { amount: till.money(totalOf(sale.receipt)) }) : t('Receipt {number}', { number: till.money(totalOf(sale.receipt)) })}
        </p>
        {cash && (
          <p class={`done-change ${change > 0 ? 'back' : ''}`}>
            <span>{t('Change')}</span>
            <strong data-testid="change">{till.money(change)}</strong>
          </p>
        )}
        <div class={`done-actions ${settled ? '' : 'settling'}`}>
          <button ref={next} type="button" class="button primary wide" data-testid="new-sale" onClick={() => till.newSale()}>
            <Icon of={Plus} size={24} /> {fresh || till.sale.count.value === 0 ? t('New sale') : t('Back to the sale')} <kbd>Enter</kbd>
          </button>
          <button type="button" class="button wide" data-testid="print" onClick={() => void printReceipt(false)}>
            <Icon of={Printer} /> {piece.kind === 'original' ? t('Print receipt') : t('Print a copy')}
          </button>
          <div class="done-more">
            <button type="button" class="button" data-testid="print-gift" onClick={() => void printReceipt(true)}>
              <Icon of={Gift} /> {t('Gift receipt')}
            </button>
            <button type="button" class="button square" aria-label={t('Printer of this till')} data-testid="printer-settings" onClick={() => setSettings(true)}>
              <Icon of={Settings} />
            </button>
          </div>
          <div class="done-more">
            <SendToListButton till={till} sale={sale} />
          </div>
        </div>
        <p class="quiet-text done-note">
          {waiting && till.app.connection.reach.value === 'away' ? (
            <>
              <Icon of={CloudOff} size={16} /> {t('Saved on this device. It is sent when the hub answers again.')}
            </>
          ) : (
            t('Scan the next item to begin a new sale.')
          )}
        </p>
      </section>
      <div class="done-paper">
        <Paper document={document} />
      </div>
      {settings && <PrinterDialog app={till.app} onClose={() => setSettings(false)} />}
    </main>
  );
}
