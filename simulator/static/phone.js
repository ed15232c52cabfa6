// One phone on the table: the chat with the bot, live.

import { attempt, phone as call } from "./api.js";
import { bubble } from "./bubbles.js";
import { Composer } from "./composer.js";
import { h, icon, togglePopup } from "./dom.js";
import { address } from "./entities.js";
import { alertBox } from "./layers.js";
import { now, state, tell } from "./store.js";
import { catchDrops, openCamera } from "./scan.js";
import { settings } from "./settings.js";
import { day, language, moment, said, word } from "./words.js";

const NEAR_BOTTOM = 60;
const ACTIONS = { typing: "typing", upload_photo: "uploading", upload_document: "uploading" };

export class Phone {
  constructor(person) {
    this.person = person;
    this.id = person.user_id;
    this.device = sessionStorage.getItem(`device-${this.id}`) ?? "android";
    this.link = null; // A deep link that waits for START.
    this.editing = null;
    this.taps = new Map(); // Callback queries that wait for their answer.
    this.drawn = new Map();
    this.read = 0;
    this.unread = 0;
    this.actions = {
      open: (target) => this.open(target.href),
      command: (text) => this.send({ text }),
      tap: (message, button) => this.tap(message, button),
      edit: (message) => this.composer.edit(message),
      answering: (message, button) => [...this.taps.values()].some((tap) =>
        tap.messageId === message.message_id && tap.data === button.callback_data),
    };
    this.build();
  }

  get chat() {
    return state.chats.get(this.id) ?? { messages: [], answers: {}, started: false, blocked: false, action: "", keyboard: null };
  }

  get name() {
    return said(this.person.label);
  }

  build() {
    this.title = h("h2", {});
    this.status = h("p", { class: "status" });
    this.log = h("div", { class: "log", role: "log", "aria-live": "polite", tabIndex: 0 });
    this.log.addEventListener("scroll", () => this.reading());
    // Pictures may grow when they come; whoever was at the end stays there.
    this.log.addEventListener("load", () => this.low && this.toBottom(false), true);
    this.newest = h("button", { type: "button", class: "round newest", hidden: true, onclick: () => this.toBottom(true) });
    this.notes = h("div", { class: "notes", role: "status" });
    this.scanButton = h("button", { type: "button", class: "round", onclick: () => openCamera(this) }, icon("camera"));
    this.gear = h("button", {
      type: "button", class: "round", "aria-haspopup": "menu", "aria-expanded": "false",
      onclick: () => togglePopup(this.gear, () => settings(this)),
    }, icon("gear"));
    this.label = h("h3", { class: "owner" });
    this.composer = new Composer(this);
    this.screen = h("div", { class: "screen" },
      h("header", {}, h("span", { class: "avatar", "aria-hidden": "true" }, state.stage.bot.name.slice(0, 1)),
        h("div", { class: "who" }, this.title, this.status), this.scanButton, h("div", { class: "anchor" }, this.gear)),
      this.log, h("div", { class: "below" }, this.notes, this.newest, this.composer.element));
    this.element = h("section", { class: "phone", id: `phone-${this.id}`, "data-role": this.person.role }, this.label, this.screen);
    this.element.addEventListener("focusin", () => tell("selected", this));
    this.element.addEventListener("pointerdown", () => tell("selected", this));
    catchDrops(this);
    this.speak();
  }

  // Puts every word in the page's language.
  speak() {
    const { bot } = state.stage;
    this.title.textContent = bot.name;
    this.label.textContent = this.name;
    this.element.setAttribute("aria-label", `${word("phone_of")}: ${this.name}`);
    this.log.setAttribute("aria-label", `${word("messages")} ${bot.name}`);
    this.scanButton.setAttribute("aria-label", word("viewfinder"));
    this.scanButton.title = word("viewfinder");
    this.scanButton.hidden = !state.stage.can_scan;
    this.gear.setAttribute("aria-label", word("options"));
    this.drawn.clear();
    this.log.replaceChildren();
    this.composer.speak();
    this.draw();
  }

  draw() {
    const { chat } = this;
    this.element.classList.toggle("blocked", chat.blocked);
    this.status.textContent = chat.blocked ? word("blocked") : word(ACTIONS[chat.action] ?? "bot");
    this.status.classList.toggle("busy", Boolean(chat.action));
    this.settle();
    const low = this.log.clientHeight ? this.atBottom() : this.low;
    const first = chat.messages.find((message) => !this.drawn.has(message.message_id));
    const begun = this.drawn.size > 0;
    this.reconcile();
    this.composer.draw();
    if (low || (first && !first.from_bot)) this.toBottom(false);
    // What has just come is read from its beginning, also when it is longer than the screen.
    const node = begun && first?.from_bot && this.drawn.get(first.message_id)?.node;
    if (low && node) this.log.scrollTop = Math.min(this.log.scrollTop, node.offsetTop - this.log.offsetTop - 8);
    this.low = this.atBottom();
    this.reading();
  }

  // Brings the list on the screen in line with the chat, touching only what has changed.
  reconcile() {
    const wanted = [];
    const zone = state.stage.zone;
    let today = "";
    if (!this.chat.messages.length) wanted.push(this.once("empty", "", () => h("p", { class: "empty" }, word("empty"))));
    for (const message of this.chat.messages) {
      const date = moment(message.date, zone, { dateStyle: "short" });
      if (date !== today) {
        today = date;
        const isToday = date === moment(now(), zone, { dateStyle: "short" });
        const text = isToday ? word("today") : day(message.date, zone);
        wanted.push(this.once(`day-${date}`, text, () => h("div", { class: "day" }, h("span", {}, text))));
      }
      const look = JSON.stringify(message) + [...this.taps.values()].filter((tap) => tap.messageId === message.message_id).map((tap) => tap.data);
      wanted.push(this.once(message.message_id, look, () => bubble(message, this.actions)));
    }
    const keep = new Set(wanted);
    const focused = this.log.contains(document.activeElement) ? document.activeElement.textContent : null;
    for (const [key, { node }] of this.drawn) {
      if (keep.has(node)) continue;
      node.remove();
      this.drawn.delete(key);
    }
    let place = this.log.firstChild;
    for (const node of wanted) {
      while (place && !keep.has(place)) place = this.dropped(place);
      if (place === node) place = place.nextSibling;
      else this.log.insertBefore(node, place);
    }
    while (place) place = this.dropped(place);
    if (focused !== null && !this.log.contains(document.activeElement)) {
      const same = [...this.log.querySelectorAll("button.key")].reverse();
      (same.find((key) => key.textContent === focused) ?? same[0] ?? this.log).focus({ preventScroll: true });
    }
  }

  once(key, look, make) {
    const known = this.drawn.get(key);
    if (known?.look === look) return known.node;
    const node = make();
    if (known) node.classList.add("changed");
    this.drawn.set(key, { look, node });
    return node;
  }

  dropped(node) {
    const next = node.nextSibling;
    node.remove();
    return next;
  }

  // What is read and what is not.

  atBottom() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR_BOTTOM;
  }

  toBottom(smooth) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.log.scrollTo({ top: this.log.scrollHeight, behavior: smooth && !calm ? "smooth" : "instant" });
  }

  // Comes into sight, as on a narrow screen when its tab is chosen.
  appear() {
    const visible = this.log.clientHeight > 0;
    if (visible && !this.visible) this.toBottom(false);
    this.visible = visible;
    this.draw();
  }

  reading() {
    const bots = this.chat.messages.filter((message) => message.from_bot);
    this.low = this.atBottom();
    const end = this.log.offsetTop + this.log.scrollTop + this.log.clientHeight;
    const seen = (message) => (this.drawn.get(message.message_id)?.node.offsetTop ?? Infinity) < end - NEAR_BOTTOM / 2;
    if (this.log.clientHeight > 0 && document.visibilityState === "visible") {
      const last = bots.findLast((message) => this.low || seen(message));
      this.read = Math.max(this.read, last?.message_id ?? 0);
    }
    const unread = bots.filter((message) => message.message_id > this.read).length;
    this.newest.hidden = this.atBottom();
    this.newest.replaceChildren(icon("down"), ...(unread ? [h("span", { class: "badge" }, String(unread))] : []));
    this.newest.setAttribute("aria-label", unread ? `${word("newest")}, ${unread} ${word("unread")}` : word("newest"));
    if (unread !== this.unread) {
      this.unread = unread;
      tell("unread", this);
    }
  }

  // What the person does.

  async send(body) {
    await attempt(() => call(this.id, "send", body));
  }

  async tap(message, button) {
    if (button.url) {
      const target = address(button.url);
      if (target && !this.open(target.href)) window.open(target.href, "_blank", "noopener,noreferrer");
      return;
    }
    if (button.callback_data === undefined) return;
    const mark = Symbol("tap");
    const tap = { messageId: message.message_id, data: button.callback_data };
    this.taps.set(mark, tap);
    this.draw();
    const sent = await attempt(() => call(this.id, "tap", { data: button.callback_data, message_id: message.message_id }));
    if (sent === undefined) this.taps.delete(mark);
    else tap.query = sent.callback_query_id;
    // Telegram's own patience with a bot that does not answer.
    setTimeout(() => this.taps.delete(mark) && this.draw(), 30000);
    this.draw();
  }

  // Ends the spinner of taps that were answered, and shows what the answer says.
  settle() {
    for (const [mark, tap] of this.taps) {
      const answer = tap.query && this.chat.answers[tap.query];
      if (!answer) continue;
      this.taps.delete(mark);
      if (answer.url) this.open(answer.url);
      if (answer.text && answer.show_alert) alertBox(state.stage.bot.name, answer.text);
      else if (answer.text) this.note(answer.text);
    }
  }

  note(text) {
    const note = h("div", { class: "toast" }, text);
    this.notes.append(note);
    setTimeout(() => note.remove(), 2500);
  }

  // Opens a link; true when it leads to the bot, whose chat then waits for START.
  open(url) {
    const target = address(url);
    const bot = state.stage.bot.username.toLowerCase();
    if (!target || !/^(www\.)?(t|telegram)\.me$/.test(target.hostname) || target.pathname.slice(1).toLowerCase() !== bot) return false;
    this.link = `https://t.me/${state.stage.bot.username}${target.search}`;
    this.composer.draw();
    tell("opened", this);
    this.composer.startButton.focus();
    return true;
  }

  async start() {
    const link = this.link ?? `https://t.me/${state.stage.bot.username}`;
    this.link = null;
    await attempt(() => call(this.id, "scan", { link, drop_payload: this.device === "ios" && this.chat.started }));
    this.composer.draw();
    this.composer.focus();
  }

  hold(device) {
    this.device = device;
    sessionStorage.setItem(`device-${this.id}`, device);
    this.composer.draw();
  }

  get speaks() {
    return this.person.language || language();
  }
}
