import { amountOf } from '../money';
import type { Till } from '../till';
import { tell } from '../ui/notices';
import { t } from '../words/words';
import { beepWrong } from './beep';
import type { Ears } from './listen';

export const SEARCH_ID = 'search';
export const TENDERED_ID = 'tendered';
export const COUPON_ID = 'coupon-code';
export const AMOUNT_ID = 'part-amount';
export const CARD_CODE_ID = 'card-code';
export const SELL_CARD_ID = 'sell-card-code';
const AMOUNT_LENGTH = 5;

/** What scans, typing and function keys mean on each of the till's screens. */
export function counterEars(till: Till): Ears {
  return {
    isCode: (code) => till.shelf.catalogue.value.code(code).length > 0,

    onScan: (code, field, typed) => {
      if (field?.type === 'password' || field?.id === COUPON_ID || field?.id === SELL_CARD_ID || field?.dataset['typed'] !== undefined) {
        // A quick hand types a PIN; a coupon's code stays where it was scanned.
        return false;
      }
      if (till.screen.value.kind === 'shift') {
        // Whoever counts coins types quickly.
        return field === null && scannedElsewhere(code);
      }
      if (till.screen.value.kind === 'tender') {
        if (document.querySelector('dialog[open]') || field?.type === 'email' || (field && field.id !== TENDERED_ID && field.id !== AMOUNT_ID && field.id !== CARD_CODE_ID)) {
          return false;
        }
        if ((field?.id === TENDERED_ID || field?.id === AMOUNT_ID) && code.length <= AMOUNT_LENGTH && till.shelf.catalogue.value.code(code).length === 0) {
          // A quick hand on the number block; codes of goods are longer.
          return false;
        }
        if (till.shelf.catalogue.value.code(code).length === 0 && till.useCard(code)) {
          return true;
        }
        beepWrong();
        tell(t('Scanned {code} while paying. Go back (Esc) to add it.', { code }), { tone: 'wrong' });
        return true;
      }
      return scanned(till, code, field?.id === SEARCH_ID ? typed : null);
    },

    onTyping: (text) => {
      if (till.screen.value.kind === 'tender') {
        if (document.querySelector('dialog[open]') || till.screen.value.method !== 'CASH') {
          return;
        }
        till.tendered.value += amountOf(text);
        focus(TENDERED_ID);
        return;
      }
      if (document.querySelector('dialog[open]') || till.screen.value.kind === 'shift') {
        return;
      }
      till.newSale();
      till.query.value += text;
      // The search field may only now be drawn.
      requestAnimationFrame(() => focus(SEARCH_ID));
    },

    onKey: (event) => !event.repeat && pressed(till, event),
  };
}

/** `typed` is all that stands in the search field, if that is where the scan went. */
export function scanned(till: Till, code: string, typed: string | null): boolean {
  if (till.asking.next.value?.kind === 'name' && till.screen.value.kind === 'sale') {
    // The box has a number of its own, and that is what was asked for.
    const refused = till.asking.name(code);
    if (refused !== null) {
      beepWrong();
      tell(refused, { tone: 'wrong' });
    }
    return true;
  }
  const catalogue = till.shelf.catalogue.value;
  const found = catalogue.code(code);
  // A fast typist: then the whole field is what was meant, and Enter acts on it.
  if (found.length === 0 && typed !== null && catalogue.search(typed, null, 1).total > 0) {
    return false;
  }
  const waiting = found.length === 0 ? till.aside.byCode(code) : undefined;
  if (waiting) {
    till.query.value = '';
    if (waiting.waiting.kind === 'LAYBY') {
      till.layby.open.value = waiting.id;
    } else {
      void till.aside.recall(waiting.id);
    }
    return true;
  }
  till.picking.value = found.length > 1 ? found : null;
  if (found.length === 1) {
    till.query.value = '';
    till.add(found[0]!);
  } else if (found.length === 0 && till.discounting.isCoupon(code)) {
    till.query.value = '';
    const refused = till.discounting.addCoupon(code);
    tell(refused ?? t('Coupon {code} used', { code }), refused === null ? {} : { tone: 'wrong' });
  } else if (found.length === 0 && till.asking.label(catalogue, code)) {
    till.query.value = '';
  } else if (found.length === 0) {
    beepWrong();
    tell(t('No product has the code {code}. Search for it by name, or ask for help.', { code }), { tone: 'wrong' });
  }
  return true;
}

function scannedElsewhere(code: string): boolean {
  beepWrong();
  tell(t('Scanned {code} at the drawer. Go back (Esc) to add it.', { code }), { tone: 'wrong' });
  return true;
}

function pressed(till: Till, event: KeyboardEvent): boolean {
  if (document.querySelector('dialog[open]')) {
    return false;
  }
  const screen = till.screen.value;
  if (screen.kind === 'shift') {
    if (event.key === 'Escape') {
      till.back();
      return true;
    }
    return false;
  }
  switch (event.key) {
    case 'F2':
      if (screen.kind === 'receipt') {
        till.newSale();
      }
      requestAnimationFrame(() => focus(SEARCH_ID));
      return true;
    case 'F4':
      if (screen.kind === 'sale') {
        till.sale.clear();
      }
      return true;
    case 'F10':
      till.pay('CARD');
      return true;
    case 'F6':
    case 'F7':
      if (screen.kind === 'tender') {
        till.pay(event.key === 'F6' ? 'GIFT_CARD' : 'ON_ACCOUNT');
        return true;
      }
      if (screen.kind === 'sale' && till.sale.count.value > 0) {
        if (event.key === 'F6') {
          till.discounting.editing.value = '';
        } else {
          till.discounting.coupon.value = true;
        }
      }
      return true;
    case 'F1':
      if (screen.kind === 'sale') {
        till.dialog.value = { kind: till.sale.count.value > 0 ? 'park' : 'parked' };
      }
      return true;
    case 'F8':
      till.payOrExact();
      return true;
    case 'F9':
      till.pay('PAYPAL');
      return true;
    case 'Escape':
      till.back();
      return true;
    case 'Enter':
      if (event.target === document.body && screen.kind === 'sale') {
        till.pay('CASH');
        return true;
      }
      if (event.target === document.body && screen.kind === 'receipt') {
        till.newSale();
        return true;
      }
      return false;
    default:
      return false;
  }
}

function focus(id: string): void {
  const field = document.getElementById(id);
  if (field instanceof HTMLInputElement) {
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  }
}
