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
  const answer = await hub.call<{ sales?: { register?: string; receiptNumber?: string | null }[] }>('/api/v1/sales?limit=50', { timeoutMs: 5_000 });
  if (answer.kind !== 'ok') {
    return;
  }
  const numbers = (answer.body?.sales ?? [])
    .filter((sale) => sale.register === register)
    .map((sale) => Number(/-(\d+)$/.exec(sale.receiptNumber ?? '')?.[1] ?? 0));
  await memory.raiseCounter(register, Math.max(0, ...numbers));
}
