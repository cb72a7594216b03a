import { hashOf } from './person-key';

/** What somebody may say yes to. */
export type ApprovalKind = 'DISCOUNT' | 'EXEMPT' | 'PRICE' | 'REFUND' | 'REFUND_WITHOUT_RECEIPT' | 'BEYOND_LEASE' | 'RESERVED' | 'SECOND_CARD' | 'NO_SALE';

/** To what exactly: which sale (or shift, or return) and how much of what. What is allowed is compared by the hub. */
export interface Scope {
  /** Id of the sale, return or shift that it is for; it counts for nothing else. */
  readonly subject: string;
  /** What is allowed, in plain values such as `{ ppm: 150000 }` or `{ amount: 5000, currency: 'USD' }`. */
  readonly allowed: Readonly<Record<string, unknown>>;
}

export interface Who {
  readonly id: string;
  readonly name: string;
}

/**
 * A second person's yes, as it goes into the journal and to the hub. `signature` is made by the key of whoever approved,
 * which only his PIN opens; without one the hub itself has checked the PIN, or nobody else had to be asked.
 */
export interface Approval {
  readonly id: string;
  readonly kind: ApprovalKind;
  readonly subject: string;
  /** `Scope.allowed` as JSON; its hash is signed. */
  readonly allowed: string;
  readonly register: string;
  readonly askedBy: Who;
  readonly approvedBy: Who;
  readonly approvedAt: string;
  readonly expiresAt: string;
  readonly reason: string;
  /** ONLINE: the hub has it already. OFFLINE: by a PIN at this device. OWN: whoever stands here may himself. */
  readonly how: 'ONLINE' | 'OFFLINE' | 'OWN';
  readonly key: string | null;
  readonly signature: string | null;
}

/** A yes is used at once or not at all; a parked sale is asked for again. */
export const APPROVAL_MS = 4 * 3_600_000;

/** What is signed, line by line, so that it is written alike in every language. */
export async function textOf(approval: Approval): Promise<string> {
  return [
    'tillbridge-approval-1',
    approval.id,
    approval.kind,
    approval.subject,
    await hashOf(approval.allowed),
    approval.register,
    approval.askedBy.id,
    approval.approvedBy.id,
    approval.key ?? '',
    approval.approvedAt,
    approval.expiresAt,
    await hashOf(approval.reason),
  ].join('\n');
}

/** Whoever manages the store is asked for what a cashier may not do alone. */
export function mayApprove(role: string): boolean {
  return role === 'OWNER' || role === 'MANAGER';
}
