// The guided tour: a few steps beside the phones; the server sees when one is done.

import { attempt, post } from "./api.js";
import { h } from "./dom.js";
import { state, tell } from "./store.js";
import { said, word } from "./words.js";

export function drawTour(element) {
  const { steps, people } = state.stage;
  const at = state.tour.at;
  element.hidden = steps.length === 0;
  if (!steps.length) return;
  const go = (to) => () => attempt(() => post("/page/tour", { to }));
  const list = h("ol", {}, steps.map((step, index) => entry(step, index, at, people, go)));
  const finished = at >= steps.length && h("div", { class: "finished" }, h("h3", {}, word("tour_done")), h("p", {}, word("tour_done_text")),
    h("button", { type: "button", onclick: go(0) }, word("restart")));
  element.setAttribute("aria-label", word("guide"));
  element.replaceChildren(
    h("div", { class: "head" }, h("h2", {}, word("guide")), h("span", { class: "count" }, `${Math.min(at, steps.length)}/${steps.length}`)),
    h("progress", { max: steps.length, value: at, "aria-label": word("progress") }),
    h("div", { role: "status" }, finished || h("span", { class: "hidden" }, `${word("step")} ${at + 1}: ${said(steps[at].title)}`)), list);
  element.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
}

function entry(step, index, at, people, go) {
  const state_ = index < at ? "done" : index === at ? "current" : "ahead";
  const person = people.find((each) => each.role === step.role);
  const body = state_ === "current" && h("div", { class: "how" },
    person && h("button", { type: "button", class: "whose", onclick: () => tell("asked", person.user_id) }, `${word("phone_of")}: ${said(person.label)}`),
    said(step.text).split("\n").map((line) => h("p", {}, line)),
    h("div", { class: "waiting" }, h("span", { class: "dots", "aria-hidden": "true" }), word("waiting"),
      index > 0 && h("button", { type: "button", onclick: go(index - 1) }, word("back")),
      h("button", { type: "button", onclick: go(index + 1) }, word("leave_step"))));
  return h("li", { class: state_, "aria-current": state_ === "current" ? "step" : null },
    h("span", { class: "number", "aria-hidden": "true" }, state_ === "done" ? "✓" : String(index + 1)),
    h("div", {}, h("h3", {}, said(step.title), state_ === "done" && h("span", { class: "hidden" }, ` (${word("done")})`)), body));
}

// Lights up what the step that waits is about.
export function light(phones) {
  const step = state.stage?.steps[state.tour.at];
  for (const phone of phones) phone.element.classList.toggle("lit", phone.person.role === step?.role);
  for (const place of ["wall", "clock"]) document.getElementById(place)?.classList.toggle("lit", step?.points_at === place);
}
