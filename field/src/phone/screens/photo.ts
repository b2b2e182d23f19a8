/** Photos beside an answer: taken, shown small, taken away again. */

import type { App } from "../app";
import { button, h } from "../../dom";
import { live, notice } from "../parts";
import { keepPhoto, Unreadable } from "../photos";
import { say } from "../words";
import { failure } from "./failure";

/** Return a field for photos; `set` is given the hashes that stay. */
export const photoField = (
  app: App,
  hashes: readonly string[],
  set: (hashes: readonly string[]) => Promise<void>,
  hint: string,
  most = 8,
): HTMLElement => {
  const told = live();
  const input = h("input", { type: "file", accept: "image/*", capture: "environment", class: "vh", id: "photo" });
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    if (file) void failure(told, () => taken(app, file, hashes, set, told));
  });
  return h(
    "div",
    { class: "photos" },
    h("p", { class: "meta" }, hint),
    hashes.map((hash) => thumbnail(app, hash, () => set(hashes.filter((one) => one !== hash)))),
    hashes.length < most && h("label", { class: "verb" }, input, say("takePhoto")),
    told,
  );
};

const taken = async (
  app: App,
  file: Blob,
  hashes: readonly string[],
  set: (hashes: readonly string[]) => Promise<void>,
  told: HTMLElement,
): Promise<void> => {
  try {
    const hash = await keepPhoto(app.store, file, new Date());
    await set([...hashes.filter((one) => one !== hash), hash]);
  } catch (fault) {
    if (!(fault instanceof Unreadable)) throw fault;
    told.replaceChildren(notice("attention", say("photoBad")));
  }
};

const thumbnail = (app: App, hash: string, remove: () => Promise<void>): HTMLElement => {
  const image = h("img", { alt: say("photo"), class: "thumb" });
  void app.store.get("photos", hash).then((photo) => {
    if (!photo) return;
    image.src = URL.createObjectURL(new Blob([photo.bytes], { type: "image/jpeg" }));
    image.addEventListener("load", () => URL.revokeObjectURL(image.src), { once: true });
  });
  return h("figure", {}, image, button(say("removePhoto"), remove));
};
