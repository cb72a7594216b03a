import { ArrowLeft, ArrowRight, Delete, ExternalLink, type IconNode, LogOut, ReceiptText } from 'lucide';
import { createElement } from 'preact';

/** Icons that point along the line, or are lines: they turn round where the line runs from right to left. */
const TURNING: ReadonlySet<IconNode> = new Set([ArrowLeft, ArrowRight, Delete, ExternalLink, LogOut, ReceiptText]);

/** A Lucide icon, drawn into the page: only the icons used are in the bundle. */
export function Icon({ of, size = 20 }: { of: IconNode; size?: number }) {
  return (
    <svg
      class={TURNING.has(of) ? 'icon turning' : 'icon'}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {of.map(([tag, attributes], i) => createElement(tag, { key: i, ...attributes }))}
    </svg>
  );
}
