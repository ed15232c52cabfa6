// One message as a bubble, with what it carries and the buttons under it.

import { h, icon } from "./dom.js";
import { rich } from "./entities.js";
import { largePhoto } from "./layers.js";
import { state } from "./store.js";
import { timeOfDay, word } from "./words.js";

// actions: open(url), command(text), tap(message, button), edit(message), answering(message, button) -> bool
export function bubble(message, actions) {
  const text = message.text ?? message.caption ?? "";
  const entities = message.entities ?? message.caption_entities;
  const body = text && h("div", { class: "text" }, rich(text, entities, actions));
  const media = [photo(message), document_(message), other(message)];
  const stamp = h("div", { class: "stamp" },
    message.edit_date && h("span", { class: "edited" }, word("edited")),
    h("time", {}, timeOfDay(message.date, state.stage.zone)));
  const parts = message.show_caption_above_media ? [body, media] : [media, body];
  const inside = h("div", { class: "inside" }, origin(message), quoted(message), parts, stamp);
  const mine = !message.from_bot;
  const change = mine && message.text && h("button", {
    type: "button", class: "change", "aria-label": `${word("edit")}: ${message.text.slice(0, 40)}`, onclick: () => actions.edit(message),
  }, "✎");
  return h("article", { class: `bubble ${mine ? "mine" : "theirs"} ${message.photo ? "with-photo" : ""}`, "data-id": String(message.message_id) },
    change, inside, keyboard(message, actions));
}

function origin(message) {
  if (!message.forward_origin) return null;
  const name = message.forward_origin.sender_user_name ?? message.forward_origin.sender_user?.first_name ?? "";
  return h("div", { class: "origin" }, `${word("forwarded")}: ${name}`);
}

function quoted(message) {
  const reply = message.reply_to_message;
  return reply && h("div", { class: "quoted" }, (reply.text ?? reply.caption ?? word("image")).slice(0, 80));
}

function photo(message) {
  const size = message.photo?.at(-1);
  if (!size) return null;
  const source = `/page/files/${size.file_unique_id}`;
  const caption = message.caption ?? "";
  const image = h("img", { src: source, alt: caption.split("\n")[0] || word("image"), width: size.width, height: size.height });
  return h("button", { type: "button", class: "photo", "aria-label": `${word("image")}, ${word("zoom")}`, onclick: () => largePhoto(source, caption.split("\n")[0]) }, image);
}

function document_(message) {
  const file = message.document;
  if (!file) return null;
  return h("a", { class: "file", href: `/page/files/${file.file_unique_id}`, download: file.file_name ?? "" },
    icon("file"), h("span", {}, h("b", {}, file.file_name ?? word("document")), h("small", {}, size(file.file_size))));
}

function size(bytes) {
  return bytes < 1024 ? `${bytes} B` : bytes < 1 << 20 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / (1 << 20)).toFixed(1)} MB`;
}

function other(message) {
  if (message.sticker) return h("div", { class: "sticker", role: "img", "aria-label": word("sticker") }, message.sticker.emoji ?? "");
  if (message.voice) return h("div", { class: "kind" }, `🎤 ${word("voice")}, ${message.voice.duration} s`);
  if (message.location) return h("div", { class: "kind" }, `📍 ${message.location.latitude}, ${message.location.longitude}`);
  if (message.contact) return h("div", { class: "kind" }, `👤 ${message.contact.first_name}, ${message.contact.phone_number}`);
  return null;
}

function keyboard(message, actions) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  return h("div", { class: "keys" }, rows.map((row) => h("div", { class: "row" }, row.map((button) => key(message, button, actions)))));
}

function key(message, button, actions) {
  const waiting = actions.answering(message, button);
  return h("button", {
    type: "button", class: waiting ? "key waiting" : "key", "aria-busy": waiting ? "true" : "false",
    onclick: () => actions.tap(message, button),
  }, button.text, button.url && h("span", { class: "away", "aria-hidden": "true" }, "↗"));
}
