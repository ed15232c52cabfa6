// A phone's camera: pointed at a sheet on the wall, at the real world, or given a photo. What it takes is decoded by
// the server; nothing is known beforehand of what a sheet says.

import { attempt, base64, photograph } from "./api.js";
import { h, icon } from "./dom.js";
import { dialog, toast } from "./layers.js";
import { state } from "./store.js";
import { said, word } from "./words.js";

const FRAME = { width: 720, height: 960 };
const LONGEST_SIDE = 2200;
const SETTLE_SECONDS = 0.9;

// The viewfinder of a phone. `paint(canvas, seconds)` draws what the lens sees and tells whether it holds still.
// With several phones another of them can be taken in hand.
async function viewfinder(phone, label, paint, { stop, phones = [phone] } = {}) {
  const canvas = h("canvas", { width: FRAME.width, height: FRAME.height, role: "img", "aria-label": label });
  const status = h("p", { role: "status" }, word("looking"));
  const found = h("div", { class: "found" });
  const shutter = h("button", { type: "button", class: "shutter", "aria-label": word("shoot"), title: word("shoot") });
  const close = h("button", { type: "button", class: "round", "aria-label": word("close"), onclick: () => close.closest("dialog").close() }, icon("close"));
  const holder = h("select", { "aria-label": word("scan_with"), disabled: phones.length < 2 }, phones.map((each) => h("option", { value: String(each.id), selected: each === phone }, each.name)));
  let running = true;
  let busy = false;
  const shoot = async () => {
    if (busy) return;
    busy = true;
    const contents = await attempt(async () => photograph(await jpeg(canvas)));
    busy = false;
    if (!running || !contents) return;
    status.textContent = contents.length ? word("link_found") : word("no_qr");
    found.replaceChildren(...contents.map((content) => h("button", {
      type: "button", class: "link", onclick: () => {
        close.closest("dialog").close();
        follow(phones.find((each) => String(each.id) === holder.value) ?? phone, content);
      },
    }, h("b", {}, word("open")), h("span", {}, content))));
    found.firstElementChild?.focus();
    return contents.length > 0;
  };
  shutter.addEventListener("click", shoot);
  const begun = performance.now();
  let next = SETTLE_SECONDS;
  const frame = async () => {
    if (!running) return;
    const seconds = (performance.now() - begun) / 1000;
    const still = paint(canvas, seconds);
    if (still && next !== null && seconds > next) {
      const tried = next;
      next = null;
      const hit = await shoot();
      // A lens over the real world looks again until something is there.
      if (!hit && stop) next = Math.max(tried, (performance.now() - begun) / 1000) + 0.7;
    }
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  await dialog({
    label: `${word("viewfinder")}: ${label}`, className: "viewfinder",
    content: [h("header", {}, h("label", {}, `${word("scan_with")} `, holder), close),
      h("div", { class: "lens" }, canvas, h("span", { class: "corners", "aria-hidden": "true" }), found), status, shutter],
  });
  running = false;
  stop?.();
}

// Points a phone at a sheet on the wall: it swings in from the side, as a hand would.
export async function scanPaper(phone, paper, phones) {
  const image = await picture(`/page/wall/${paper.key}`);
  if (!image) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const paint = (canvas, seconds) => {
    const pen = canvas.getContext("2d");
    const share = calm ? 1 : Math.min(1, seconds / SETTLE_SECONDS);
    const rest = (1 - share) ** 3;
    const tremble = calm ? 0 : Math.sin(seconds * 2.1) * 0.004;
    pen.fillStyle = "#8a8f94";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.save();
    pen.translate(canvas.width * (0.5 + rest * 0.7), canvas.height * (0.5 - rest * 0.35));
    pen.rotate(0.03 + rest * 0.3 + tremble);
    const scale = Math.min(canvas.width / image.width, canvas.height / image.height) * (0.94 - rest * 0.3);
    pen.shadowColor = "#0008";
    pen.shadowBlur = 24;
    pen.drawImage(image, (-image.width * scale) / 2, (-image.height * scale) / 2, image.width * scale, image.height * scale);
    pen.restore();
    return share === 1;
  };
  await viewfinder(phone, said(paper.title), paint, { phones });
}

// The camera button: a list of what can be photographed.
export async function openCamera(phone) {
  const papers = state.stage.wall;
  const real = navigator.mediaDevices?.getUserMedia && h("button", { type: "submit", value: "camera", class: "line" }, h("b", {}, word("camera")));
  const list = h("form", { method: "dialog", class: "list" },
    papers.map((paper) => h("button", { type: "submit", value: `paper-${paper.key}`, class: "line" }, h("b", {}, said(paper.title)), h("span", {}, said(paper.caption)))),
    real || null, h("button", { type: "submit", value: "file", class: "line" }, h("b", {}, word("drop"))));
  const chosen = await dialog({ label: word("point_at"), className: "choose", content: [h("h2", {}, `${word("point_at")} …`), list], buttons: [["", word("cancel")]] });
  if (chosen === "camera") await realCamera(phone);
  else if (chosen === "file") pick(phone);
  else if (chosen?.startsWith("paper-")) await scanPaper(phone, papers.find((paper) => `paper-${paper.key}` === chosen));
}

async function realCamera(phone) {
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    toast(word("camera_none"));
    return;
  }
  const video = h("video", { muted: true, playsInline: true });
  video.srcObject = stream;
  await video.play();
  const paint = (canvas) => {
    const scale = Math.max(canvas.width / video.videoWidth, canvas.height / video.videoHeight) || 1;
    const [wide, high] = [video.videoWidth * scale, video.videoHeight * scale];
    canvas.getContext("2d").drawImage(video, (canvas.width - wide) / 2, (canvas.height - high) / 2, wide, high);
    return video.videoWidth > 0;
  };
  await viewfinder(phone, word("camera"), paint, { stop: () => stream.getTracks().forEach((track) => track.stop()) });
}

// Photos and PDFs that are dropped on a phone or chosen for it.

export function catchDrops(phone) {
  const { element } = phone;
  const carries = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  element.addEventListener("dragover", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    element.setAttribute("data-drop", word("drop"));
  });
  element.addEventListener("dragleave", (event) => {
    if (!element.contains(event.relatedTarget)) element.removeAttribute("data-drop");
  });
  element.addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    element.removeAttribute("data-drop");
    if (event.dataTransfer.files[0]) take(phone, event.dataTransfer.files[0]);
  });
}

function pick(phone) {
  const chooser = h("input", { type: "file", accept: "image/*,application/pdf" });
  chooser.addEventListener("change", () => chooser.files[0] && take(phone, chooser.files[0]));
  chooser.click();
}

async function take(phone, file) {
  if (!state.stage.can_scan) return;
  const image = file.type.startsWith("image/") ? await reduced(file) : null;
  const contents = await attempt(() => photograph(image ?? file));
  if (!contents) return;
  if (contents.length === 1) follow(phone, contents[0]);
  else if (contents.length) {
    const list = h("form", { method: "dialog", class: "list" }, contents.map((content) => h("button", { type: "submit", value: content, class: "line" }, content)));
    const chosen = await dialog({ label: word("link_found"), className: "choose", content: [h("h2", {}, word("link_found")), list], buttons: [["", word("cancel")]] });
    if (chosen) follow(phone, chosen);
  } else if (image && phone.chat.started) {
    const sent = await dialog({ label: word("no_qr"), className: "alert", content: h("p", {}, word("no_qr")), buttons: [["", word("cancel")], ["yes", word("picture_sent"), "strong"]] });
    if (sent) await phone.send({ photo: await base64(image) });
  } else toast(word("no_qr"));
}

function follow(phone, content) {
  if (!phone.open(content)) phone.note(content);
}

// An image as a JPEG no larger than a decoder needs; null for what the browser cannot read.
async function reduced(file) {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) return null;
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = h("canvas", { width: Math.round(bitmap.width * scale), height: Math.round(bitmap.height * scale) });
  const pen = canvas.getContext("2d");
  pen.fillStyle = "white";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return jpeg(canvas);
}

const jpeg = (canvas) => new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85));

async function picture(source) {
  const image = new Image();
  image.src = source;
  await image.decode().catch(() => toast(word("failed")));
  return image.naturalWidth ? image : null;
}
