// The wall clock of the stage, the buttons that turn it, and the bar while that takes its time.

import { attempt, post } from "./api.js";
import { h, icon } from "./dom.js";
import { now, state } from "./store.js";
import { moment, said, timeOfDay, word } from "./words.js";
import { toast } from "./layers.js";

export class Clock {
  constructor() {
    this.time = h("b", {});
    this.date = h("span", {});
    this.buttons = h("div", { class: "turns", role: "group" });
    this.bar = h("progress", { max: 1, hidden: true });
    this.element = h("div", { class: "clock", id: "clock" }, icon("clock"), h("div", { class: "face", role: "timer", "aria-live": "off" }, this.time, this.date), this.buttons, this.bar);
    setInterval(() => this.tick(), 1000);
  }

  build() {
    this.buttons.setAttribute("aria-label", word("turn"));
    this.buttons.replaceChildren(...state.stage.buttons.map((button) => h("button", {
      type: "button", "data-key": button.key, onclick: () => attempt(() => post("/page/clock", { key: button.key })),
    }, said(button.label))));
    this.bar.setAttribute("aria-label", word("progress"));
    this.draw();
  }

  draw() {
    const { running, share, failed } = state.clock;
    for (const button of this.buttons.children) {
      button.disabled = running !== null;
      button.classList.toggle("running", button.dataset.key === running);
    }
    this.bar.hidden = share === null;
    if (share !== null) this.bar.value = share;
    if (failed && failed !== this.told) toast(`${word("failed")}: ${failed}`);
    this.told = failed;
    this.tick();
  }

  tick() {
    if (!state.stage) return;
    const { zone } = state.stage;
    this.time.textContent = timeOfDay(now(), zone);
    this.date.textContent = moment(now(), zone, { weekday: "long", day: "numeric", month: "short", year: "numeric" });
  }
}
