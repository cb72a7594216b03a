import type { Beside, Cart } from '../cart/cart';
import { t } from '../words/words';

/** The tip in a cart, zero for none. */
export function tipOf(cart: Cart): number {
  return (cart.charges ?? []).filter(({ kind }) => kind === 'TIP').reduce((sum, { amount }) => sum + amount, 0);
}

/** The charges of a cart with another tip; zero takes it away. A tip is no turnover and has no tax. */
export function withTip(cart: Cart, tip: number): readonly Beside[] {
  const others = (cart.charges ?? []).filter(({ kind }) => kind !== 'TIP');
  return tip > 0 ? [...others, { kind: 'TIP', title: t('Tip'), amount: tip }] : others;
}

/** What percentages of a total come to, to the nearest minor unit. */
export function tipsOf(total: number, percents: readonly number[]): readonly { readonly percent: number; readonly amount: number }[] {
  return percents.map((percent) => ({ percent, amount: Math.floor((total * percent + 50) / 100) }));
}
