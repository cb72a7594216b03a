import { effect } from '@preact/signals';
import { show } from '../../money';
import { receiptLink } from '../../receipt/link';
import type { Till } from '../../till';
import { onPaper } from '../../words/words';
import { changeOf } from '../receipt/change';

/** What the customer sees; every amount is text already, in the language of receipts. */
export type Shown =
  | { readonly kind: 'idle' }
  | { readonly kind: 'cart'; readonly lines: readonly ShownLine[]; readonly total: string; readonly saved: string | null; readonly paying: boolean }
  | { readonly kind: 'paid'; readonly total: string; readonly change: string | null; readonly link: string | null };

export interface ShownLine {
  readonly what: string;
  readonly quantity: number;
  readonly amount: string;
  readonly note: string | null;
}

export interface Showing {
  readonly merchant: string;
  readonly language: string;
  readonly shown: Shown;
}

export const CHANNEL = 'tillbridge-display';
/** What a display says when it opens, so that it need not wait for the next item. */
export const HELLO = 'hello';

/** Tells the customer's display on this device what happens at the till; returns how to stop. */
export function feedDisplay(till: Till): () => void {
  if (!('BroadcastChannel' in globalThis)) {
    return () => {};
  }
  const channel = new BroadcastChannel(CHANNEL);
  let last: Showing | null = null;
  channel.onmessage = (event: MessageEvent<unknown>) => event.data === HELLO && last && channel.postMessage(last);
  const stop = effect(() => {
    last = { merchant: till.session.merchant.name, language: onPaper().language.value.code, shown: shownOf(till) };
    channel.postMessage(last);
  });
  return () => {
    stop();
    channel.postMessage({ merchant: till.session.merchant.name, language: onPaper().language.value.code, shown: { kind: 'idle' } } satisfies Showing);
    channel.close();
  };
}

function shownOf(till: Till): Shown {
  const money = (minor: number) => show(minor, till.session.currency, onPaper().locale);
  const screen = till.screen.value;
  const { lines } = till.sale.cart.value;
  if (screen.kind === 'receipt' && screen.fresh) {
    const change = changeOf(screen.sale);
    return { kind: 'paid', total: money(screen.sale.receipt.price.total), change: change > 0 ? money(change) : null, link: receiptLink(screen.sale.receipt) };
  }
  if (lines.length === 0) {
    return { kind: 'idle' };
  }
  const price = till.sale.price.value;
  return {
    kind: 'cart',
    lines: lines.map((line, i) => {
      const item = price.items[i];
      const off = (item?.unitPrice ?? line.unitPrice) * line.quantity - (item?.net ?? 0);
      return {
        what: line.variantTitle === '' ? line.title : `${line.title}, ${line.variantTitle}`,
        quantity: line.quantity,
        amount: money(item?.net ?? line.unitPrice * line.quantity),
        note: item && off > 0 ? `−${money(off)}` : null,
      };
    }),
    total: money(price.total),
    saved: price.saved > 0 ? money(price.saved) : null,
    paying: screen.kind === 'tender',
  };
}
