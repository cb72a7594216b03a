import type { Database } from '../device/database';
import type { Piece } from './receipt-document';

/** What was printed of a sale on this device. */
export interface Pieces {
  readonly original: boolean;
  readonly copies: number;
  readonly gifts: number;
}

const NONE: Pieces = { original: false, copies: 0, gifts: 0 };

/** What a receipt printed now would be: the original if the sale was just paid and none is out yet, else the next copy. */
export function nextPiece(printed: Pieces | undefined, fresh: boolean): Piece {
  const { original, copies } = printed ?? NONE;
  return fresh && !original ? { kind: 'original' } : { kind: 'copy', count: copies + 1 };
}

/**
 * Counts a piece before it is printed and says which it is, in one transaction: two quick taps, or two tabs,
 * cannot both get the original.
 */
export async function takePiece(db: Database, saleId: string, fresh: boolean, gift: boolean): Promise<{ piece: Piece; printed: Pieces }> {
  const tx = db.transaction('sales', 'readwrite');
  const record = await tx.store.get(saleId);
  const before = record?.printed ?? NONE;
  // A sale that is not on this device any more had its original long ago.
  const piece: Piece = gift ? { kind: 'gift' } : nextPiece(before, fresh && record !== undefined);
  const printed = {
    original: before.original || piece.kind === 'original',
    copies: before.copies + (piece.kind === 'copy' ? 1 : 0),
    gifts: before.gifts + (gift ? 1 : 0),
  };
  if (record) {
    await tx.store.put({ ...record, printed });
  }
  await tx.done;
  return { piece, printed };
}

/** The original did certainly not come out: the next attempt may be it again. A copy stays counted. */
export async function giveBackOriginal(db: Database, saleId: string): Promise<void> {
  const tx = db.transaction('sales', 'readwrite');
  const record = await tx.store.get(saleId);
  if (record?.printed) {
    await tx.store.put({ ...record, printed: { ...record.printed, original: false } });
  }
  await tx.done;
}
