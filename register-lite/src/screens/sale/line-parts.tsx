import type { Part } from '../../pricing/engine';

/** What is not by a promotion. */
export const OTHER: Readonly<Record<Exclude<Part['source'], 'PROMOTION'>, string>> = { LINE: 'Discount', CART: 'Cart discount', EXEMPT: 'Tax not charged' };

/** Why a line costs less, each reason with its amount. */
export function LineParts({ parts, money, titleOf }: { parts: readonly Part[]; money: (minor: number) => string; titleOf: (promotion: string | null) => string }) {
  return (
    <>
      {parts.map((part, i) => (
        <small key={i} class="line-part">
          {part.source === 'PROMOTION' ? titleOf(part.promotion) : OTHER[part.source]} −{money(part.amount)}
        </small>
      ))}
    </>
  );
}
