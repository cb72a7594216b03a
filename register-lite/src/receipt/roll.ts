import { printable } from './plain';

/** How wide the paper is: signs on a line, and dots of a picture. */
export interface Roll {
  readonly columns: number;
  readonly dots: number;
}

/** Printers of 203 dots an inch, font A, as nearly all are. */
export const ROLLS: Record<58 | 80, Roll> = { 58: { columns: 32, dots: 384 }, 80: { columns: 48, dots: 576 } };

/** The text in lines of at most so many signs; a word that is longer is broken. Never empty. */
export function wrapped(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line: string[] = [];
  for (const word of printable(text).split(' ')) {
    let rest = [...word];
    if (line.length > 0 && line.length + 1 + rest.length > columns) {
      lines.push(line.join(''));
      line = [];
    }
    while (rest.length > columns) {
      lines.push(rest.slice(0, columns).join(''));
      rest = rest.slice(columns);
    }
    line = line.length === 0 ? rest : [...line, ' ', ...rest];
  }
  return [...lines, line.join('')];
}

/** Something on the left and its amount on the right, in as many lines as the left side takes. */
export function paired(left: string, right: string, columns: number): readonly string[] {
  const amount = [...printable(right)];
  const room = columns - amount.length - 1;
  if (room < Math.min(8, columns)) {
    // No room for both beside each other.
    return [...wrapped(left, columns), ...wrapped(right, columns).map((line) => line.padStart(columns))];
  }
  const [first = '', ...others] = wrapped(left, room);
  return [first + ' '.repeat(columns - [...first].length - amount.length) + amount.join(''), ...others];
}
