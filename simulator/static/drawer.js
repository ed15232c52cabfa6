// What the bot sends and gets, as JSON: live, filtered, each request as a line for curl.

import { h, icon } from "./dom.js";
import { toast } from "./layers.js";
import { state } from "./store.js";
import { word } from "./words.js";

const KEPT = 400;

export class Drawer {
  constructor(element) {
    this.element = element;
    this.rows = new Map();
    this.source = null;
    this.paused = false;
  }

  toggle(open = !this.source) {
    this.element.hidden = !open;
    document.body.classList.toggle("with-drawer", open);
    if (!open) {
      this.source?.close();
      this.source = null;
      return;
    }
    this.build();
    this.source = new EventSource("/page/exchange");
    this.source.addEventListener("rows", (event) => !this.paused && this.take(JSON.parse(event.data)));
  }

  build() {
    this.filter = h("input", { type: "search", placeholder: "sendMessage, chat_id, …", "aria-label": word("filter"), value: "" });
    this.filter.addEventListener("input", () => this.sift());
    this.polls = h("input", { type: "checkbox" });
    this.polls.addEventListener("change", () => this.sift());
    this.pause = h("input", { type: "checkbox" });
    this.pause.addEventListener("change", () => (this.paused = this.pause.checked));
    this.list = h("ol", { tabIndex: 0, "aria-label": word("drawer") });
    this.element.setAttribute("aria-label", word("drawer"));
    this.element.replaceChildren(
      h("header", {}, h("h2", {}, word("drawer")), h("span", { class: "hint" }, word("drawer_about")), this.filter,
        h("label", {}, this.polls, "getUpdates"), h("label", {}, this.pause, word("paused")),
        h("button", { type: "button", class: "round", "aria-label": word("close"), onclick: () => this.onclose() }, icon("close"))),
      this.list);
    for (const row of this.rows.values()) this.list.prepend((row.node = this.line(row.content)));
    this.sift();
  }

  take(rows) {
    for (const content of rows) {
      const known = this.rows.get(content.id);
      const node = this.line(content);
      if (known) known.node.replaceWith(node);
      else this.list.prepend(node);
      this.rows.set(content.id, { content, node });
      this.show(content, node);
    }
    for (const [key, row] of this.rows) {
      if (this.rows.size <= KEPT) break;
      row.node.remove();
      this.rows.delete(key);
    }
  }

  sift() {
    for (const { content, node } of this.rows.values()) this.show(content, node);
  }

  show(content, node) {
    const wanted = this.filter.value.trim().toLowerCase().split(/\s+/);
    const text = (content.kind + JSON.stringify(content)).toLowerCase();
    const quiet = content.method.toLowerCase() === "getupdates" && !this.polls.checked;
    node.hidden = quiet || !wanted.every((part) => text.includes(part));
  }

  line(content) {
    const isRequest = content.kind === "request";
    const outcome = isRequest ? (content.status ? String(content.status) : "…") : "";
    const details = h("details", {},
      h("summary", {}, h("span", { class: `kind ${content.kind}` }, isRequest ? "→" : "←", h("span", { class: "hidden" }, word(content.kind))),
        h("b", {}, content.method), outcome && h("span", { class: content.status === 200 ? "ok" : "bad" }, outcome), h("code", {}, brief(content.params))));
    details.addEventListener("toggle", () => {
      if (!details.open || details.querySelector("pre")) return;
      details.append(h("pre", { tabIndex: 0 }, JSON.stringify(content.params, null, 2)));
      const answer = content.result ?? content.error;
      if (answer !== undefined) details.append(h("p", {}, word("outcome")), h("pre", { tabIndex: 0 }, JSON.stringify(answer, null, 2)));
      if (isRequest) details.append(h("button", { type: "button", onclick: () => copy(curl(content)) }, word("copy")));
    });
    return h("li", {}, details);
  }
}

function brief(params) {
  const text = JSON.stringify(params);
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}

// A request as one line for a shell; single quotes are the only thing to be careful with.
export function curl(content) {
  const body = JSON.stringify(content.params).replaceAll("'", "'\\''");
  return `curl -H 'Content-Type: application/json' -d '${body}' '${location.origin}/bot${state.stage.bot.token}/${content.method}'`;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const box = h("textarea", {}, text);
    document.body.append(box);
    box.select();
    document.execCommand("copy");
    box.remove();
  }
  toast(word("copied"));
}
