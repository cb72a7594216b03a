import type { Hub } from '../hub/client';
import { t } from '../words/words';
import type { PrinterSettings } from './settings';

/** How printing ended. In doubt means that some or all of it may be on paper. */
export type PrintEnd = { readonly kind: 'printed' } | { readonly kind: 'not'; readonly why: string } | { readonly kind: 'doubt'; readonly why: string };

/** Something that takes bytes; never throws. */
export interface Printer {
  print(bytes: Uint8Array): Promise<PrintEnd>;
}

/** The parts of WebUSB that printing needs (WICG WebUSB). */
export interface UsbDevice {
  readonly vendorId: number;
  readonly productId: number;
  readonly serialNumber?: string;
  readonly productName?: string;
  readonly configuration: { readonly interfaces: readonly UsbInterface[] } | null;
  open(): Promise<void>;
  close(): Promise<void>;
  selectConfiguration(value: number): Promise<void>;
  claimInterface(number: number): Promise<void>;
  transferOut(endpoint: number, data: Uint8Array): Promise<{ readonly status: string }>;
}
interface UsbInterface {
  readonly interfaceNumber: number;
  readonly alternates: readonly { readonly interfaceClass: number; readonly endpoints: readonly { readonly endpointNumber: number; readonly direction: string; readonly type: string }[] }[];
}
export interface Usb {
  getDevices(): Promise<readonly UsbDevice[]>;
  requestDevice(options: { filters: readonly { classCode: number }[] }): Promise<UsbDevice>;
}

/** The parts of Web Serial that printing needs (WICG Serial). */
export interface SerialPort {
  readonly writable: WritableStream<Uint8Array> | null;
  getInfo(): { readonly usbVendorId?: number; readonly usbProductId?: number };
  open(options: { baudRate: number }): Promise<void>;
  close(): Promise<void>;
}
export interface Serial {
  getPorts(): Promise<readonly SerialPort[]>;
  requestPort(): Promise<SerialPort>;
}

/** USB's class of printers (USB device class definition for printing devices 1.1). */
export const USB_PRINTER_CLASS = 7;

export const usbOf = (): Usb | null => (navigator as { usb?: Usb }).usb ?? null;
export const serialOf = (): Serial | null => (navigator as { serial?: Serial }).serial ?? null;

/** No printer takes longer for a receipt; one without paper takes for ever. */
export const PRINT_AT_MOST_MS = 10_000;

/** The printer that this device is set to, or null for the browser's own print. */
export function printerOf(settings: PrinterSettings, hub: Hub, usb: Usb | null = usbOf(), serial: Serial | null = serialOf()): Printer | null {
  switch (settings.way) {
    case 'browser':
      return null;
    case 'usb':
      return inTime((bytes, sent) => overUsb(usb, settings, bytes, sent));
    case 'serial':
      return inTime((bytes, sent) => overSerial(serial, settings, bytes, sent));
    case 'hub':
      return { print: (bytes) => throughHub(hub, settings.printer, bytes) };
  }
}

class NotThere extends Error {}

async function overUsb(usb: Usb | null, settings: PrinterSettings, bytes: Uint8Array, sending: () => void): Promise<void> {
  const devices = (await usb?.getDevices()) ?? [];
  const device = devices.find((one) => one.vendorId === settings.usb?.vendorId && one.productId === settings.usb.productId && (one.serialNumber ?? '') === settings.usb.serialNumber);
  if (!device) {
    throw new NotThere(t('the printer is not plugged in, or was not chosen on this device'));
  }
  await device.open();
  try {
    if (device.configuration === null) {
      await device.selectConfiguration(1);
    }
    const found = (device.configuration?.interfaces ?? []).flatMap((one) =>
      one.alternates.flatMap((way) =>
        way.interfaceClass === USB_PRINTER_CLASS ? way.endpoints.filter((end) => end.direction === 'out' && end.type === 'bulk').map((end) => ({ one, end })) : [],
      ),
    )[0];
    if (!found) {
      throw new NotThere(t('the device takes no print data'));
    }
    await device.claimInterface(found.one.interfaceNumber);
    sending();
    const { status } = await device.transferOut(found.end.endpointNumber, bytes);
    if (status !== 'ok') {
      throw new Error(t('the printer answered {status}', { status }));
    }
  } finally {
    // Frees it for another tab; what the printer has it prints.
    await device.close().catch(() => {});
  }
}

async function overSerial(serial: Serial | null, settings: PrinterSettings, bytes: Uint8Array, sending: () => void): Promise<void> {
  const ports = (await serial?.getPorts()) ?? [];
  const port = ports.find((one) => one.getInfo().usbVendorId === settings.serial?.vendorId && one.getInfo().usbProductId === settings.serial?.productId);
  if (!port || !settings.serial) {
    throw new NotThere(t('the printer is not plugged in, or was not chosen on this device'));
  }
  await port.open({ baudRate: settings.baudRate });
  try {
    const writer = port.writable!.getWriter();
    try {
      sending();
      await writer.write(bytes);
      // Ends when all of it has left.
      await writer.close();
    } finally {
      writer.releaseLock();
    }
  } finally {
    await port.close().catch(() => {});
  }
}

async function throughHub(hub: Hub, printer: string, bytes: Uint8Array): Promise<PrintEnd> {
  if (printer === '') {
    return { kind: 'not', why: t('no printer of the hub was chosen on this device') };
  }
  const body = { bytes: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')) };
  const answer = await hub.call<{ end?: string; why?: string | null }>(`/api/v1/print/${encodeURIComponent(printer)}`, { method: 'POST', body, timeoutMs: PRINT_AT_MOST_MS + 5_000 });
  switch (answer.kind) {
    case 'ok':
      switch (answer.body.end) {
        case 'PRINTED':
          return { kind: 'printed' };
        case 'NOT_PRINTED':
          return { kind: 'not', why: answer.body.why ?? t('the printer cannot be reached') };
        default:
          return { kind: 'doubt', why: answer.body.why ?? t('the printer may have printed a part') };
      }
    case 'refused':
      return { kind: 'not', why: answer.problem.detail ?? answer.problem.title };
    case 'lost':
      return { kind: 'doubt', why: t('the hub did not answer ({why})', { why: answer.why }) };
  }
}

/** Turns what is thrown, or lasts too long, into an end. From the first byte on it is one in doubt. */
function inTime(work: (bytes: Uint8Array, sending: () => void) => Promise<void>): Printer {
  return {
    async print(bytes) {
      let begun = false;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error(t('the printer takes too long; look at its paper and its cover'))), PRINT_AT_MOST_MS);
      });
      try {
        await Promise.race([work(bytes, () => (begun = true)), late]);
        return { kind: 'printed' };
      } catch (failure) {
        const why = failure instanceof Error ? failure.message : String(failure);
        return begun ? { kind: 'doubt', why } : { kind: 'not', why };
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
