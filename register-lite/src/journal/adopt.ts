import type { Database } from '../device/database';
import type { EventBody } from '../shift/event';
import type { Draft } from './entry';
import type { Journal } from './journal';

/**
 * What was written down before this device had a journal, or while nobody had let it in: sales and what was done with
 * the drawer, in the order in which it was done.
 *
 * @param known ids that have an entry
 */
export async function withoutEntry(db: Database, known: ReadonlySet<string>): Promise<readonly Draft[]> {
  const found: { readonly at: string; readonly sequence: number; readonly draft: Draft }[] = [];
  for (const state of ['UNSENT', 'ATTENTION'] as const) {
    for (const { id, body, sequence, receipt } of await db.getAllFromIndex('sales', 'state', state)) {
      if (!known.has(id)) {
        found.push({ at: receipt.soldAt, sequence, draft: { kind: 'SALE', id, body, person: receipt.session.user.name } });
      }
    }
    for (const { id, body, sequence } of await db.getAllFromIndex('drawer', 'state', state)) {
      if (!known.has(id)) {
        const event = JSON.parse(body) as EventBody;
        found.push({ at: event.at, sequence, draft: { kind: 'SHIFT', id, body, person: event.person } });
      }
    }
  }
  return found.sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || a.sequence - b.sequence).map(({ draft }) => draft);
}

/** Gives entries to what has none, as after an update of the till. Again changes nothing. */
export async function adopt(journal: Journal): Promise<void> {
  if ((await journal.identity()) === null) {
    return;
  }
  const { db } = journal;
  const idsOf = async () => new Set((await db.getAll('journal')).map(({ id }) => id));
  const drafts = await withoutEntry(db, await idsOf());
  if (drafts.length === 0) {
    return;
  }
  await journal.commit(['sales', 'drawer'], async (tx) => {
    // Another tab may have done it meanwhile.
    const known = new Set((await tx.objectStore('journal').getAll()).map(({ id }) => id));
    const entries = drafts.filter(({ id }) => !known.has(id));
    return {
      entries,
      write: async () => {
        for (const { id, kind } of entries) {
          if (kind === 'SALE') {
            const record = await tx.objectStore('sales').get(id);
            await tx.objectStore('sales').put({ ...record!, state: 'UNSENT' });
          } else {
            const record = await tx.objectStore('drawer').get(id);
            await tx.objectStore('drawer').put({ ...record!, state: 'UNSENT' });
          }
        }
      },
    };
  });
}
