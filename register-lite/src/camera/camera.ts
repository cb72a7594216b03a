/** A camera that looks, and how to end it. */
export interface Camera {
  readonly stream: MediaStream;
  /** Whether it has a lamp. */
  readonly torch: boolean;
  light(on: boolean): Promise<void>;
  close(): void;
}

/** Why there is no picture: somebody must allow it, or there is no camera. */
export type NoCamera = 'refused' | 'none';

/** The camera at the back if there is one. Codes are small, so the picture should not be. */
export async function openCamera(): Promise<Camera | NoCamera> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 } },
    });
    const [track] = stream.getVideoTracks();
    const able = (track?.getCapabilities?.() ?? {}) as { torch?: boolean };
    return {
      stream,
      torch: able.torch === true,
      light: async (on) => {
        await track?.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] });
      },
      close: () => stream.getTracks().forEach((each) => each.stop()),
    };
  } catch (failure) {
    return failure instanceof DOMException && failure.name === 'NotAllowedError' ? 'refused' : 'none';
  }
}

/** The same code again counts only when it was out of sight for so long: one look at a box is one scan. */
export const AWAY_MS = 1_200;

/** Tells a new scan from one that still lies before the camera. */
export class Sightings {
  private code = '';
  private lastAt = Number.NEGATIVE_INFINITY;

  /** True when the code came into sight just now. */
  isNew(code: string, at: number): boolean {
    const fresh = code !== this.code || at - this.lastAt > AWAY_MS;
    this.code = code;
    this.lastAt = at;
    return fresh;
  }
}
