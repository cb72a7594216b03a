import { CircleX, ExternalLink, RefreshCw } from 'lucide';
import { effect } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { beginPayPal, dropPayment } from '../../payment/begin';
import type { PayPalPayment, PayPalPhase } from '../../payment/paypal';
import type { Till } from '../../till';
import { Icon } from '../../ui/icon';
import { Qr } from '../../ui/qr';
import { t } from '../../words/words';

/** PayPal: the customer scans, approves on their own phone, and the till sees it. */
export function PayPalTender({ till }: { till: Till }) {
  const [payment, setPayment] = useState<PayPalPayment | null>(null);
  const [round, setRound] = useState(0);

  useEffect(() => {
    let gone = false;
    let current: PayPalPayment | null = null;
    let stop = () => {};
    void beginPayPal(till).then((begun) => {
      current = begun;
      if (gone) {
        // Left before the hub heard of it.
        dropPayment(till);
      } else {
        stop = effect(() => conclude(till, begun.phase.value));
        setPayment(begun);
        begun.start();
      }
    });
    return () => {
      gone = true;
      stop();
      current?.leave();
    };
  }, [round]);

  const phase = payment?.phase.value ?? { kind: 'starting' as const };
  return (
    <section class="paypal" aria-live="polite">
      {phase.kind === 'starting' && <Working text={t('Asking PayPal for a code…')} />}
      {phase.kind === 'waiting' && <Waiting till={till} url={phase.approvalUrl} cancelling={phase.cancelling} onCancel={() => payment?.cancel()} />}
      {phase.kind === 'capturing' && <Working text={t('Approved. Collecting the money…')} />}
      {phase.kind === 'checking' && <Checking why={phase.why} onAsk={() => payment?.askAgain()} onCancel={() => payment?.cancel()} />}
      {phase.kind === 'paid' && <Paid till={till} />}
      {phase.kind === 'ended' && <Ended till={till} phase={phase} onAgain={() => setRound(round + 1)} />}
    </section>
  );
}

/** What an end means for the sale, at the moment it is known. */
function conclude(till: Till, phase: PayPalPhase): void {
  if (phase.kind === 'paid') {
    void till.checkout.payPal();
  } else if (phase.kind === 'ended') {
    dropPayment(till);
  }
}

function Working({ text }: { text: string }) {
  return (
    <div class="paypal-state">
      <span class="spinner" />
      <p>{text}</p>
    </div>
  );
}

function Waiting({ till, url, cancelling, onCancel }: { till: Till; url: string; cancelling: boolean; onCancel: () => void }) {
  return (
    <div class="paypal-wait">
      <div class="qr-card">
        <Qr text={url} label={t('PayPal code for the customer to scan')} testId="paypal-qr" />
        <strong>{till.money(till.sale.payment.value?.amount ?? till.sale.price.value.total)}</strong>
      </div>
      <div class="paypal-say">
        <h2>{t('Scan to pay with PayPal')}</h2>
        <ol>
          <li>{t('Show the code to the customer.')}</li>
          <li>{t('They approve the amount on their phone.')}</li>
          <li>{t('The sale finishes here by itself.')}</li>
        </ol>
        <p class="paypal-live">
          <span class="pulse" /> {cancelling ? t('Cancelling…') : t('Waiting for the customer')}
        </p>
        <a class="button" href={url} target="_blank" rel="noopener noreferrer" data-testid="paypal-open">
          <Icon of={ExternalLink} /> {t('Open on this device')}
        </a>
        <button type="button" class="button danger" disabled={cancelling} data-testid="paypal-cancel" onClick={onCancel}>
          <Icon of={CircleX} /> {t('Cancel payment')}
        </button>
      </div>
    </div>
  );
}

function Checking({ why, onAsk, onCancel }: { why: string; onAsk: () => void; onCancel: () => void }) {
  return (
    <div class="paypal-state" data-testid="paypal-checking">
      <span class="spinner" />
      <h2>{t('Checking with PayPal…')}</h2>
      <p>{why}</p>
      <p class="quiet-text">{t('Do not take the money again. The till keeps asking until it knows whether the customer has paid.')}</p>
      <div class="row">
        <button type="button" class="button primary" data-testid="paypal-ask" onClick={onAsk}>
          <Icon of={RefreshCw} /> {t('Ask again')}
        </button>
        <button type="button" class="button" onClick={onCancel}>
          {t('Cancel payment')}
        </button>
      </div>
    </div>
  );
}

/** Seen only if the device could not write the sale down: the money is there, so saving is all that is left. */
function Paid({ till }: { till: Till }) {
  return (
    <div class="paypal-state">
      <h2>{t('Paid with PayPal')}</h2>
      <p>{t('Saving the sale…')}</p>
      <button type="button" class="button" onClick={() => void till.checkout.payPal()}>
        {t('Save again')}
      </button>
    </div>
  );
}

function Ended({ till, phase, onAgain }: { till: Till; phase: Extract<PayPalPhase, { kind: 'ended' }>; onAgain: () => void }) {
  return (
    <div class="paypal-state" data-testid="paypal-ended">
      <h2>{phase.cancelled ? t('Payment cancelled') : t('Payment did not work')}</h2>
      <p>{phase.why}</p>
      <div class="row">
        <button type="button" class="button primary" onClick={() => till.pay('CASH')}>
          {t('Take cash')}
        </button>
        <button type="button" class="button" onClick={onAgain}>
          {t('PayPal again')}
        </button>
        <button type="button" class="button quiet" onClick={() => till.back()}>
          {t('Back to the cart')}
        </button>
      </div>
    </div>
  );
}
