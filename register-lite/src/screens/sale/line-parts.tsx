import type { Part } from '../../pricing/engine';
import { type Speech, t } from '../../words/words';

/** What is not by a promotion. */
export function otherReasons({ t }: Pick<Speech, 't'>): Readonly<Record<Exclude<Part['source'], 'PROMOTION'>, string>> {
  return { LINE: t('Discount'), CART: t('Cart discount'), EXEMPT: t('Tax not charged') };
}

/** Why a line costs less, each reason with its amount. */
export function LineParts({ parts, money, titleOf }: { parts: readonly Part[]; money: (minor: number) => string; titleOf: (promotion: string | null) => string }) {
  return (
    <>
      {parts.map((part, i) => (
        <small key={i} class="line-part">
          {part.source === 'PROMOTION' ? titleOf(part.promotion) : otherReasons({ t })[part.source]} −{money(part.amount)}
        </small>
      ))}
    </>
  );
}
