import type { DeviceMemory } from '../device/memory';
import type { Hub } from '../hub/client';

/**
 * Lets receipt numbers go on where the hub saw them end, for a device whose storage was cleared. A
 * device that kept its counter is always ahead of the hub, so it does not ask.
 */
export async function continueNumbers(hub: Hub, memory: DeviceMemory, register: string): Promise<void> {
  if ((await memory.counter(register)) > 0) {
    return;
  }
  const answer = await hub.call<{ lastReceipt?: number | null }>(`/api/v1/registers/${encodeURIComponent(register)}/drawer?all=true`, { timeoutMs: 5_000 });
  if (answer.kind === 'ok' && typeof answer.body?.lastReceipt === 'number') {
    await memory.raiseCounter(register, answer.body.lastReceipt);
  }
}
