import { signal } from '@preact/signals';

/** Who may be asked for a yes at this till, as far as the device knows. */
export const managerNames = signal<readonly string[]>([]);
