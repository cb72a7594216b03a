import { useEffect, useRef, useState } from 'preact/hooks';

/**
 * Seconds until it ends, once nobody has touched anything for so long; null before. `onEnd` is called when they are
 * over. Counts only while `on`.
 */
export function useIdle(idleMs: number, warnMs: number, on: boolean, onEnd: () => void): number | null {
  const [left, setLeft] = useState<number | null>(null);
  const end = useRef(onEnd);
  end.current = onEnd;
  useEffect(() => {
    if (!on) {
      setLeft(null);
      return undefined;
    }
    let since = performance.now();
    const touched = () => {
      since = performance.now();
      setLeft(null);
    };
    const timer = setInterval(() => {
      const over = performance.now() - since - idleMs;
      if (over >= warnMs) {
        touched();
        end.current();
      } else if (over >= 0) {
        setLeft(Math.ceil((warnMs - over) / 1_000));
      }
    }, 500);
    addEventListener('pointerdown', touched);
    addEventListener('keydown', touched);
    return () => {
      clearInterval(timer);
      removeEventListener('pointerdown', touched);
      removeEventListener('keydown', touched);
    };
  }, [on, idleMs, warnMs]);
  return left;
}
