import type { ComponentType } from 'preact';
import type { Till } from '../till';

/** What a device shows instead of the till: each is a part of the same app, fetched when it is wanted. */
export type Mode = 'display' | 'price-check' | 'self-checkout' | 'pick-list';

type Main = ComponentType<{ till: Till }>;

const MAINS: Readonly<Record<Exclude<Mode, 'display'>, () => Promise<Main>>> = {
  'price-check': () => import('./price-check/price-check').then(({ PriceCheck }) => PriceCheck),
  'self-checkout': () => import('./self-checkout/self-checkout').then(({ SelfCheckout }) => SelfCheckout),
  'pick-list': () => import('./pick-list/pick-list').then(({ PickList }) => PickList),
};

/** What the address asks for, such as `?screen=price-check`; null for the till itself. */
export function modeOf(search: string): Mode | null {
  const wanted = new URLSearchParams(search).get('screen');
  return wanted === 'display' || (wanted !== null && wanted in MAINS) ? (wanted as Mode) : null;
}

/** Where this screen is. */
export function addressOf(mode: Mode | null): string {
  return mode === null ? location.pathname : `${location.pathname}?screen=${mode}`;
}

/** What whoever has signed in sees; null for the till. */
export async function mainOf(mode: Exclude<Mode, 'display'> | null): Promise<Main | null> {
  return mode === null ? null : MAINS[mode]();
}
