import { useEffect } from 'preact/hooks';

/** What has just appeared takes the focus, or a keyboard would begin again at the top of the page. */
export function useFocus(id: string): void {
  useEffect(() => {
    document.getElementById(id)?.focus();
  }, [id]);
}
