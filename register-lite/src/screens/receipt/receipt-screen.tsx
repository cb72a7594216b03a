import { CircleCheck, CloudOff, Plus, Printer } from 'lucide';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { SaleRecord } from '../../outbox/record';
import type { Till } from '../../till';
import { Icon } from '../../ui/icon';
import { changeOf } from './change';
import { Paper } from './paper';

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
  const [copy, setCopy] = useState(!fresh);
  const change = changeOf(sale);
  const printed = () => {
    // Blocks until the print dialog is gone; whatever is printed after that is a copy.
    print();
    setCopy(true);
  };
  const cash = sale.receipt.tenders.some((tender) => tender.kind === 'CASH');
  const waiting = till.app.unsent.value.some((other) => other.id === sale.id);
  return (
    <main class="done">
      <section class="done-side" aria-label="Result">
        <p class="done-paid" role="status">
          <Icon of={CircleCheck} size={28} /> {fresh ? 'Paid' : 'Receipt'} {till.money(sale.receipt.price.total)}
        </p>
        {cash && (
          <p class={`done-change ${change > 0 ? 'back' : ''}`}>
            <span>Change</span>
            <strong data-testid="change">{till.money(change)}</strong>
          </p>
        )}
        <div class={`done-actions ${settled ? '' : 'settling'}`}>
          <button ref={next} type="button" class="button primary wide" data-testid="new-sale" onClick={() => till.newSale()}>
            <Icon of={Plus} size={24} /> {fresh || till.sale.count.value === 0 ? 'New sale' : 'Back to the sale'} <kbd>Enter</kbd>
          </button>
          <button type="button" class="button wide" data-testid="print" onClick={printed}>
            <Icon of={Printer} /> Print receipt
          </button>
        </div>
        <p class="quiet-text done-note">
          {waiting && till.app.connection.reach.value === 'away' ? (
            <>
              <Icon of={CloudOff} size={16} /> Saved on this device. It is sent when the hub answers again.
            </>
          ) : (
            'Scan the next item to begin a new sale.'
          )}
        </p>
      </section>
      <div class="done-paper">
        <Paper receipt={sale.receipt} copy={copy} />
      </div>
    </main>
  );
}
