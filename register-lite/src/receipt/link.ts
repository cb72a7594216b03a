import type { Receipt } from '../outbox/record';

/**
 * 128 random bits in 22 letters that fit an address: nobody guesses it, and it says nothing of the sale. Made
 * before the sale is written down, so that a receipt has its address without the hub.
 */
export function newReceiptToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Where the receipt is as a page, once its sale is at the hub; null for a sale without a token. */
export function receiptLink(receipt: Receipt): string | null {
  const { receiptToken, session } = receipt;
  return receiptToken ? `${session.receiptUrl ?? `${location.origin}/r/`}${receiptToken}` : null;
}
