import { drawn } from './plain';
import type { ReceiptDocument, Row } from './receipt-document';
import { paired, type Roll, wrapped } from './roll';

/** A picture in grey, four bytes a dot as a canvas gives it; width and height are multiples of 8. */
export interface Logo {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** ESC p 0: the first drawer, 120 ms on, 240 ms off (Epson ESC/POS reference, "Generate pulse"). */
export const DRAWER_KICK = Uint8Array.of(0x1b, 0x70, 0x00, 60, 120);

/** Tried in this order for each sign; western first, because every printer has those. Not VISCII: it keeps letters below 32. */
export const CODE_PAGES = ['cp437', 'cp858', 'windows1252', 'cp852', 'windows1250', 'cp866', 'windows1251', 'windows1253', 'windows1254', 'windows1257'] as const;

/** Between the printing head and the knife. */
const LINES_BEFORE_CUT = 4;
const QR_SIZE = 5;
/** Code 128: 11 modules a sign, with start, check and a stop of 13; each module is 2 dots wide here. */
const barcodeDots = (signs: number) => ((signs + 2) * 11 + 13) * 2;

/**
 * The receipt as a printer wants it (ESC/POS). Text reaches the encoder through `drawn` alone, so only
 * the encoder makes commands. The encoder is loaded at the first receipt.
 */
export async function escPos(document: ReceiptDocument, roll: Roll, logo: Logo | null): Promise<Uint8Array> {
  const { default: Encoder } = await import('@point-of-sale/receipt-printer-encoder');
  const { columns } = roll;
  const out = new Encoder({
    columns,
    language: 'esc-pos',
    newline: '\n',
    imageMode: 'raster',
    feedBeforeCut: LINES_BEFORE_CUT,
    codepageCandidates: [...CODE_PAGES],
  });
  const lines = (texts: readonly string[]) => texts.forEach((text) => out.line(drawn(text)));
  const rows = (all: readonly Row[]) => all.forEach(({ name, value }) => lines(paired(name, value, columns)));
  const centred = (texts: readonly string[]) => lines(texts.flatMap((text) => wrapped(text, columns)));

  out.initialize().codepage('auto').align('center');
  if (logo && logo.width <= roll.dots) {
    out.image(logo as unknown as ImageData, logo.width, logo.height, 'atkinson');
  }
  const bold = (texts: readonly string[]) => {
    out.bold(true);
    lines(texts);
    out.bold(false);
  };
  bold(wrapped(document.merchant.name, columns));
  centred(document.merchant.address);
  if (document.mark !== null) {
    out.newline();
    bold([`*** ${document.mark} ***`]);
  }
  out.align('left').newline();
  rows(document.facts);
  out.rule();
  for (const { what, amount, details } of document.lines) {
    lines(amount === null ? wrapped(what, columns) : paired(what, amount, columns));
    lines(details.flatMap((detail) => wrapped(detail, columns - 2).map((text) => `  ${text}`)));
  }
  if (document.total) {
    out.rule();
    rows(document.sums);
    bold(paired(document.total.name, document.total.value, columns));
    rows(document.included);
    out.rule();
    rows(document.tenders);
  }
  lines(document.notes.flatMap((note) => wrapped(note, columns)));
  out.newline().align('center');
  if (document.link !== null) {
    out.qrcode(asciiOnly(document.link), { model: 2, size: QR_SIZE, errorlevel: 'm' });
  }
  // An opening brace would choose another alphabet of the code.
  const code = asciiOnly(document.number).replaceAll('{', '');
  if (code !== '' && code === document.number && barcodeDots(code.length) <= roll.dots) {
    out.barcode(code, 'code128', { height: 60, width: 1, text: 'none' });
  }
  centred(document.footer);
  return out.align('left').cut('partial').encode();
}

function asciiOnly(text: string): string {
  return text.replace(/[^\x21-\x7e]/g, '');
}
