/** Whatever reads QR codes off a picture here: the browser's own reader, else a WebAssembly one of ours, loaded when needed. */

import wasm from "zxing-wasm/reader/zxing_reader.wasm?url";

/** Reads the texts of the QR codes in what a camera shows now. */
export type Reader = (video: HTMLVideoElement) => Promise<readonly string[]>;

interface Detector {
  detect(source: CanvasImageSource): Promise<ReadonlyArray<{ readonly rawValue: string }>>;
}

interface DetectorClass {
  new (options: { formats: readonly string[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
}

const QR = "qr_code";
const SIDE = 960;

/** Return the best reader there is. */
export const readerHere = async (): Promise<Reader> => (await own()) ?? (await wasmReader());

const own = async (): Promise<Reader | undefined> => {
  const known = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  try {
    if (!known || !(await known.getSupportedFormats()).includes(QR)) return undefined;
    const detector = new known({ formats: [QR] });
    return async (video) => (await detector.detect(video)).map(({ rawValue }) => rawValue);
  } catch {
    return undefined;
  }
};

const wasmReader = async (): Promise<Reader> => {
  const { prepareZXingModule, readBarcodes } = await import("zxing-wasm/reader");
  await prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true });
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true }) as CanvasRenderingContext2D;
  return async (video) => {
    const scale = Math.min(1, SIDE / Math.max(video.videoWidth, video.videoHeight));
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    pen.drawImage(video, 0, 0, canvas.width, canvas.height);
    const picture = pen.getImageData(0, 0, canvas.width, canvas.height);
    const found = await readBarcodes(picture, { formats: ["QRCode"], maxNumberOfSymbols: 4 });
    return found.filter(({ isValid }) => isValid).map(({ text }) => text);
  };
};
