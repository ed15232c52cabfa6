// Requests to this server: the phone API and the page's own actions.

import { toast } from "./layers.js";

async function answered(response) {
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? `${response.status}`);
  return answer;
}

export async function post(path, body = {}) {
  const options = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  return answered(await fetch(path, options));
}

export const get = async (path) => answered(await fetch(path));

export const phone = (userId, action, body) => post(`/phone/${userId}/${action}`, body);

export const photograph = async (picture) =>
  (await answered(await fetch("/page/scan", { method: "POST", body: picture }))).contents;

// Runs something a person asked for; a refusal is shown, not thrown.
export async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    toast(error.message);
    return undefined;
  }
}

export async function base64(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
