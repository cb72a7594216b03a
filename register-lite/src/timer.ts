/** A timer that holds one appointment: a new one replaces the old one. */
export function oneTimer(): (afterMs: number, call: () => void) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (afterMs, call) => {
    clearTimeout(timer);
    timer = setTimeout(call, Math.max(0, afterMs));
  };
}
