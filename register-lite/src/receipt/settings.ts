import type { Database } from '../device/database';
import type { Logo } from './esc-pos';

/** How this device prints. */
export interface PrinterSettings {
  /** The browser's own print dialog, or bytes for a receipt printer. */
  readonly way: 'browser' | 'usb' | 'serial' | 'hub';
  /** A printer's name at the hub. */
  readonly printer: string;
  readonly usb: { readonly vendorId: number; readonly productId: number; readonly serialNumber: string; readonly name: string } | null;
  readonly serial: { readonly vendorId: number | undefined; readonly productId: number | undefined } | null;
  readonly baudRate: number;
  readonly paper: 58 | 80;
  /** Opens the drawer that hangs at the printer when cash was taken. */
  readonly openDrawer: boolean;
  /** Prints each receipt without being asked. */
  readonly always: boolean;
  readonly logo: Logo | null;
}

export const AT_FIRST: PrinterSettings = { way: 'browser', printer: '', usb: null, serial: null, baudRate: 9_600, paper: 80, openDrawer: true, always: false, logo: null };

const KEY = 'printer';

export async function rememberedPrinter(db: Database): Promise<PrinterSettings> {
  return { ...AT_FIRST, ...((await db.get('memory', KEY)) as Partial<PrinterSettings> | undefined) };
}

export async function rememberPrinter(db: Database, settings: PrinterSettings): Promise<void> {
  await db.put('memory', settings, KEY);
}
