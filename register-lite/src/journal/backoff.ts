/** 1 s, 2 s, 4 s ... up to a minute, with a little disorder so that tills do not return in step. */
export function backoffMs(attempts: number, random: number = Math.random()): number {
  const base = Math.min(60_000, 1_000 * 2 ** Math.min(attempts, 10));
  return Math.round(base * (0.75 + random / 2));
}
