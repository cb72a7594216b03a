import { signal } from '@preact/signals';
import { ShoppingBag } from 'lucide';
import { render } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { BrandMark } from '../../ui/brand';
import { Icon } from '../../ui/icon';
import { Qr } from '../../ui/qr';
import { speak, t } from '../../words/words';
import { CHANNEL, HELLO, type Shown, type Showing } from './feed';
import './display.css';

const showing = signal<Showing | null>(null);

/** The customer's screen: a second window of the same device that shows what the till tells it, and knows nothing else. */
export function openDisplay(root: HTMLElement): void {
  const channel = new BroadcastChannel(CHANNEL);
  let spoken = '';
  channel.onmessage = (event: MessageEvent<Showing | string>) => {
    if (typeof event.data === 'object' && event.data !== null) {
      showing.value = event.data;
      if (event.data.language !== spoken) {
        spoken = event.data.language;
        void speak(spoken).catch(() => {});
      }
    }
  };
  channel.postMessage(HELLO);
  render(<Display />, root);
}

function Display() {
  const now = showing.value;
  const shown: Shown = now?.shown ?? { kind: 'idle' };
  return (
    <main class={`display ${shown.kind}`} data-testid="display" data-kind={shown.kind}>
      <header class="display-head">
        <BrandMark size={40} />
        <h1>{now?.merchant ?? t('Customer display')}</h1>
      </header>
      {shown.kind === 'idle' && <Welcome />}
      {shown.kind === 'cart' && <CartShown shown={shown} />}
      {shown.kind === 'paid' && <PaidShown shown={shown} />}
    </main>
  );
}

function Welcome() {
  return (
    <section class="display-idle">
      <svg class="display-picture" viewBox="0 0 320 160" aria-hidden="true">
        <path d="M20 120V84a70 70 0 0 1 140 0v36M160 120V84a70 70 0 0 1 140 0v36M0 120h320M55 52v68M90 40v80M125 52v68M195 52v68M230 40v80M265 52v68" />
        <path class="water" d="M0 138q20-8 40 0t40 0 40 0 40 0 40 0 40 0 40 0 40 0" />
      </svg>
      <p>{t('Welcome')}</p>
    </section>
  );
}

function CartShown({ shown }: { shown: Extract<Shown, { kind: 'cart' }> }) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.lastElementChild?.scrollIntoView({ block: 'nearest' });
  }, [shown.lines.length]);
  return (
    <>
      <ul class="display-lines" ref={list} tabIndex={0} aria-label={t('Cart')}>
        {shown.lines.map((line, i) => (
          <li key={i}>
            <span class="display-count">{line.quantity} ×</span>
            <span class="display-what">
              {line.what}
              {line.note !== null && <small>{line.note}</small>}
            </span>
            <span class="display-amount">{line.amount}</span>
          </li>
        ))}
      </ul>
      <div class="display-total" role="status">
        {shown.saved !== null && (
          <p class="display-saved">
            <span>{t('You save')}</span>
            <b>{shown.saved}</b>
          </p>
        )}
        <p>
          <span>{shown.paying ? t('To pay') : t('Total')}</span>
          <strong data-testid="display-total">{shown.total}</strong>
        </p>
      </div>
    </>
  );
}

function PaidShown({ shown }: { shown: Extract<Shown, { kind: 'paid' }> }) {
  return (
    <section class="display-paid" role="status">
      <Icon of={ShoppingBag} size={64} />
      <p class="display-thanks">{t('Thank you for your visit.')}</p>
      <p>{t('Paid {amount}', { amount: shown.total })}</p>
      {shown.change !== null && (
        <p class="display-change">
          <span>{t('Change')}</span>
          <strong data-testid="display-change">{shown.change}</strong>
        </p>
      )}
      {shown.link !== null && (
        <div class="display-qr">
          <Qr text={shown.link} label={t('Address of this receipt')} testId="display-qr" />
          <p>{t('Scan for this receipt on your phone.')}</p>
        </div>
      )}
    </section>
  );
}
