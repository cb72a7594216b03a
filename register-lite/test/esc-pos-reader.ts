/**
 * Reads ESC/POS as a printer does, by the lengths of Epson's command reference and not by our encoder. What
 * it does not know is an error: nothing may slip through as "some command".
 */
export interface Printed {
  /** Every command in order, such as "cut" or "pulse". */
  readonly commands: readonly string[];
  /** The bytes between the commands, line by line; each byte as one sign of Latin-1. */
  readonly lines: readonly string[];
  readonly qr: readonly string[];
  readonly barcodes: readonly string[];
}

const ESC: Record<string, [name: string, length: number]> = {
  '@': ['initialize', 2],
  M: ['font', 3],
  E: ['bold', 3],
  a: ['align', 3],
  t: ['codepage', 3],
  d: ['feed', 3],
  p: ['pulse', 5],
};

export function readEscPos(bytes: Uint8Array): Printed {
  const commands: string[] = [];
  const lines: string[] = [];
  const qr: string[] = [];
  const barcodes: string[] = [];
  let line = '';
  let at = 0;
  const take = (name: string, length: number) => {
    commands.push(name);
    at += length;
  };
  const ascii = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
  while (at < bytes.length) {
    const [byte, next = 0, third = 0] = bytes.subarray(at, at + 3) as unknown as [number, number?, number?];
    const letter = String.fromCharCode(next);
    if (byte === 0x0a) {
      lines.push(line);
      line = '';
      at++;
    } else if (byte === 0x1b && ESC[letter]) {
      take(...ESC[letter]);
    } else if (byte === 0x1c && letter === '.') {
      take('single-byte', 2);
    } else if (byte === 0x1d && (letter === 'h' || letter === 'w' || letter === 'H')) {
      take('barcode-setting', 3);
    } else if (byte === 0x1d && letter === 'k') {
      const length = bytes[at + 3]!;
      barcodes.push(ascii(at + 4, at + 4 + length));
      take('barcode', 4 + length);
    } else if (byte === 0x1d && letter === '(' && third === 0x6b) {
      const length = bytes[at + 3]! + 256 * bytes[at + 4]!;
      if (bytes[at + 6] === 0x50) {
        qr.push(ascii(at + 8, at + 5 + length));
      }
      take('qr', 5 + length);
    } else if (byte === 0x1d && letter === 'v') {
      take('picture', 8 + (bytes[at + 4]! + 256 * bytes[at + 5]!) * (bytes[at + 6]! + 256 * bytes[at + 7]!));
    } else if (byte === 0x1d && letter === 'V') {
      take('cut', 3);
    } else if (byte < 0x20 || byte === 0x7f) {
      throw new Error(`byte ${byte} ${next} ${third} at ${at} is no command that a receipt needs`);
    } else {
      line += String.fromCharCode(byte);
      at++;
    }
  }
  return { commands, lines: [...lines, line], qr, barcodes };
}
