import { signal } from '@preact/signals';
import type { Hub } from '../hub/client';
import { reasonOf } from '../hub/client';
import { newId } from '../ids';
import { type Given, isAboveLimit, shareByHand } from '../pricing/by-hand';
import type { Manual } from '../pricing/engine';
import type { Approver, NotAllowed } from '../ui/manager-form';
import { type Approvals, isApproval } from '../people/approvals';
import type { Session } from '../wire';
import { t } from '../words/words';
import { type Cart, changed, type Change, keyOf } from './cart';
import type { OpenSale } from './open-sale';

/** What waits for a manager: a discount (off a line, or off the whole cart without a SKU), or a sale without tax. */
export type Wanted =
  | { readonly kind: 'DISCOUNT'; readonly sku: string | null; readonly given: Given }
  | { readonly kind: 'EXEMPT'; readonly reason: string };

/** Whoever stands here alone without a manager's rights must ask. */
const MUST_ASK = 'CASHIER';

/** Discounts and coupons of the open cart, as far as the cashier may; above that a manager is asked. */
export class Discounting {
  /** What the dialog is open for: a line's SKU, or '' for the whole cart. */
  readonly editing = signal<string | null>(null);
  readonly asking = signal<Wanted | null>(null);
  readonly coupon = signal(false);

  constructor(
    private readonly hub: Hub,
    private readonly sale: OpenSale,
    private readonly session: Session,
    private readonly approvals: Approvals | null = null,
  ) {}

  /** Gives it at once if the cashier may, else asks for a manager. An earlier yes does not count for more. */
  give(sku: string | null, manual: Manual | null, reason: string): void {
    if (manual === null || manual.value === 0) {
      this.sale.give(sku, null);
      this.editing.value = null;
      return;
    }
    const given: Given = { ...manual, by: this.session.user.name, reason: reason.trim() === '' ? null : reason.trim(), approval: null };
    if (isAboveLimit(this.after({ kind: 'give', sku, given }).items, this.limit)) {
      this.asking.value = { kind: 'DISCOUNT', sku, given };
      return;
    }
    this.sale.give(sku, given);
    this.editing.value = null;
  }

  /** What this cashier may take off alone, in millionths. */
  get limit(): number {
    return this.sale.book.limitOf(this.session.user.role);
  }

  /** Before the payment: with fewer goods an amount may have become too large a share. False if somebody must be asked. */
  ready(): boolean {
    const cart = this.sale.cart.value;
    const given = [...cart.lines.map((line) => ({ sku: keyOf(line) as string | null, given: line.given ?? null })), { sku: null, given: cart.given ?? null }];
    const allowed = Math.max(this.limit, ...given.map((each) => each.given?.upTo ?? 0));
    const last = given.findLast((each) => each.given !== null);
    if (!last?.given || !isAboveLimit(this.sale.price.value.items, allowed)) {
      return true;
    }
    this.editing.value = last.sku ?? '';
    this.asking.value = { kind: 'DISCOUNT', sku: last.sku, given: last.given };
    return false;
  }

  /** A manager is there: his yes is asked from the hub, then the discount is given. */
  async allow({ name, pin }: Approver): Promise<NotAllowed | null> {
    const wanted = this.asking.value;
    if (!wanted) {
      return null;
    }
    const id = newId();
    const { kind } = wanted;
    const ppm = wanted.kind === 'DISCOUNT' ? shareByHand(this.after({ kind: 'give', sku: wanted.sku, given: wanted.given }).items) : 0;
    const reason = (wanted.kind === 'DISCOUNT' ? wanted.given.reason : wanted.reason) ?? t('none given');
    const answer = await this.hub.call<{ approvedBy: string }>('/api/v1/pricing/approvals', {
      method: 'POST',
      body: { id, saleId: this.sale.cart.value.saleId, kind, ppm, reason, name, pin },
    });
    switch (answer.kind) {
      case 'ok':
        void this.approvals?.learn(this.session, { name, pin });
        return this.allowed(wanted, id, answer.body.approvedBy, ppm, reason);
      case 'refused':
        return {
          why: answer.problem.code === 'approval-refused' ? t('Name or PIN is wrong, or not that of somebody who may approve this.') : reasonOf(answer.problem),
          waitMs: answer.waitMs,
        };
      case 'lost': {
        const ask = { kind, scope: { subject: this.sale.cart.value.saleId, allowed: { ppm } }, title: '' };
        const alone: NotAllowed = { why: t('The hub does not answer, and only it knows the PINs. Give at most what you may alone.'), waitMs: null };
        const yes = (await this.approvals?.allowOffline(this.session, ask, reason, { name, pin })) ?? alone;
        return isApproval(yes) ? this.allowed(wanted, yes.id, yes.approvedBy.name, ppm, reason) : yes;
      }
    }
  }

  private allowed(wanted: Wanted, approval: string, approvedBy: string, ppm: number, reason: string): null {
    if (wanted.kind === 'DISCOUNT') {
      this.sale.give(wanted.sku, { ...wanted.given, approval, approvedBy, upTo: ppm });
    } else {
      this.sale.change({ kind: 'exempt', exempt: { by: this.session.user.name, reason, approval } });
    }
    this.asking.value = null;
    this.editing.value = null;
    return null;
  }

  /** The customer pays no tax; a cashier needs a manager's yes. */
  exempt(reason: string): void {
    if (this.session.user.role === MUST_ASK) {
      this.asking.value = { kind: 'EXEMPT', reason };
      return;
    }
    this.sale.change({ kind: 'exempt', exempt: { by: this.session.user.name, reason, approval: null } });
    this.editing.value = null;
  }

  taxAgain(): void {
    this.sale.change({ kind: 'exempt', exempt: null });
    this.editing.value = null;
  }

  isCoupon(typed: string): boolean {
    const code = typed.trim().toUpperCase();
    return this.sale.book.rules.value.promotions.some((each) => each.coupon === code);
  }

  /** Adds a code; why not, in a sentence, when it is none or gives nothing. */
  addCoupon(typed: string): string | null {
    const code = typed.trim().toUpperCase();
    const promotion = this.sale.book.rules.value.promotions.find((each) => each.coupon === code);
    if (!promotion) {
      return t('No coupon has the code {code}.', { code });
    }
    const gives = this.after({ kind: 'coupon', code, on: true }).items.some((item) => item.parts.some((part) => part.promotion === promotion.id));
    if (!gives) {
      return t('{title} gives nothing for this cart now.', { title: promotion.title });
    }
    this.sale.change({ kind: 'coupon', code, on: true });
    return null;
  }

  titleOf(promotion: string | null): string {
    return this.sale.book.rules.value.promotions.find((each) => each.id === promotion)?.title ?? t('Promotion');
  }

  private after(change: Change) {
    const cart: Cart = changed(this.sale.cart.value, change);
    return this.sale.priced(cart);
  }
}
