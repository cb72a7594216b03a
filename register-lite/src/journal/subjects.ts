/** What an entry tells of, in a store of its own, shows there how far the entry is. */
export interface Subject {
  readonly id: string;
  readonly state: string;
  readonly why?: string | null;
}

/** The stores of what entries tell of, by the entries' kinds; their records have `id`, `state` and `why`. */
export const SUBJECTS: Readonly<Record<string, 'sales' | 'drawer' | 'returns'>> = { SALE: 'sales', SHIFT: 'drawer', REFUND: 'returns' };
