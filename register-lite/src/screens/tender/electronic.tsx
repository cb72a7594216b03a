import { CircleX, CreditCard, ExternalLink, QrCode, RefreshCw, ShieldAlert } from 'lucide';
import { useState } from 'preact/hooks';
import type { PayPalPayment, PayPalPhase } from '../../payment/paypal';
import { nameOf } from '../../tender/names';
import { begun } from '../../tender/tendering';
import type { Till } from '../../till';
import { Dialog } from '../../ui/dialog';
import { Icon } from '../../ui/icon';
import { ManagerForm } from '../../ui/manager-form';
import { Qr } from '../../ui/qr';
import { t } from '../../words/words';
import { amountOf, PartAmount } from './part-amount';

type Electronic = 'CARD' | 'PAYPAL';

/** A card at the terminal, or PayPal on the customer's phone: how much, then what becomes of it. */
export function ElectronicTender({ till, kind }: { till: Till; kind: Electronic }) {
  const running = till.tenders.running.value;
  const open = begun(till.tenders.now.value);
  if (running?.kind !== kind || (open === null && running.payment.phase.value.kind !== 'ended')) {
    return <Ask till={till} kind={kind} />;
  }
  return (
    <section class="paypal" aria-live="polite">
      <Phase till={till} kind={kind} amount={running.amount} payment={running.payment} />
    </section>
  );
}

/** How much; a manager is asked first while nobody knows what became of the card before. */
function Ask({ till, kind }: { till: Till; kind: Electronic }) {
  const [typed, setTyped] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const amount = amountOf(till, typed);
  const doubtful = till.tenders.doubtful.value.length > 0;
  const away = till.app.connection.reach.value === 'away';
  const begin = async () => {
    if (amount === null || busy) {
      return;
    }
    if (doubtful) {
      setAsking(true);
      return;
    }
    setBusy(true);
    await till.tenders.begin(kind, amount);
    setBusy(false);
  };
  return (
    <form
      class="way"
      onSubmit={(event) => {
        event.preventDefault();
        void begin();
      }}
    >
      <section class="way-side">
        <p class="way-say">
          <Icon of={kind === 'CARD' ? CreditCard : QrCode} size={48} />
          {kind === 'CARD' ? t('The amount appears on the card terminal. The customer presents the card there.') : t('A code appears here. The customer scans it and pays on their own phone.')}
        </p>
        {doubtful && (
          <p class="warning" role="status">
            <Icon of={ShieldAlert} /> {t('Nobody knows yet whether the card before was charged. Another card needs a manager.')}
          </p>
        )}
        {away && <p class="warning">{t('Without the hub nobody can be asked for money in this way.')}</p>}
      </section>
      <section class="cash-typed">
        <PartAmount till={till} typed={typed} onType={setTyped} />
        <button type="submit" class="button primary wide" data-testid={`begin-${kind}`} disabled={amount === null || busy || away}>
          {amount === null ? nameOf(kind) : kind === 'CARD' ? t('Ask the terminal for {amount}', { amount: till.money(amount) }) : t('Show the code for {amount}', { amount: till.money(amount) })} <kbd>Enter</kbd>
        </button>
      </section>
      {asking && (
        <AnotherCard
          till={till}
          onClose={() => setAsking(false)}
          onAllowed={() => {
            setAsking(false);
            void till.tenders.begin(kind, amount ?? till.tenders.rest.value);
          }}
        />
      )}
    </form>
  );
}

function Phase({ till, kind, amount, payment }: { till: Till; kind: Electronic; amount: number; payment: PayPalPayment }) {
  const phase = payment.phase.value;
  switch (phase.kind) {
    case 'starting':
      return <Working text={kind === 'CARD' ? t('Waking the card terminal…') : t('Asking PayPal for a code…')} />;
    case 'waiting':
      return kind === 'CARD' ? (
        <AtTerminal till={till} amount={amount} cancelling={phase.cancelling} onCancel={() => payment.cancel()} />
      ) : (
        <Code till={till} amount={amount} url={phase.approvalUrl} cancelling={phase.cancelling} onCancel={() => payment.cancel()} />
      );
    case 'capturing':
    case 'paid':
      return <Working text={t('Approved. Collecting the money…')} />;
    case 'checking':
      return <Checking till={till} kind={kind} amount={amount} why={phase.why} payment={payment} />;
    case 'ended':
      return <Ended till={till} kind={kind} phase={phase} />;
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

function AtTerminal({ till, amount, cancelling, onCancel }: { till: Till; amount: number; cancelling: boolean; onCancel: () => void }) {
  return (
    <div class="paypal-state at-terminal" data-testid="card-waiting">
      <Icon of={CreditCard} size={48} />
      <h2>{t('Present the card at the terminal')}</h2>
      <strong class="terminal-amount">{till.money(amount)}</strong>
      <p class="paypal-live">
        <span class="pulse" /> {cancelling ? t('Cancelling…') : t('Waiting for the customer')}
      </p>
      <button type="button" class="button danger" disabled={cancelling} data-testid="card-cancel" onClick={onCancel}>
        <Icon of={CircleX} /> {t('Cancel payment')}
      </button>
    </div>
  );
}

function Code({ till, amount, url, cancelling, onCancel }: { till: Till; amount: number; url: string; cancelling: boolean; onCancel: () => void }) {
  return (
    <div class="paypal-wait">
      <div class="qr-card">
        <Qr text={url} label={t('PayPal code for the customer to scan')} testId="paypal-qr" />
        <strong>{till.money(amount)}</strong>
      </div>
      <div class="paypal-say">
        <h2>{t('Scan to pay with PayPal')}</h2>
        <ol>
          <li>{t('Show the code to the customer.')}</li>
          <li>{t('They approve the amount on their phone.')}</li>
          <li>{t('The payment finishes here by itself.')}</li>
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

/** Money may have moved and nobody knows: the till asks by the key of the first attempt and charges nothing again. */
function Checking({ till, kind, amount, why, payment }: { till: Till; kind: Electronic; amount: number; why: string; payment: PayPalPayment }) {
  const [asking, setAsking] = useState(false);
  return (
    <div class="paypal-state" data-testid={kind === 'CARD' ? 'card-checking' : 'paypal-checking'}>
      <span class="spinner" />
      <h2>{kind === 'CARD' ? t('Checking what became of the card payment…') : t('Checking with PayPal…')}</h2>
      <p>{why}</p>
      <p class="quiet-text">{t('Do not take the money again. The till keeps asking until it knows whether the customer has paid.')}</p>
      <div class="row">
        <button type="button" class="button primary" data-testid="paypal-ask" onClick={() => payment.askAgain()}>
          <Icon of={RefreshCw} /> {t('Ask again')}
        </button>
        <button type="button" class="button" data-testid="other-way" onClick={() => void till.tenders.giveUp().then(() => till.pay('CASH'))}>
          {t('Take cash instead')}
        </button>
        <button type="button" class="button" data-testid="another-card" onClick={() => setAsking(true)}>
          <Icon of={ShieldAlert} /> {kind === 'CARD' ? t('Try the card again') : t('Try again')}
        </button>
        <button type="button" class="button quiet" onClick={() => payment.cancel()}>
          {t('Cancel payment')}
        </button>
      </div>
      <p class="quiet-text">{t('Whatever is found out later about this payment is voided, or given back.')}</p>
      {asking && (
        <AnotherCard
          till={till}
          onClose={() => setAsking(false)}
          onAllowed={() => {
            setAsking(false);
            void till.tenders.begin(kind, amount);
          }}
        />
      )}
    </div>
  );
}

/** Two payments at once can charge a customer twice, so somebody answers for it. */
function AnotherCard({ till, onClose, onAllowed }: { till: Till; onClose: () => void; onAllowed: () => void }) {
  return (
    <Dialog title={t('Another card payment')} onClose={onClose}>
      <p>{t('The payment before may still charge the customer. It is voided, or given back, as soon as its end is known. A manager may allow another one.')}</p>
      <ManagerForm
        label={t('Allow it')}
        onAllow={async (approver) => {
          const no = await till.tenders.allowAnother(approver);
          if (no === null) {
            onAllowed();
          }
          return no;
        }}
      />
    </Dialog>
  );
}

function Ended({ till, kind, phase }: { till: Till; kind: Electronic; phase: Extract<PayPalPhase, { kind: 'ended' }> }) {
  const again = () => {
    till.tenders.running.value = null;
  };
  return (
    <div class="paypal-state" data-testid={kind === 'CARD' ? 'card-ended' : 'paypal-ended'}>
      <h2>{phase.cancelled ? t('Payment cancelled') : t('Payment did not work')}</h2>
      <p>{phase.why}</p>
      <div class="row">
        <button type="button" class="button primary" onClick={() => till.pay('CASH')}>
          {t('Take cash')}
        </button>
        <button type="button" class="button" data-testid="once-more" onClick={again}>
          {kind === 'CARD' ? t('Card again') : t('PayPal again')}
        </button>
        {till.sale.payment.value === null && (
          <button type="button" class="button quiet" onClick={() => till.back()}>
            {t('Back to the cart')}
          </button>
        )}
      </div>
    </div>
  );
}
