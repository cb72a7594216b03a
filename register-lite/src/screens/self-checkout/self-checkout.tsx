import { CircleCheck, HandHelping, Minus, Plus, ScanBarcode, ShoppingBag, X } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import { QUANTITY_MAX } from '../../cart/cart';
import { beepWrong } from '../../input/beep';
import { listen } from '../../input/listen';
import { receiptLink } from '../../receipt/link';
import { type SaleRecord, totalOf } from '../../outbox/record';
import type { Till } from '../../till';
import { Icon } from '../../ui/icon';
import { LanguageChoice } from '../../ui/language-choice';
import { NoticeList } from '../../ui/notice-list';
import { tell } from '../../ui/notices';
import { Qr } from '../../ui/qr';
import { t, tn, tx } from '../../words/words';
import { VariantPicker } from '../sale/variant-picker';
import { ElectronicTender } from '../tender/electronic';
import { useIdle } from './idle';
import { StaffDialog } from './staff-dialog';
import './self-checkout.css';

/** Long enough to find a wallet; then whoever has left takes nobody's place. */
const IDLE_MS = 60_000;
const WARN_MS = 20_000;
const DONE_MS = 20_000;

/** What staff must say yes to. */
type Staff = { readonly wants: 'remove'; readonly sku: string; readonly title: string } | { readonly wants: 'clear' } | { readonly wants: 'leave' };

/** The customer scans and pays alone: larger, without discounts, and with help one tap away. */
export function SelfCheckout({ till }: { till: Till }) {
  const [staff, setStaff] = useState<Staff | null>(null);
  const [help, setHelp] = useState(false);
  const screen = till.screen.value;
  const { count, payment } = till.sale;
  const busy = payment.value !== null;
  const left = useIdle(IDLE_MS, WARN_MS, count.value > 0 && screen.kind === 'sale' && !help, () => till.sale.change({ kind: 'clear' }));

  useEffect(
    () =>
      listen({
        isCode: (code) => till.shelf.catalogue.value.code(code).length > 0,
        onScan: (code, field) => field === null && scanned(till, code),
        onTyping: () => {},
        onKey: () => false,
      }),
    [till],
  );
  useEffect(() => {
    if (screen.kind === 'receipt') {
      const timer = setTimeout(() => till.newSale(), DONE_MS);
      return () => clearTimeout(timer);
    }
    return undefined;
  }, [screen.kind]);

  const allowed = () => {
    if (staff?.wants === 'remove') {
      till.sale.change({ kind: 'remove', sku: staff.sku });
    } else if (staff?.wants === 'clear') {
      till.sale.change({ kind: 'clear' });
    } else if (staff?.wants === 'leave') {
      location.assign(location.pathname);
    }
    setStaff(null);
    setHelp(false);
  };

  return (
    <main class={`self ${help ? 'helping' : ''}`} data-testid="self-checkout">
      <header class="self-head">
        <h1>{till.session.merchant.name}</h1>
        <LanguageChoice app={till.app} />
        <button type="button" class="button" data-testid="help" aria-pressed={help} onClick={() => (setHelp(!help), help || beepWrong())}>
          <Icon of={HandHelping} /> {t('Help')}
        </button>
      </header>
      {help && (
        <section class="self-help" role="alert" data-testid="helping">
          <p>{t('Somebody is coming to help you.')}</p>
          <div class="row">
            <button type="button" class="button" onClick={() => setHelp(false)}>
              {t('I do not need help any more')}
            </button>
            {count.value > 0 && !busy && (
              <button type="button" class="button" data-testid="self-clear" onClick={() => setStaff({ wants: 'clear' })}>
                {t('Staff: clear the cart')}
              </button>
            )}
            {!busy && (
              <button type="button" class="button" data-testid="self-leave" onClick={() => setStaff({ wants: 'leave' })}>
                {t('Staff: back to the till')}
              </button>
            )}
          </div>
        </section>
      )}
      {screen.kind === 'receipt' ? (
        <Done till={till} sale={screen.sale} />
      ) : screen.kind === 'tender' ? (
        <Pay till={till} />
      ) : count.value === 0 ? (
        <Welcome />
      ) : (
        <Basket till={till} onRemove={(sku, title) => setStaff({ wants: 'remove', sku, title })} />
      )}
      {left !== null && (
        <p class="self-idle" role="alert">
          {tn(left, 'Are you still there? This cart is emptied in {count} second.', 'Are you still there? This cart is emptied in {count} seconds.')} <span>{t('Touch the screen to go on.')}</span>
        </p>
      )}
      {till.picking.value && <VariantPicker till={till} variants={till.picking.value} />}
      {staff && <StaffDialog till={till} title={titleOf(staff)} onClose={() => setStaff(null)} onAllowed={allowed} />}
      <NoticeList />
    </main>
  );
}

function titleOf(staff: Staff): string {
  switch (staff.wants) {
    case 'remove':
      return t('Remove {title}', { title: staff.title });
    case 'clear':
      return t('Clear the cart');
    case 'leave':
      return t('Back to the till');
  }
}

function scanned(till: Till, code: string): boolean {
  if (till.screen.value.kind === 'tender') {
    return true;
  }
  const found = till.shelf.catalogue.value.code(code);
  if (found.length === 1) {
    till.add(found[0]!);
  } else if (found.length > 1) {
    till.picking.value = found;
  } else {
    beepWrong();
    tell(t('This code is not known. Try again, or ask for help.'), { tone: 'wrong' });
  }
  return true;
}

function Welcome() {
  return (
    <section class="self-welcome">
      <Icon of={ScanBarcode} size={96} />
      <p class="self-big">{t('Scan your first item')}</p>
      <p>{t('Hold the code in front of the scanner.')}</p>
    </section>
  );
}

function Basket({ till, onRemove }: { till: Till; onRemove: (sku: string, title: string) => void }) {
  const { sale } = till;
  const { lines } = sale.cart.value;
  const price = sale.price.value;
  const payable = till.session.tenders.includes('PAYPAL');
  const away = till.app.connection.reach.value === 'away';
  return (
    <>
      <ul class="self-lines" aria-label={t('Cart')}>
        {lines.map((line, i) => (
          <li key={line.sku} data-testid={`self-line-${line.sku}`}>
            <span class="self-what">
              <strong>{line.title}</strong>
              {line.variantTitle !== '' && <span> {line.variantTitle}</span>}
            </span>
            <span class="stepper" role="group" aria-label={t('Quantity of {title}', { title: line.title })}>
              <button type="button" class="step" aria-label={t('One less')} onClick={() => (line.quantity > 1 ? sale.change({ kind: 'set', sku: line.sku, quantity: line.quantity - 1 }) : onRemove(line.sku, line.title))}>
                <Icon of={line.quantity > 1 ? Minus : X} size={28} />
              </button>
              <b>{line.quantity}</b>
              <button type="button" class="step" aria-label={t('One more')} disabled={line.quantity >= QUANTITY_MAX} onClick={() => sale.change({ kind: 'set', sku: line.sku, quantity: line.quantity + 1 })}>
                <Icon of={Plus} size={28} />
              </button>
            </span>
            <span class="self-amount">{till.money(price.items[i]?.net ?? 0)}</span>
          </li>
        ))}
      </ul>
      <footer class="self-foot">
        <p class="self-total" role="status">
          <span>{t('Total')}</span>
          <strong data-testid="self-total">{till.money(price.total)}</strong>
        </p>
        {price.saved > 0 && <p class="self-saved">{tx('You save {amount}', { amount: <b>{till.money(price.saved)}</b> })}</p>}
        <button type="button" class="button primary self-pay" data-testid="self-pay" disabled={!payable || away} onClick={() => till.pay('PAYPAL')}>
          {t('Pay')}
        </button>
        {(!payable || away) && <p class="warning">{t('Paying is not possible here now. Staff take your payment at the till.')}</p>}
      </footer>
    </>
  );
}

/** The way was chosen with the cart; it is asked for at once, and again when the customer wants. */
function Pay({ till }: { till: Till }) {
  const screen = till.screen.value;
  const kind = screen.kind === 'tender' && screen.method === 'CARD' ? 'CARD' : 'PAYPAL';
  const { tenders } = till;
  const begin = () => void tenders.begin(kind, tenders.rest.value);
  useEffect(() => {
    if (tenders.running.value === null) {
      begin();
    }
  }, []);
  return (
    <section class="self-paying">
      <p class="self-total">
        <span>{t('To pay')}</span>
        <strong>{till.money(till.sale.due.value)}</strong>
      </p>
      {tenders.running.value?.kind === kind ? (
        <ElectronicTender till={till} kind={kind} />
      ) : (
        <div class="row">
          <button type="button" class="button primary" data-testid="self-again" onClick={begin}>
            {t('Try again')}
          </button>
          <button type="button" class="button" onClick={() => (till.screen.value = { kind: 'sale' })}>
            {t('Back to the cart')}
          </button>
        </div>
      )}
    </section>
  );
}

function Done({ till, sale }: { till: Till; sale: SaleRecord }) {
  const link = receiptLink(sale.receipt);
  return (
    <section class="self-welcome" data-testid="self-done">
      <Icon of={CircleCheck} size={96} />
      <p class="self-big">{t('Thank you for your visit.')}</p>
      <p>{t('Paid {amount}', { amount: till.money(totalOf(sale.receipt)) })}</p>
      {link !== null && (
        <>
          <Qr text={link} label={t('Address of this receipt')} />
          <p>{t('Scan for this receipt on your phone.')}</p>
        </>
      )}
      <button type="button" class="button primary" onClick={() => till.newSale()}>
        <Icon of={ShoppingBag} /> {t('Next customer')}
      </button>
    </section>
  );
}
