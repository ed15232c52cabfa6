// The papers on the wall; each can be looked at, and scanned with the selected phone.

import { h } from "./dom.js";
import { largePhoto } from "./layers.js";
import { scanPaper } from "./scan.js";
import { state } from "./store.js";
import { said, word } from "./words.js";

// scanner() is the phone that scans, phones() are all that could.
export function drawWall(element, scanner, phones) {
  const { wall, can_scan: canScan } = state.stage;
  element.replaceChildren();
  element.setAttribute("aria-label", word("wall"));
  const groups = new Map();
  for (const paper of wall) {
    const group = said(paper.group);
    groups.set(group, [...(groups.get(group) ?? []), paper]);
  }
  for (const [group, papers] of groups) {
    element.append(h("div", { class: "group" },
      group && h("h2", {}, group, canScan && h("span", { class: "with" })),
      h("ul", { class: "papers", tabIndex: 0, "aria-label": group || word("wall") }, papers.map((paper) => sheet(paper, canScan, scanner, phones)))));
  }
}

// Says with which phone a sheet would be scanned now.
export function nameScanner(phone) {
  for (const note of document.querySelectorAll("#wall .with")) note.textContent = phone ? ` – ${word("scan_with")}: ${phone.name}` : "";
}

function sheet(paper, canScan, scanner, phones) {
  const source = `/page/wall/${paper.key}`;
  const title = said(paper.title);
  const caption = said(paper.caption);
  return h("li", { class: "paper" },
    h("button", { type: "button", class: "print", "aria-label": `${title}, ${caption}: ${word("zoom")}`, onclick: () => largePhoto(source, `${title}, ${caption}`) },
      h("img", { src: source, alt: "" })),
    h("div", { class: "about" }, h("b", {}, title), h("span", {}, caption),
      canScan && h("button", { type: "button", class: "scan", "aria-label": `${word("scan")}: ${title}, ${caption}`, onclick: () => scanner() && scanPaper(scanner(), paper, phones()) }, word("scan"))));
}
