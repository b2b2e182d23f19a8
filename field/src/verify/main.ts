/** The page that checks a receipt or minutes in the browser; nothing of them leaves it. */

import { LedgerError } from "../ledger/errors";
import { able } from "./keys";
import { receiptsIn, type Shown, verifyReceipt } from "./receipt";

const found = <T extends Element>(selector: string): T => {
  const element = document.querySelector<T>(selector);
  if (!element) throw new Error(selector);
  return element;
};

const verbs = JSON.parse(found<HTMLElement>("#verbs").textContent ?? "{}") as Record<string, string>;

const show = (...states: readonly string[]): void => {
  for (const part of document.querySelectorAll<HTMLElement>("[data-when]")) {
    part.hidden = !states.includes(part.dataset["when"] ?? "");
  }
};

const moment = (milliseconds: number): string =>
  new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "medium" }).format(milliseconds);

const row = (shown: Shown): HTMLElement => {
  const copy = found<HTMLTemplateElement>("#shown").content.cloneNode(true) as DocumentFragment;
  const values: Record<string, string> = {
    office: String(shown.statement["office"]),
    kind: verbs[String(shown.statement["kind"])] ?? String(shown.statement["kind"]),
    region: String(shown.statement["region"]),
    at: moment(Date.parse(String(shown.statement["at"]))),
    received: moment(shown.receivedUs / 1000),
    index: String(shown.index),
    log: shown.head.origin,
    size: String(shown.head.size),
    witnesses: shown.names.join(", ") || "–",
    count: String(shown.names.length),
    seen: shown.names.length ? moment(Number(shown.seenAt) * 1000) : "–",
    key: shown.logKey,
  };
  for (const part of copy.querySelectorAll<HTMLElement>("[data-fill]")) {
    part.textContent = values[part.dataset["fill"] ?? ""] ?? "";
  }
  for (const part of copy.querySelectorAll<HTMLElement>("[data-if]")) {
    part.hidden = (part.dataset["if"] === "quorum") !== shown.quorum;
  }
  return copy.firstElementChild as HTMLElement;
};

const check = async (file: File): Promise<void> => {
  show("checking");
  const list = found<HTMLElement>("#found");
  list.replaceChildren();
  try {
    const receipts = await receiptsIn(new Uint8Array(await file.arrayBuffer()));
    if (!receipts.length) return show("nothing");
    for (const receipt of receipts) list.append(row(await verifyReceipt(receipt)));
    show("holds");
  } catch (fault) {
    list.replaceChildren();
    found<HTMLElement>("#fault").textContent = fault instanceof LedgerError ? fault.code : String(fault);
    show("fails");
  }
};

const input = found<HTMLInputElement>("#file");
input.addEventListener("change", () => {
  const [file] = input.files ?? [];
  if (file) void check(file);
});
void able().then((can) => {
  input.disabled = !can;
  show(can ? "ready" : "unable");
});
