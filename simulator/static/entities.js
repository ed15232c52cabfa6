// A text with its entities as elements. Offsets are UTF-16 units, which is what JavaScript counts in.

import { h } from "./dom.js";
import { word } from "./words.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };

// actions: open(url), command(text)
export function rich(text, entities, actions) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return pieces(text, sorted, 0, text.length, actions);
}

function pieces(text, entities, start, end, actions) {
  const nodes = [];
  let at = start;
  for (let index = 0; index < entities.length; index++) {
    const entity = entities[index];
    const last = Math.min(entity.offset + entity.length, end);
    if (entity.offset < at || entity.offset >= end) continue;
    if (entity.offset > at) nodes.push(text.slice(at, entity.offset));
    const inner = entities.slice(index + 1).filter((other) => other.offset < last);
    nodes.push(element(entity, text.slice(entity.offset, last), pieces(text, inner, entity.offset, last, actions), actions));
    at = last;
  }
  if (at < end) nodes.push(text.slice(at, end));
  return nodes;
}

function element(entity, raw, children, actions) {
  const kind = entity.type;
  if (TAGS[kind]) return h(TAGS[kind], {}, children);
  if (kind === "pre") return h("pre", { tabIndex: 0, "data-language": entity.language }, h("code", {}, children));
  if (kind === "blockquote") return h("blockquote", {}, children);
  if (kind === "expandable_blockquote") return expandable(children);
  if (kind === "spoiler") return spoiler(children);
  if (kind === "text_link") return link(entity.url, children, actions);
  if (kind === "url") return link(/^\w+:\/\//.test(raw) ? raw : `https://${raw}`, children, actions);
  if (kind === "email") return link(`mailto:${raw}`, children, actions);
  if (kind === "bot_command") {
    return h("button", { type: "button", class: "command", onclick: () => actions.command(raw) }, children);
  }
  if (kind === "mention" || kind === "hashtag" || kind === "text_mention") return h("span", { class: "mention" }, children);
  return h("span", {}, children);
}

function expandable(children) {
  const quote = h("blockquote", { class: "folded", tabIndex: 0, role: "button", "aria-expanded": "false" }, children);
  const toggle = () => quote.setAttribute("aria-expanded", String(!quote.classList.toggle("folded")));
  quote.addEventListener("click", toggle);
  quote.addEventListener("keydown", (event) => event.key === "Enter" && toggle());
  return quote;
}

function spoiler(children) {
  const cover = h("span", { class: "spoiler covered", tabIndex: 0, role: "button", "aria-label": word("hidden_text") }, children);
  const reveal = () => {
    cover.classList.remove("covered");
    for (const name of ["role", "aria-label", "tabindex"]) cover.removeAttribute(name);
  };
  cover.addEventListener("click", reveal);
  cover.addEventListener("keydown", (event) => (event.key === "Enter" || event.key === " ") && reveal());
  return cover;
}

const SAFE = new Set(["http:", "https:", "mailto:", "tg:"]);

// The address, if a messenger would open it; else null.
export function address(url) {
  try {
    const parsed = new URL(/^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `https://${url}`);
    return SAFE.has(parsed.protocol) ? parsed : null;
  } catch {
    return null;
  }
}

function link(url, children, actions) {
  const target = address(url);
  if (target === null) return h("span", {}, children);
  const anchor = h("a", { href: target.href, target: "_blank", rel: "noopener noreferrer" }, children);
  anchor.addEventListener("click", (event) => {
    if (actions.open(target)) event.preventDefault();
  });
  return anchor;
}
