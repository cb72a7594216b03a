import type { SaleRecord } from '../../outbox/record';

/** What the customer gets back, in minor units. */
export function changeOf(sale: SaleRecord): number {
  return sale.receipt.tenders.reduce((sum, tender) => sum + (tender.kind === 'CASH' ? tender.change.minor : 0), 0);
}
