/** One tab at a time, by Web Locks; the browser frees the lock when the tab dies. */
export async function exclusively(name: string, work: () => Promise<void>): Promise<boolean> {
  // Absent outside secure contexts. The hub takes the same sale twice without harm, so one tab may go on.
  if (!navigator.locks) {
    await work();
    return true;
  }
  return navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock === null) {
      return false;
    }
    await work();
    return true;
  });
}

/** A page that was reloaded frees its locks a moment after its successor asks for them. */
const PATIENCE_MS = 800;

/** Takes the lock for as long as this tab lives; false if another tab has it. */
export function keepForThisTab(name: string): Promise<boolean> {
  if (!navigator.locks) {
    return Promise.resolve(true);
  }
  return new Promise((decided) => {
    const whileTabLives = () => {
      decided(true);
      return new Promise<void>(() => {});
    };
    navigator.locks.request(name, { signal: AbortSignal.timeout(PATIENCE_MS) }, whileTabLives).catch(() => decided(false));
  });
}
