// The settings of one phone: which client it is, its language, blocking, putting it away.

import { attempt, phone as call, post } from "./api.js";
import { h } from "./dom.js";
import { state } from "./store.js";
import { word } from "./words.js";

const LANGUAGES = { id: "Bahasa Indonesia", en: "English" };
const DEVICES = ["android", "ios", "desktop"];

export function settings(phone) {
  const choice = (text, chosen, press, hint) => h("button", {
    type: "button", role: "menuitemradio", "aria-checked": String(chosen), onclick: press, class: "line",
  }, h("span", {}, text), hint && h("small", {}, hint));
  const item = (text, press) => h("button", { type: "button", role: "menuitem", onclick: press }, text);
  const heading = (text) => h("p", { class: "heading", role: "presentation" }, text);
  const { blocked, started } = phone.chat;
  return [
    heading(word("device")),
    DEVICES.map((device) => choice(word(device), phone.device === device, () => phone.hold(device), device === "ios" && word("ios_hint"))),
    heading(word("language")),
    Object.entries(LANGUAGES).map(([code, name]) => choice(name, phone.person.language === code, () => {
      phone.person.language = code;
      attempt(() => call(phone.id, "language", { language_code: code }));
    })),
    h("hr", { role: "separator" }),
    started && !blocked && item(word("block"), () => attempt(() => call(phone.id, "block"))),
    !state.stage.fixed.includes(phone.person.role) && item(word("put_away"), () => attempt(() => post("/page/remove", { user_id: phone.id }))),
  ].flat();
}
