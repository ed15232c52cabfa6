// What lies over the table: notices, the large photo, questions.

import { h, icon } from "./dom.js";
import { word } from "./words.js";

export function toast(text, seconds = 4) {
  const note = h("div", { class: "toast" }, text);
  document.getElementById("toasts").append(note);
  setTimeout(() => note.remove(), seconds * 1000);
}

// A modal dialog; the browser keeps the focus inside and gives it back. Resolves with what the buttons say.
export function dialog({ label, role, className = "", content, buttons = [], dismissible = true }) {
  return new Promise((resolve) => {
    const close = (value) => () => box.close(value);
    const foot = buttons.length > 0 && h("div", { class: "buttons" }, buttons.map(([value, text, kind]) =>
      h("button", { type: "button", class: kind ?? "", onclick: close(value) }, text)));
    const box = h("dialog", { class: className, role, "aria-label": label }, content, foot);
    box.addEventListener("close", () => {
      box.remove();
      resolve(box.returnValue || null);
    });
    box.addEventListener("click", (event) => {
      if (event.target === box && dismissible) box.close("");
    });
    document.body.append(box);
    box.showModal();
  });
}

export const alertBox = (title, text) =>
  dialog({ label: title, role: "alertdialog", className: "alert", content: h("p", {}, text), buttons: [["ok", "OK", "strong"]] });

export const ask = (text, yes) => dialog({
  label: text, role: "alertdialog", className: "alert", content: h("p", {}, text),
  buttons: [["", word("cancel")], ["yes", yes, "strong"]],
});

export function largePhoto(source, caption) {
  const close = h("button", { type: "button", class: "round", "aria-label": word("close"), onclick: () => close.closest("dialog").close() }, icon("close"));
  dialog({
    label: word("large"), className: "large",
    content: [close, h("img", { src: source, alt: caption || word("image") }), caption && h("p", {}, caption)],
  });
}
