/** The camera with a keyboard beside it: whatever is scanned or typed goes one way. */

import { NoCamera, type Scan, startScan } from "../scan";
import { button, h } from "../dom";
import { field, live, notice } from "./parts";
import { say, type Word } from "./words";

export interface Scanner {
  readonly node: HTMLElement;
  readonly stop: () => void;
  /** Say what came of the last code. */
  readonly tell: (...words: ReadonlyArray<Node | string | false>) => void;
}

export interface Asks {
  /** What to do with a code; typed ones come as they were typed. */
  readonly onCode: (text: string, typed: boolean) => unknown;
  readonly label: string;
  readonly hint: string;
}

/** Begin to scan; the camera is let go when `stop` is called. */
export const scanner = ({ onCode, label, hint }: Asks): Scanner => {
  const video = h("video", { playsinline: true, muted: true, "aria-label": say("scanTitle") });
  const told = live();
  const blind = live();
  const tell: Scanner["tell"] = (...words) => told.replaceChildren(...words.filter((one) => one !== false));
  let scan: Scan | undefined;
  let stopped = false;
  const stop = (): void => {
    stopped = true;
    scan?.stop();
  };
  const begin = async (): Promise<void> => {
    try {
      scan = await startScan(video, (text) => void onCode(text, false));
      if (stopped) return scan.stop();
      if (scan.torch) video.after(light(scan.torch));
    } catch (fault) {
      if (!(fault instanceof NoCamera)) throw fault;
      video.hidden = true;
      blind.append(notice("attention", say(`camera.${fault.problem}` as Word)));
    }
  };
  void begin();
  return { node: h("div", { class: "scanner" }, video, blind, told, typing(onCode, label, hint)), stop, tell };
};

const light = (torch: (on: boolean) => Promise<void>): HTMLElement => {
  let on = false;
  const made = button(say("torch"), async () => {
    on = !on;
    made.setAttribute("aria-pressed", String(on));
    await torch(on);
  });
  return made;
};

const typing = (onCode: Asks["onCode"], label: string, hint: string): HTMLElement => {
  const props = {
    id: "typed",
    autocomplete: "off",
    autocapitalize: "characters",
    spellcheck: "false",
    maxlength: 2000,
  };
  const input = h("input", { ...props, enterkeyhint: "done" });
  const form = h("form", { class: "typing" }, field(label, input, hint), h("button", {}, say("take")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = input.value;
    input.value = "";
    if (text.trim()) void onCode(text, true);
  });
  return form;
};
