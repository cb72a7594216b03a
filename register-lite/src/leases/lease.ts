import type { HoldLine } from '../cart/hold-keeper';

/** What the hub says of a lease. Counts are units; those but `giveBack` are totals of this generation. */
export interface LeaseView {
  readonly register: string;
  readonly generation: number;
  readonly state: string;
  readonly validSeconds: number;
  readonly beyond: Beyond;
  readonly items: readonly { readonly sku: string; readonly granted: number; readonly giveBack: number }[];
}

/** What the till does with more than it may sell without asking. */
export type Beyond = 'WARN' | 'PIN' | 'REFUSE';

/** One SKU lent to this till: totals that only grow, so that what is said twice changes nothing. */
export interface Lent {
  readonly granted: number;
  readonly sold: number;
  readonly returned: number;
  /** How many somebody here wants to have; null leaves it to the hub. */
  readonly wanted: number | null;
}

/** Something said to the hub that it has not answered yet: it is said again until it is. */
export interface PendingReport {
  readonly kind: 'renew' | 'return';
  readonly id: string;
  readonly body: string;
}

/** What this till was lent, as it survives a reload. */
export interface Lease {
  /** Null before the first lease, and after one was returned. */
  readonly generation: number | null;
  /** How many sales went out without asking; never falls. */
  readonly journalCount: number;
  /** From when to when it may sell freely (milliseconds since 1970, this device's clock). */
  readonly heardAt: number;
  readonly until: number;
  readonly beyond: Beyond;
  readonly items: Readonly<Record<string, Lent>>;
  readonly pending: PendingReport | null;
  /** The till has stopped selling by it; what is left goes back as soon as the hub is in reach. */
  readonly returning: boolean;
  /** Why the hub lends nothing, or null. */
  readonly refused: string | null;
}

export const NO_LEASE: Lease = { generation: null, journalCount: 0, heardAt: 0, until: 0, beyond: 'PIN', items: {}, pending: null, returning: false, refused: null };

export const leaseKey = (register: string) => `lease ${register}`;

const NOTHING: Lent = { granted: 0, sold: 0, returned: 0, wanted: null };
/** A clock that was set back further than this could prolong a lease. */
const SLACK_MS = 60_000;

/** True while the till may sell by it: not returned, not over, and the clock was not set back. */
export function isActive(lease: Lease, now: number): boolean {
  return lease.generation !== null && !lease.returning && now >= lease.heardAt - SLACK_MS && now < lease.until;
}

/** How many units of it can be sold for sure without asking. */
export function remaining(lease: Lease, sku: string, now: number): number {
  const lent = lease.items[sku];
  return lent && isActive(lease, now) ? Math.max(0, lent.granted - lent.returned - lent.sold) : 0;
}

/** Whether this till was ever lent any of it, so that more than what is left may be somebody else's. */
export function isLent(lease: Lease, sku: string): boolean {
  return lease.generation !== null && (lease.items[sku]?.granted ?? 0) > 0;
}

/** Lines of which more is wanted than a hold and the lease cover, of what was lent to this till. */
export function beyondLease(lease: Lease, lines: readonly HoldLine[], held: ReadonlyMap<string, number>, now: number): readonly HoldLine[] {
  return lines
    .map(({ sku, quantity }) => ({ sku, quantity: isLent(lease, sku) ? quantity - (held.get(sku) ?? 0) - remaining(lease, sku, now) : 0 }))
    .filter((line) => line.quantity > 0);
}

/** What a sale takes by the lease: what no hold covers, also beyond the rights, of everything that was ever lent. */
export function withoutAsking(lease: Lease, lines: readonly HoldLine[], held: ReadonlyMap<string, number>): readonly HoldLine[] {
  return lines
    .map(({ sku, quantity }) => ({ sku, quantity: isLent(lease, sku) ? quantity - (held.get(sku) ?? 0) : 0 }))
    .filter((line) => line.quantity > 0);
}

/** As a sale says it: by which lease it took what. */
export function takenBy(lease: Lease | undefined, lines: readonly HoldLine[]): { readonly generation: number; readonly lines: readonly HoldLine[] } | null {
  return lease && lease.generation !== null && lines.length > 0 ? { generation: lease.generation, lines } : null;
}

/** The lease after a sale that took these without asking. */
export function afterSale(lease: Lease, lines: readonly HoldLine[]): Lease {
  const items = { ...lease.items };
  for (const { sku, quantity } of lines) {
    const lent = items[sku] ?? NOTHING;
    items[sku] = { ...lent, sold: lent.sold + quantity };
  }
  return { ...lease, journalCount: lease.journalCount + 1, items };
}

/** Somebody wants so many of it kept for this till; the next report says so. */
export function wanting(lease: Lease, sku: string, units: number): Lease {
  return { ...lease, items: { ...lease.items, [sku]: { ...(lease.items[sku] ?? NOTHING), wanted: units } } };
}

/** What is said to the hub: totals, never differences. */
export function report(lease: Lease, register: string, id: string, kind: PendingReport['kind']): PendingReport {
  const items = Object.entries(lease.items)
    .map(([sku, { granted, sold, returned, wanted }]) => ({ sku, sold, returned, granted, wanted }))
    .sort((a, b) => (a.sku < b.sku ? -1 : 1));
  return { kind, id, body: JSON.stringify({ id, register, generation: lease.generation, journalCount: lease.journalCount, items }) };
}

/** The lease after the hub answered a report. What it wants back is given up here first, and said with the next report. */
export function heard(lease: Lease, view: LeaseView, askedAt: number): Lease {
  if (view.state !== 'ACTIVE') {
    return ended(lease, null);
  }
  const items: Record<string, Lent> = { ...lease.items };
  for (const { sku, granted, giveBack } of view.items) {
    const lent = items[sku] ?? NOTHING;
    const rights = Math.max(lent.granted, granted);
    const back = Math.min(Math.max(0, giveBack), Math.max(0, rights - lent.returned - lent.sold));
    items[sku] = { ...lent, granted: rights, returned: lent.returned + back };
  }
  return { ...lease, generation: view.generation, heardAt: askedAt, until: askedAt + view.validSeconds * 1000, beyond: view.beyond, items, pending: null, refused: null };
}

/** No lease any more; a new one begins with new totals, and with what somebody here wanted. */
export function ended(lease: Lease, why: string | null): Lease {
  const wanted = Object.entries(lease.items).filter(([, lent]) => (lent.wanted ?? 0) > 0);
  return {
    ...NO_LEASE,
    journalCount: lease.journalCount,
    beyond: lease.beyond,
    items: Object.fromEntries(wanted.map(([sku, lent]) => [sku, { ...NOTHING, wanted: lent.wanted }])),
    refused: why,
  };
}

/** Whether the totals say something that the hub has not heard yet: units were given up. */
export function owesReturn(lease: Lease, view: LeaseView): boolean {
  return view.items.some(({ sku, giveBack }) => giveBack > 0 && (lease.items[sku]?.returned ?? 0) > 0);
}
