import { Printer } from 'lucide';
import { useState } from 'preact/hooks';
import { called, type ParkedSale } from '../../parked/parked-sale';
import { DAYS, lastDay, quoteNumber } from '../../parked/quote';
import { quoteSlip } from '../../parked/slips';
import type { Till } from '../../till';
import { Dialog } from '../../ui/dialog';
import { Icon } from '../../ui/icon';
import { Qr } from '../../ui/qr';
import { t, tn } from '../../words/words';
import { Paper } from '../receipt/paper';

const CHOICES = [7, DAYS, 30];

/** Writes down what the cart costs, for a customer who decides at home. */
export function QuoteDialog({ till }: { till: Till }) {
  const [days, setDays] = useState(DAYS);
  const [name, setName] = useState('');
  const [quote, setQuote] = useState<ParkedSale | null>(null);
  const close = () => (till.dialog.value = null);
  const write = async () => {
    const { cart, price } = till.sale;
    const number = quoteNumber(cart.value.saleId);
    const until = lastDay(Date.now(), days, till.session.location.timeZone);
    const priced = price.value;
    const put = await till.aside.put(name, { kind: 'QUOTE', number, until, nets: priced.items.map((item) => item.net), price: priced });
    if (put) {
      setQuote(put);
      print(put);
    }
  };
  const print = (of: ParkedSale) => void till.app.printing.slip(quoteSlip(of, till.session));
  if (quote && quote.waiting.kind === 'QUOTE') {
    return (
      <Dialog title={t('Quote {number}', { number: quote.waiting.number })} onClose={close}>
        <div class="slip">
          <Qr text={quote.waiting.number} label={t('Quote {number}', { number: quote.waiting.number })} testId="quote-qr" />
          <p data-testid="quote-number">
            {called(quote)} · {quote.waiting.number}
          </p>
          <Paper document={quoteSlip(quote, till.session)} />
        </div>
        <div class="choices">
          <button type="button" class="button" onClick={() => print(quote)}>
            <Icon of={Printer} /> {t('Print again')}
          </button>
          <button type="button" class="button primary" data-testid="quote-done" onClick={close}>
            {t('Done')}
          </button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title={t('Write a quote')} onClose={close}>
      <form
        class="override"
        onSubmit={(event) => {
          event.preventDefault();
          void write();
        }}
      >
        <p>{t('The prices of this cart stand until the last day. Nothing is held for it.')}</p>
        <div class="choices" role="group" aria-label={t('How long it stands')}>
          {CHOICES.map((each) => (
            <button key={each} type="button" class="button" aria-pressed={days === each} onClick={() => setDays(each)}>
              {tn(each, '{count} day', '{count} days')}
            </button>
          ))}
        </div>
        <label class="field">
          <span>{t('For whom, if you like')}</span>
          <input data-typed data-testid="quote-name" value={name} autofocus maxLength={60} autocomplete="off" onInput={(event) => setName(event.currentTarget.value)} />
        </label>
        <button type="submit" class="button primary wide" data-testid="quote-write">
          {t('Write it')}
        </button>
      </form>
    </Dialog>
  );
}
