// Puts the page together: bar, tabs, tour, wall, phones, drawer; and keeps them in step with the server.

import { attempt, get, post } from "./api.js";
import { Clock } from "./clock.js";
import { h, icon, togglePopup } from "./dom.js";
import { Drawer } from "./drawer.js";
import { ask } from "./layers.js";
import { Phone } from "./phone.js";
import { listen, on, state } from "./store.js";
import { drawTabs, selectTab } from "./tabs.js";
import { cycle } from "./theme.js";
import { drawTour, light } from "./tour.js";
import { drawWall, nameScanner } from "./wall.js";
import { language, said, speak, word } from "./words.js";

const place = (id) => document.getElementById(id);
const phones = new Map();
const clock = new Clock();
const drawer = new Drawer(place("drawer"));
let selected = null;
let title = null;

drawer.onclose = () => {
  drawer.toggle(false);
  place("drawer-button")?.setAttribute("aria-pressed", "false");
  place("drawer-button")?.focus();
};

function bar() {
  const { stage } = state;
  const button = (name, key, press, more = {}) => h("button", { type: "button", class: "tool", title: word(key), "aria-label": word(key), onclick: press, ...more }, icon(name), h("span", {}, word(key)));
  const other = h("button", {
    type: "button", class: "tool", "aria-label": word("newcomer")(said(stage.newcomer)), "aria-haspopup": "menu", "aria-expanded": "false",
    onclick: async () => togglePopup(other, await newcomers(), other.parentElement),
  }, icon("plus"), h("span", {}, word("newcomer")(said(stage.newcomer))));
  place("bar").replaceChildren(
    h("div", { class: "name" }, (title = h("h1", {}, stage.title)), h("p", {}, word("about"))), clock.element,
    h("div", { class: "tools" }, h("div", { class: "anchor" }, other),
      h("div", { class: "languages", role: "group", "aria-label": word("page_language") }, ["id", "en"].map((code) => h("button", {
        type: "button", class: "tool", lang: code, "aria-pressed": String(language() === code), onclick: () => speak(code),
      }, code.toUpperCase()))),
      button("sun", "theme", cycle), button("code", "drawer", (event) => {
        drawer.toggle();
        event.currentTarget.setAttribute("aria-pressed", String(Boolean(drawer.source)));
      }, { id: "drawer-button", "aria-pressed": String(Boolean(drawer.source)) }),
      stage.can_reset && button("again", "again", async () => {
        if (await ask(word("again_sure"), word("again"))) attempt(() => post("/page/reset"));
      })));
  clock.build();
}

// A new person, or somebody who exists: the menu behind the plus.
async function newcomers() {
  const item = (text, body) => h("button", { type: "button", role: "menuitem", onclick: () => join(body) }, text);
  const { chats } = (await attempt(() => get("/phone/chats"))) ?? { chats: [] };
  const others = chats.filter((chat) => chat.type === "private" && !phones.has(chat.id) && chat.messages).slice(-8);
  return () => [item(word("newcomer")(said(state.stage.newcomer)), { language: "id" }),
    others.length && h("p", { class: "heading", role: "presentation" }, word("other_phone")),
    ...others.map((chat) => item(`${chat.name} (${chat.messages})`, { user_id: chat.id }))].filter(Boolean);
}

async function join(body) {
  const joined = await attempt(() => post("/page/phones", body));
  if (joined) wanted = joined.user_id;
  take();
}

let wanted = null; // A phone that was asked for and is to be selected when it comes.

function take() {
  const phone = phones.get(wanted);
  if (!phone) return;
  wanted = null;
  select(phone);
  selectTab(`phone-${phone.id}`);
  phone.element.scrollIntoView({ inline: "nearest", block: "nearest" });
}

function select(phone) {
  selected = phone;
  for (const each of phones.values()) each.element.classList.toggle("selected", each === phone);
  nameScanner(scanner());
}

// Which phone scans what hangs on the wall: the one that the tour waits for, else the selected one.
function scanner() {
  const step = state.stage.steps[state.tour.at];
  const asked = step?.points_at === "wall" && [...phones.values()].find((each) => each.person.role === step.role);
  return asked || selected;
}

// The step that waits chooses its phone, so that "scan" means the right one.
function hand() {
  const role = state.stage.steps[state.tour.at]?.role;
  const phone = [...phones.values()].find((each) => each.person.role === role);
  if (phone) select(phone);
}

function stage() {
  const { people, curtain } = state.stage;
  const here = new Set(people.map((person) => person.user_id));
  for (const [id, phone] of phones) {
    if (here.has(id)) continue;
    phone.element.remove();
    phones.delete(id);
  }
  for (const person of people) {
    const known = phones.get(person.user_id);
    if (known) known.person = person;
    else phones.set(person.user_id, new Phone(person));
    // Moving an element that is there already would lose its place in the conversation.
    const { element } = phones.get(person.user_id);
    if (!element.isConnected) place("phones").append(element);
  }
  if (!phones.has(selected?.id)) select(phones.values().next().value ?? null);
  place("curtain").hidden = !curtain;
  place("curtain").replaceChildren(h("span", { class: "dots", "aria-hidden": "true" }), h("p", {}, word("curtain")));
  place("table").inert = curtain;
  if (!curtain) repaint();
  everything();
  take();
}

function everything() {
  bar();
  place("wall").hidden = state.stage.wall.length === 0;
  if (!state.stage.curtain) drawWall(place("wall"), scanner, () => [...phones.values()]);
  drawTour(place("tour"));
  drawTabs([...phones.values()]);
  light(phones.values());
  nameScanner(scanner());
}

// The stage's colours may have come with it.
function repaint() {
  const fresh = h("link", { rel: "stylesheet", href: `/page/palette.css?${Date.now()}` });
  const old = place("palette");
  fresh.addEventListener("load", () => old.remove());
  old.removeAttribute("id");
  fresh.id = "palette";
  old.after(fresh);
}

on("stage", stage);
on("clock", () => clock.draw());
on("tour", () => {
  if (!state.stage) return;
  hand();
  drawTour(place("tour"));
  light(phones.values());
  drawTabs([...phones.values()]);
});
on("chat", (chat) => phones.get(chat.user_id)?.draw());
on("selected", select);
on("opened", (phone) => {
  select(phone);
  selectTab(`phone-${phone.id}`);
});
on("asked", (userId) => {
  const phone = phones.get(userId);
  selectTab(`phone-${userId}`);
  phone.element.scrollIntoView({ inline: "nearest", block: "nearest" });
  (phone.chat.started ? phone.log : phone.composer.startButton).focus();
});
on("shown", () => phones.forEach((phone) => phone.appear()));
on("unread", () => {
  const unread = [...phones.values()].reduce((sum, phone) => sum + phone.unread, 0);
  document.title = (unread ? `(${unread}) ` : "") + state.stage.title;
  drawTabs([...phones.values()]);
});
on("language", () => {
  everything();
  for (const phone of phones.values()) phone.speak();
  if (drawer.source) drawer.build();
});
on("live", () => {
  document.body.classList.toggle("lost", !state.live);
  document.body.setAttribute("data-lost", word("lost"));
});
document.addEventListener("visibilitychange", () => phones.forEach((phone) => phone.reading()));
listen();
