/** The sign of the house: a bridge, drawn in lines. */
export function BrandMark({ size = 32 }: { size?: number }) {
  return (
    <svg class="brand-mark" width={size} height={size} viewBox="0 0 64 64" aria-hidden="true">
      <rect width="64" height="64" rx="14" />
      <path d="M12 44V34a20 20 0 0 1 40 0v10M8 44h48M32 14v30M22 17.500v26.500M42 17.500v26.500" />
    </svg>
  );
}

/** Two letters and a calm colour that stay the same for the same name. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s\-_/]+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const letters = words.length > 1 ? [words[0]![0], words[1]![0]] : [...(words[0] ?? '?')].slice(0, 2);
  return letters.join('').toUpperCase();
}

export const HUES = 8;

export function hueOf(name: string): number {
  let sum = 7;
  for (const letter of name) {
    sum = (sum * 31 + letter.codePointAt(0)!) % 9_973;
  }
  return sum % HUES;
}
