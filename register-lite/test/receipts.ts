import type { Receipt } from '../src/outbox/record';
import type { Session } from '../src/wire';

export const SESSION: Session = {
  user: { id: 'u1', name: 'Cora', role: 'CASHIER' },
  merchant: { name: 'Harbor & Pine', address: ['12 Main Street', 'Portland ME'] },
  location: { id: 'main', name: 'Main Street', timeZone: 'America/New_York' },
  register: { id: 'R1' },
  currency: 'USD',
  taxMode: 'EXCLUSIVE',
  taxRates: [{ category: 'standard', name: 'Sales tax', ratePpm: 82_500 }],
  tenders: ['CASH'],
  stockPolicy: 'WARN',
};

const money = (minor: number) => ({ minor, currency: 'USD' });

/** Two mugs less a discount, and a pot. */
export function receipt(change: Partial<Receipt> = {}): Receipt {
  return {
    saleId: '0193f0c0-0000-7000-8000-000000000001',
    receiptNumber: 'R1-000101',
    soldAt: '2026-11-22T14:00:00Z',
    session: SESSION,
    lines: [
      { sku: 'MUG', title: 'Mug', variantTitle: 'Blue', unitPrice: 1999, taxCategory: 'standard', quantity: 2, discount: 400 },
      { sku: 'POT', title: 'Käse-Pot', variantTitle: '', unitPrice: 999, taxCategory: 'standard', quantity: 1, discount: null },
    ],
    price: { subtotal: 4597, taxes: [{ category: 'standard', name: 'Sales tax', ratePpm: 82_500, included: false, taxable: 4597, amount: 379 }], total: 4976 },
    tenders: [{ kind: 'CASH', amount: money(4976), tendered: money(5000), change: money(24) }],
    ...change,
  };
}
