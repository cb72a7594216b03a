import { GAP_MS, Wedge } from './wedge';

export interface Ears {
  /** Whether this is the code of something. */
  readonly isCode: (code: string) => boolean;
  /**
   * A scanner read this. `field` is the text field that had the focus; the code has been taken out of it
   * again, `typed` is what stood there with it. False if it was a fast typist after all.
   */
  readonly onScan: (code: string, field: HTMLInputElement | null, typed: string) => boolean;
  /** Somebody types while no field has the focus. */
  readonly onTyping: (text: string) => void;
  /** A key that is not part of a scan. True if it was used. */
  readonly onKey: (event: KeyboardEvent) => boolean;
}

/** Keys closer together than this may still be one scan whose keys were held up on their way. */
const RUN_GAP_MS = 500;
/** What was held up must be a known code of at least this length, or typing could look like one. */
const RUN_LENGTH_MIN = 6;

/** Listens to keyboard and scanner for the whole page; returns how to stop. */
export function listen(ears: Ears): () => void {
  const wedge = new Wedge();
  let field: HTMLInputElement | null = null;
  /** What stood in the field before the burst, and before the longer run that the burst ends. */
  let before = { burst: '', run: '' };
  let run = { text: '', lastAt: Number.NEGATIVE_INFINITY };
  let pending = '';
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = () => {
    clearTimeout(timer);
    const text = pending;
    pending = '';
    if (text !== '') {
      ears.onTyping(text);
    }
  };

  const onCharacter = (event: KeyboardEvent, first: boolean) => {
    const focused = textField(event.target);
    const goesOn = event.timeStamp - run.lastAt <= RUN_GAP_MS;
    if (first) {
      before = { burst: focused?.value ?? '', run: goesOn ? before.run : (focused?.value ?? '') };
    }
    field = focused;
    run = { text: goesOn ? run.text + event.key : event.key, lastAt: event.timeStamp };
    if (field === null && !(event.key === ' ' && first)) {
      // No field has the focus: wait a moment to see whether this is a person or a scanner.
      event.preventDefault();
      pending += event.key;
      clearTimeout(timer);
      timer = setTimeout(flush, GAP_MS + 20);
    }
  };

  /** What Enter or Tab ends: a burst, or a run that was held up and is a code all the same. */
  const ended = (event: KeyboardEvent, burst: string | null): { code: string; value: string } | null => {
    if (burst !== null && ears.isCode(burst)) {
      return { code: burst, value: before.burst };
    }
    const ends = (event.key === 'Enter' || event.key === 'Tab') && event.timeStamp - run.lastAt <= RUN_GAP_MS;
    for (let from = 0; ends && run.text.length - from >= RUN_LENGTH_MIN; from++) {
      if (ears.isCode(run.text.slice(from))) {
        return { code: run.text.slice(from), value: before.run };
      }
    }
    return burst === null ? null : { code: burst, value: before.burst };
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) {
      return;
    }
    const seen = wedge.see(event);
    if (seen.kind === 'part') {
      return onCharacter(event, seen.first);
    }
    const scan = ended(event, seen.kind === 'scan' ? seen.code : null);
    if (event.key !== 'Shift') {
      run = { text: '', lastAt: Number.NEGATIVE_INFINITY };
    }
    if (scan) {
      clearTimeout(timer);
      pending = '';
      const typed = field?.value ?? '';
      put(field, scan.value);
      if (ears.onScan(scan.code, field, typed)) {
        event.preventDefault();
        event.stopPropagation();
      } else {
        put(field, typed);
      }
      return;
    }
    if (event.key !== 'Shift') {
      flush();
    }
    if (ears.onKey(event)) {
      event.preventDefault();
    }
  };

  // Capture: a scanner's Enter must not press the button that happens to have the focus.
  addEventListener('keydown', onKeyDown, true);
  return () => {
    clearTimeout(timer);
    removeEventListener('keydown', onKeyDown, true);
  };
}

function textField(target: EventTarget | null): HTMLInputElement | null {
  return target instanceof HTMLInputElement && !target.readOnly && !target.disabled ? target : null;
}

function put(field: HTMLInputElement | null, value: string): void {
  if (field && field.value !== value) {
    field.value = value;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
}
