import { signal } from '@preact/signals';

export interface Notice {
  readonly id: number;
  readonly tone: 'info' | 'wrong';
  readonly text: string;
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

/** What the till has to say without stopping anybody: shown in a live region, newest last. */
export const notices = signal<readonly Notice[]>([]);

const SHOWN_MAX = 3;
let count = 0;

export function tell(text: string, options: { tone?: Notice['tone']; action?: Notice['action']; forMs?: number } = {}): void {
  const notice: Notice = { id: ++count, tone: options.tone ?? 'info', text, action: options.action ?? null };
  const others = notices.value.filter((known) => known.text !== text);
  notices.value = [...others, notice].slice(-SHOWN_MAX);
  setTimeout(() => dismiss(notice.id), options.forMs ?? (notice.tone === 'wrong' ? 10_000 : 6_000));
}

export function dismiss(id: number): void {
  notices.value = notices.value.filter((notice) => notice.id !== id);
}

export function clearNotices(): void {
  notices.value = [];
}
