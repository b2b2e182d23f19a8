/** The camera as a reader of codes: begun by a tap, ended by the page, and never the only way to say a code. */

import { type Reader, readerHere } from "./reader";

/** Why no camera can be used; the page says so and offers the keyboard. */
export type ScanProblem = "refused" | "missing" | "busy" | "unreadable";

/** The camera cannot be used. */
export class NoCamera extends Error {
  constructor(readonly problem: ScanProblem) {
    super(problem);
    this.name = "NoCamera";
  }
}

export interface Scan {
  /** Let go of the camera. */
  readonly stop: () => void;
  /** Switch the light; undefined where there is none. */
  readonly torch?: (on: boolean) => Promise<void>;
}

const PAUSE = 60;
const AGAIN = 1500;
const PROBLEMS: Readonly<Record<string, ScanProblem>> = {
  NotAllowedError: "refused",
  SecurityError: "refused",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NotReadableError: "busy",
  AbortError: "busy",
};

/**
 * Show the camera in a video element and call back with each code it sees; the same code again only after a while.
 *
 * @throws {NoCamera} There is none, it may not be used, another app holds it, or no reader could be loaded.
 */
export const startScan = async (video: HTMLVideoElement, onText: (text: string) => void): Promise<Scan> => {
  const stream = await camera();
  const track = stream.getVideoTracks()[0] as MediaStreamTrack;
  let on = true;
  const stop = (): void => {
    on = false;
    for (const each of stream.getTracks()) each.stop();
    video.srcObject = null;
  };
  try {
    const reader = await shown(video, stream);
    void watch(reader, video, () => on, onText);
  } catch {
    stop();
    throw new NoCamera("unreadable");
  }
  return hasTorch(track) ? { stop, torch: (lit) => light(track, lit) } : { stop };
};

const camera = async (): Promise<MediaStream> => {
  const asked = { video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } }, audio: false };
  if (!navigator.mediaDevices?.getUserMedia) throw new NoCamera("missing");
  try {
    return await navigator.mediaDevices.getUserMedia(asked);
  } catch (fault) {
    throw new NoCamera(PROBLEMS[(fault as Error).name] ?? "missing");
  }
};

const shown = async (video: HTMLVideoElement, stream: MediaStream): Promise<Reader> => {
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  const [reader] = await Promise.all([readerHere(), video.play()]);
  return reader;
};

const watch = async (
  read: Reader,
  video: HTMLVideoElement,
  on: () => boolean,
  onText: (text: string) => void,
): Promise<void> => {
  const seen = new Map<string, number>();
  while (on()) {
    const texts = video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA ? await read(video).catch(() => []) : [];
    const now = performance.now();
    for (const text of on() ? texts : []) {
      const fresh = now - (seen.get(text) ?? -AGAIN) >= AGAIN;
      seen.set(text, now);
      if (fresh) onText(text);
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
};

interface Lit extends MediaTrackCapabilities {
  readonly torch?: boolean;
}

const hasTorch = (track: MediaStreamTrack): boolean => (track.getCapabilities?.() as Lit | undefined)?.torch === true;

const light = (track: MediaStreamTrack, on: boolean): Promise<void> =>
  track.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] });
