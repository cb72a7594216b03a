import { t } from '../words/words';
import type { Kind } from './tendering';

/** How people call a way to pay. */
export function nameOf(kind: Kind): string {
  switch (kind) {
    case 'CASH':
      return t('Cash');
    case 'CARD':
      return t('Card');
    case 'PAYPAL':
      return t('PayPal');
    case 'GIFT_CARD':
      return t('Gift card');
    case 'STORE_CREDIT':
      return t('Store credit');
    case 'ON_ACCOUNT':
      return t('On account');
  }
}
