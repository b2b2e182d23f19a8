/** Photos: drawn anew and small on the phone, kept under their hash, sent after the statement that names them. */

import { type Bytes, sha256 } from "../ledger/bytes";
import type { KeptKey, Photo, Sent, Store } from "../store/db";
import { ask } from "./requests";

const SIDES: readonly number[] = [1600, 1280, 960, 640];
const QUALITIES: readonly number[] = [0.8, 0.65, 0.5];
const MOST_BYTES = 400_000;
const PART = 131_072;
const UNNAMED = "photo.unnamed";
const OFFSET = "photo.offset";
const GIVEN_UP: readonly number[] = [413, 422];
const AGAIN = "photo.hash";

/** What was chosen is no picture this browser can draw. */
export class Unreadable extends Error {}

/**
 * Draw a photo anew, so small that it travels, and keep it; nothing the camera added comes along.
 *
 * @returns Its hash.
 * @throws {Unreadable} It is no picture.
 */
export const keepPhoto = async (store: Store, file: Blob, now: Date): Promise<string> => {
  const picture = await createImageBitmap(file).catch(() => {
    throw new Unreadable(file.type);
  });
  const bytes = new Uint8Array(await (await shrunk(picture)).arrayBuffer()) as Bytes;
  picture.close();
  const photo: Photo = {
    sha256: await sha256(bytes),
    bytes: bytes.buffer,
    takenAt: now.toISOString(),
    state: "waiting",
    told: "",
  };
  const tx = store.transaction("photos", "readwrite", { durability: "strict" });
  await Promise.all([tx.store.put(photo), tx.done]);
  return photo.sha256;
};

const shrunk = async (picture: ImageBitmap): Promise<Blob> => {
  let last: Blob | undefined;
  for (const side of SIDES) {
    for (const quality of QUALITIES) {
      last = await drawn(picture, side, quality);
      if (last.size <= MOST_BYTES) return last;
    }
  }
  throw new Unreadable(`${last?.size} bytes`);
};

const drawn = (picture: ImageBitmap, side: number, quality: number): Promise<Blob> => {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Unreadable("canvas"))), "image/jpeg", quality);
  });
};

/** Return the hashes of the photos a statement names, wherever in its body they stand. */
export const photosIn = (body: Readonly<Record<string, unknown>>): readonly string[] =>
  (body["photos"] as readonly string[] | undefined) ?? [];

/** Return the photos that wait, each with the statement in the log that names it. */
export const photosDue = async (
  store: Store,
  key: KeptKey,
  outbox: readonly Sent[],
): Promise<Array<[Photo, string]>> => {
  const due: Array<[Photo, string]> = [];
  for (const one of outbox) {
    if (one.state !== "kept" || one.carried || one.office !== key.office) continue;
    for (const hash of photosIn(one.said?.body ?? {})) {
      const photo = await store.get("photos", hash);
      if (photo?.state === "waiting") due.push([photo, one.id]);
    }
  }
  return due;
};

/**
 * Send the photos that wait, part by part, each from where the server says it stopped.
 *
 * @throws {Unreached} The server did not answer; what it has stays there.
 */
export const sendPhotos = async (store: Store, key: KeptKey, outbox: readonly Sent[]): Promise<void> => {
  for (const [photo, statement] of await photosDue(store, key, outbox)) {
    const settled = await sendPhoto(key, photo, statement);
    if (settled) await store.put("photos", settled);
  }
};

const sendPhoto = async (key: KeptKey, photo: Photo, statement: string): Promise<Photo | undefined> => {
  const path = `/photos/${photo.sha256}?statement=${statement}`;
  const bytes = new Uint8Array(photo.bytes) as Bytes;
  let { status, body } = await ask(key, { method: "GET", path });
  for (let tries = 2 * Math.ceil(bytes.length / PART) + 2; tries > 0; tries -= 1) {
    if (body["complete"] === true) return { ...photo, state: "sent" };
    const code = String(body["code"] ?? "");
    if (code === UNNAMED) return undefined;
    if (GIVEN_UP.includes(status) && code !== AGAIN)
      return { ...photo, state: "refused", told: String(body["detail"]) };
    if (code && code !== OFFSET && code !== AGAIN) return undefined;
    const from = code === AGAIN ? 0 : Number(body["have"] ?? 0);
    const part = bytes.slice(from, from + PART) as Bytes;
    const range = `bytes ${from}-${from + part.length - 1}/${bytes.length}`;
    ({ status, body } = await ask(key, { method: "PUT", path, body: part, headers: { "Content-Range": range } }));
  }
  return undefined;
};
