import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Basket, type Priced, priceBasket } from '../src/pricing/engine';
import { NO_RULES, type PriceRules } from '../src/pricing/rules';

interface Case {
  readonly basket: Basket;
  readonly answer: unknown;
}

const committed = new URL('../src/pricing/engine.golden.jsonl', import.meta.url);
/** Written by the hub's own tests, which Maven runs before these. */
const all = new URL('../../hub/model/target/priced-baskets.jsonl', import.meta.url);

function answerOf({ items, taxes, subtotal, total, saved }: Priced) {
  return {
    items: items.map(({ unitPrice, list, parts }) => [unitPrice, list, parts.map(({ source, promotion, amount }) => [source, promotion, amount])]),
    taxes: taxes.map(({ category, taxable, amount }) => [category, taxable, amount]),
    subtotal,
    total,
    saved,
  };
}

/** Prices every basket of the file; what is answered differently, at most a few. */
function differences(file: URL): { count: number; wrong: readonly string[] } {
  let rules: PriceRules = NO_RULES;
  let count = 0;
  const wrong: string[] = [];
  for (const text of readFileSync(file, 'utf8').split('\n')) {
    if (text === '') {
      continue;
    }
    const line = JSON.parse(text) as PriceRules | Case;
    if ('version' in line) {
      rules = line;
      continue;
    }
    count++;
    const ours = JSON.stringify(answerOf(priceBasket(rules, line.basket)));
    if (ours !== JSON.stringify(line.answer) && wrong.length < 3) {
      wrong.push(`rules ${JSON.stringify(rules)}\n${text}\nours ${ours}`);
    }
  }
  return { count, wrong };
}

describe('prices as the hub computes them', () => {
  it('every_committed_basket_costs_the_same', () => {
    const { count, wrong } = differences(committed);
    expect(wrong).toEqual([]);
    expect(count).toBe(600);
  });

  it.skipIf(!existsSync(all))('every_one_of_thirty_thousand_generated_baskets_costs_the_same', () => {
    const { count, wrong } = differences(all);
    expect(wrong).toEqual([]);
    expect(count).toBe(30_000);
  });
});
