// On a narrow screen one thing at a time: the tour, the wall, or one of the phones.

import { h } from "./dom.js";
import { state, tell } from "./store.js";
import { word } from "./words.js";

let current = null;

export function drawTabs(phones) {
  const { steps, wall } = state.stage;
  const tabs = [
    steps.length && { id: "tour", text: `${word("guide")} ${Math.min(state.tour.at + 1, steps.length)}/${steps.length}` },
    wall.length && { id: "wall", text: word("wall") },
    ...phones.map((phone) => ({ id: `phone-${phone.id}`, text: phone.name, unread: phone.unread })),
  ].filter(Boolean);
  if (!tabs.some((tab) => tab.id === current)) current = tabs[0]?.id ?? null;
  const row = document.getElementById("tabs");
  const focused = row.contains(document.activeElement);
  row.replaceChildren(...tabs.map(({ id, text, unread }) => h("button", {
    type: "button", role: "tab", id: `tab-${id}`, "aria-controls": id, "aria-selected": String(id === current),
    tabIndex: id === current ? 0 : -1, onclick: () => selectTab(id),
  }, text, unread ? h("span", { class: "badge" }, String(unread), h("span", { class: "hidden" }, ` ${word("unread")}`)) : null)));
  row.onkeydown = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const at = tabs.findIndex((tab) => tab.id === current);
    selectTab(tabs[(at + step + tabs.length) % tabs.length].id);
    row.querySelector("[aria-selected=true]")?.focus();
  };
  mark();
  if (focused) row.querySelector("[aria-selected=true]")?.focus();
}

export function selectTab(id) {
  current = id;
  for (const tab of document.querySelectorAll("#tabs [role=tab]")) {
    const chosen = tab.id === `tab-${id}`;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
  }
  mark();
  const phone = document.getElementById(id);
  if (phone?.classList.contains("phone")) phone.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
  tell("shown");
}

function mark() {
  for (const panel of document.querySelectorAll("#tour, #wall, .phone")) panel.classList.toggle("shown", panel.id === current);
  document.getElementById("desk").classList.toggle("shown", current !== "tour");
}
