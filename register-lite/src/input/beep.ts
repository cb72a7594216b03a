let audio: AudioContext | null = null;

/** Two low tones: "that did not work". Silent where the browser has no sound. */
export function beepWrong(): void {
  try {
    audio ??= new AudioContext();
    void audio.resume();
    tone(audio, 330, 0);
    tone(audio, 247, 0.16);
  } catch {
    // A till without a loudspeaker still shows the notice.
  }
}

/** One short, high tone: the code was read. */
export function beepRight(): void {
  try {
    audio ??= new AudioContext();
    void audio.resume();
    tone(audio, 1_760, 0);
  } catch {
    // The screen says it too.
  }
}

function tone(context: AudioContext, hertz: number, after: number): void {
  const at = context.currentTime + after;
  const [source, volume] = [context.createOscillator(), context.createGain()];
  source.type = 'square';
  source.frequency.value = hertz;
  volume.gain.setValueAtTime(0.08, at);
  volume.gain.exponentialRampToValueAtTime(0.001, at + 0.14);
  source.connect(volume).connect(context.destination);
  source.start(at);
  source.stop(at + 0.15);
}
