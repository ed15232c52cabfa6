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
    for (const row of this.rows.values()) this.list.prepend(this.line(row));
    this.sift();
  }

  take(rows) {
    for (const content of rows) {
      const known = this.rows.get(content.id);
      if (known) known.content = content;
      else this.rows.set(content.id, { content });
      const row = this.rows.get(content.id);
      // An answer that comes later changes the row in place: somebody may be about to open it.
      if (known) this.fill(row);
      else this.list.prepend(this.line(row));
      this.show(row.content, row.node);
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

  line(row) {
    const details = h("details", {}, h("summary", {}));
    row.node = h("li", {}, details);
    details.addEventListener("toggle", () => this.fill(row));
    this.fill(row);
    return row.node;
  }

  fill({ content, node }) {
    const isRequest = content.kind === "request";
    const outcome = isRequest ? (content.status ? String(content.status) : "…") : "";
    const details = node.firstElementChild;
    const summary = details.firstElementChild;
    summary.replaceChildren(
      h("span", { class: `kind ${content.kind}` }, isRequest ? "→" : "←", h("span", { class: "hidden" }, word(content.kind))),
      h("b", {}, content.method), outcome ? h("span", { class: content.status === 200 ? "ok" : "bad" }, outcome) : "", h("code", {}, brief(content.params)));
    while (summary.nextSibling) summary.nextSibling.remove();
    if (!details.open) return;
    details.append(h("pre", { tabIndex: 0 }, JSON.stringify(content.params, null, 2)));
    const answer = content.result ?? content.error;
    if (answer !== undefined) details.append(h("p", {}, word("outcome")), h("pre", { tabIndex: 0 }, JSON.stringify(answer, null, 2)));
    if (isRequest) details.append(h("button", { type: "button", onclick: () => copy(curl(content)) }, word("copy")));
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
