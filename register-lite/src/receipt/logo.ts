import type { Logo } from './esc-pos';
import { ROLLS } from './roll';

/** Of a roll of 80 mm; a quarter of a receipt is enough for a sign. */
const WIDEST = ROLLS[58].dots;
const HIGHEST = 160;

/** A picture file drawn small on white, in whole bytes of dots. Throws for a file that is no picture. */
export async function logoOf(file: Blob): Promise<Logo> {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, WIDEST / picture.width, HIGHEST / picture.height);
  const eighth = (dots: number) => Math.max(8, Math.floor((dots * scale) / 8) * 8);
  const [width, height] = [eighth(picture.width), eighth(picture.height)];
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(picture, 0, 0, width, height);
  picture.close();
  return { width, height, data: context.getImageData(0, 0, width, height).data };
}
