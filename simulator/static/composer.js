// The foot of a phone: START, the typing box with menu and attachments, the reply keyboard, the way back from blocking.

import { attempt, base64, get, phone as call } from "./api.js";
import { h, icon, popup, togglePopup } from "./dom.js";
import { word } from "./words.js";

export class Composer {
  constructor(phone) {
    this.phone = phone;
    this.editing = null;
    this.replyTo = null;
    this.folded = false;
    this.box = h("textarea", { rows: 1, maxLength: 4096 });
    this.box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.submit();
      } else if (event.key === "Escape" && this.editing) this.edit(null);
    });
    this.menu = this.round("menu", () => this.openMenu(), "menu");
    this.attach = this.round("attach", () => togglePopup(this.attach, () => this.attachments()), "menu");
    this.board = this.round("keyboard", () => this.fold());
    this.sender = h("button", { type: "submit", class: "round send" }, icon("send"));
    this.what = h("p", { class: "editing" });
    this.form = h("form", { class: "compose" },
      h("div", { class: "anchor" }, this.menu), this.box, this.board, h("div", { class: "anchor" }, this.attach), this.sender);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.startButton = h("button", { type: "button", class: "start", onclick: () => this.phone.start() });
    this.unblock = h("button", { type: "button", class: "start", onclick: () => attempt(() => call(this.phone.id, "unblock")) });
    this.keys = h("div", { class: "reply-keys" });
    this.element = h("div", { class: "foot" }, this.what, this.form, this.keys, this.startButton, this.unblock);
  }

  round(name, press, popupKind) {
    return h("button", {
      type: "button", class: "round", onclick: press, "aria-haspopup": popupKind, "aria-expanded": popupKind && "false",
    }, icon(name));
  }

  speak() {
    const names = { menu: "menu", attach: "attach", board: "keyboard", sender: "send" };
    for (const [part, key] of Object.entries(names)) {
      this[part].setAttribute("aria-label", word(key));
      this[part].title = word(key);
    }
    this.box.setAttribute("aria-label", word("write"));
    this.startButton.textContent = word("start");
    this.unblock.textContent = word("unblock");
  }

  draw() {
    const { chat, link } = this.phone;
    const starting = !chat.blocked && (link !== null || !chat.started);
    const writing = !chat.blocked && !starting;
    this.startButton.hidden = !starting;
    this.unblock.hidden = !chat.blocked;
    this.form.hidden = !writing;
    this.what.hidden = !writing || !(this.editing || this.replyTo);
    const keyboard = chat.keyboard;
    const rows = keyboard?.keyboard ?? [];
    if (this.shown !== keyboard && JSON.stringify(this.shown) !== JSON.stringify(keyboard)) {
      this.shown = keyboard;
      this.folded = false;
      this.replyTo = keyboard?.force_reply ? chat.messages.filter((each) => each.from_bot).at(-1) : null;
      this.keys.replaceChildren(...rows.map((row) => h("div", { class: "row" }, row.map((button) => this.key(button)))));
    }
    this.box.placeholder = keyboard?.input_field_placeholder ?? word("say");
    this.board.hidden = !rows.length;
    this.board.setAttribute("aria-pressed", String(!this.folded));
    this.keys.hidden = !writing || !rows.length || this.folded;
    const source = this.editing ?? this.replyTo;
    if (source) this.what.textContent = `${word(this.editing ? "editing" : "reply_to")}: ${(source.text ?? source.caption ?? "").slice(0, 60)}`;
  }

  focus() {
    if (!this.form.hidden && matchMedia("(hover: hover)").matches) this.box.focus();
  }

  key(button) {
    return h("button", { type: "button", class: "key", onclick: () => this.pressed(button) }, button.text);
  }

  async pressed(button) {
    const special = button.request_contact ? { contact: true } : button.request_location ? { location: {} } : { text: button.text };
    if (this.shown?.one_time_keyboard) this.fold();
    await this.phone.send(special);
  }

  fold() {
    this.folded = !this.folded;
    this.draw();
  }

  edit(message) {
    this.editing = message;
    this.box.value = message?.text ?? "";
    this.draw();
    this.box.focus();
  }

  async submit() {
    const text = this.box.value.trim();
    if (!text) return;
    const body = { text };
    if (this.editing) body.edit = this.editing.message_id;
    else if (this.replyTo) body.reply_to = this.replyTo.message_id;
    this.box.value = "";
    this.editing = this.replyTo = null;
    this.draw();
    await this.phone.send(body);
  }

  async openMenu() {
    if (this.menu.getAttribute("aria-expanded") === "true") {
      document.querySelector(".popup")?.closeMenu();
      return;
    }
    const menu = await attempt(() => get(`/phone/${this.phone.id}/commands`));
    if (!menu) return;
    popup(this.menu, menu.commands.map(({ command, description }) => h("button", {
      type: "button", role: "menuitem", class: "line", onclick: () => this.phone.send({ text: `/${command}` }),
    }, h("b", {}, `/${command}`), h("span", {}, description))));
  }

  attachments() {
    const item = (text, press) => h("button", { type: "button", role: "menuitem", onclick: press }, text);
    return [
      item(word("image"), () => this.file("image/png,image/jpeg", async (file) => ({ photo: await base64(file) }))),
      item(word("document"), () => this.file("", async (file) => ({
        document: { name: file.name, content: await base64(file), mime_type: file.type },
      }))),
      item(word("location"), () => this.phone.send({ location: {} })),
      item(word("contact"), () => this.phone.send({ contact: true })),
      item(word("sticker"), () => this.phone.send({ sticker: true })),
      item(word("voice"), () => this.phone.send({ voice: true })),
    ];
  }

  file(accept, described) {
    const chooser = h("input", { type: "file", accept });
    chooser.addEventListener("change", async () => {
      if (chooser.files[0]) await this.phone.send(await described(chooser.files[0]));
    });
    chooser.click();
  }
}
