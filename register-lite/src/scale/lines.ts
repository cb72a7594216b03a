import type { WeightUnit } from '../wire';
import { t } from '../words/words';
import { type Reading, readLine, readReport, type Scale } from './scale';

const PATIENCE_MS = 1_500;
/** "W": give me the weight (Toledo 8213); scales that send all the time do not mind. */
const ASK = Uint8Array.of(0x57, 0x0d);

/** As much of a serial port as is needed here. */
export interface SerialLine {
  readonly readable: ReadableStream<Uint8Array> | null;
  readonly writable: WritableStream<Uint8Array> | null;
  open(options: { baudRate: number; dataBits: number; parity: string }): Promise<void>;
  close(): Promise<void>;
}

/** A scale at a serial port: opened for each look, so that nothing is held while nobody weighs. */
export function serialScale(port: SerialLine, usual: WeightUnit, patienceMs = PATIENCE_MS): Scale {
  return {
    async read() {
      try {
        await port.open({ baudRate: 9600, dataBits: 7, parity: 'even' });
        try {
          const writer = port.writable!.getWriter();
          await writer.write(ASK);
          writer.releaseLock();
          const line = await firstLine(port.readable!, patienceMs);
          return line === null ? { kind: 'not', why: t('no answer') } : readLine(line, usual);
        } finally {
          await port.close();
        }
      } catch (failure) {
        return { kind: 'not', why: failure instanceof Error ? failure.message : String(failure) };
      }
    },
  };
}

/** Up to the end of a line; null when none comes in time. */
async function firstLine(from: ReadableStream<Uint8Array>, patienceMs: number): Promise<string | null> {
  const reader = from.getReader();
  const timer = setTimeout(() => void reader.cancel(), patienceMs);
  let text = '';
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) {
        return null;
      }
      // Seven bits: the eighth may be the parity.
      text += String.fromCharCode(...value.map((byte) => byte & 0x7f));
      const whole = text.split(/[\r\n]+/).slice(0, -1).find((line) => line.trim() !== '');
      if (whole !== undefined) {
        return whole;
      }
    }
  } finally {
    clearTimeout(timer);
    reader.releaseLock();
  }
}

/** As much of a USB scale as is needed here. */
export interface ReportSource {
  readonly opened: boolean;
  open(): Promise<void>;
  addEventListener(type: 'inputreport', heard: (event: { data: DataView }) => void): void;
  removeEventListener(type: 'inputreport', heard: (event: { data: DataView }) => void): void;
}

/** A scale at USB, which says by itself what lies on it. */
export function usbScale(device: ReportSource, patienceMs = PATIENCE_MS): Scale {
  return {
    async read() {
      try {
        if (!device.opened) {
          await device.open();
        }
        return await new Promise<Reading>((done) => {
          let last: Reading = { kind: 'not', why: t('no answer') };
          const end = (reading: Reading) => {
            clearTimeout(timer);
            device.removeEventListener('inputreport', heard);
            done(reading);
          };
          const heard = ({ data }: { data: DataView }) => {
            last = readReport(data);
            if (last.kind === 'weight') {
              end(last);
            }
          };
          const timer = setTimeout(() => end(last), patienceMs);
          device.addEventListener('inputreport', heard);
        });
      } catch (failure) {
        return { kind: 'not', why: failure instanceof Error ? failure.message : String(failure) };
      }
    },
  };
}

interface Ports {
  readonly serial?: { getPorts(): Promise<SerialLine[]>; requestPort(): Promise<SerialLine> };
  readonly hid?: { getDevices(): Promise<ReportSource[]>; requestDevice(options: unknown): Promise<ReportSource[]> };
}

const SCALES = { filters: [{ usagePage: 0x8d }] };
const ports = () => navigator as unknown as Ports;

/** Which lines this browser has for scales. */
export function ways(): readonly ('usb' | 'serial')[] {
  return [...(ports().hid ? (['usb'] as const) : []), ...(ports().serial ? (['serial'] as const) : [])];
}

/** The scale that this device was allowed to use before; null when there is none. */
export async function knownScale(way: 'usb' | 'serial', usual: WeightUnit): Promise<Scale | null> {
  if (way === 'usb') {
    const [device] = (await ports().hid?.getDevices()) ?? [];
    return device ? usbScale(device) : null;
  }
  const [port] = (await ports().serial?.getPorts()) ?? [];
  return port ? serialScale(port, usual) : null;
}

/** Lets somebody choose a scale; must come from a tap. Null when none was chosen. */
export async function chooseScale(way: 'usb' | 'serial', usual: WeightUnit): Promise<Scale | null> {
  try {
    if (way === 'usb') {
      const [device] = (await ports().hid?.requestDevice(SCALES)) ?? [];
      return device ? usbScale(device) : null;
    }
    const port = await ports().serial?.requestPort();
    return port ? serialScale(port, usual) : null;
  } catch {
    // Nobody chose anything.
    return null;
  }
}
