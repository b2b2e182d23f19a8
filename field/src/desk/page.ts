/** The parts of a page a script shows, hides and fills; every word on it was written by the server. */

/** Show, under a part of a page, what is said in one of its states, and hide what is said in others. */
export const show = (state: string, within: ParentNode = document): void => {
  for (const part of within.querySelectorAll<HTMLElement>("[data-when]")) {
    part.hidden = !(part.dataset["when"] ?? "").split(" ").includes(state);
  }
};

/** Write a text into the places of a name. */
export const fill = (name: string, text: string, within: ParentNode = document): void => {
  for (const place of within.querySelectorAll<HTMLElement>(`[data-fill="${name}"]`)) place.textContent = text;
};

/** Do something when a button of a name is pressed; it rests until that is done. */
export const when = (name: string, act: () => Promise<void>, within: ParentNode = document): void => {
  for (const button of within.querySelectorAll<HTMLButtonElement>(`[data-do="${name}"]`)) {
    button.addEventListener("click", () => {
      button.disabled = true;
      void act().finally(() => {
        button.disabled = false;
      });
    });
  }
};

/** Return what the server put on the page for the script. */
export const data = <T>(id: string): T | undefined => {
  const holder = document.getElementById(id);
  return holder ? (JSON.parse(holder.textContent ?? "null") as T) : undefined;
};
