// Light, dark, or as the system says.

import { toast } from "./layers.js";
import { word } from "./words.js";

const ORDER = ["system", "light", "dark"];

function wear(theme) {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  localStorage.setItem("theme", theme);
}

export function cycle() {
  const next = ORDER[(ORDER.indexOf(localStorage.getItem("theme") ?? "system") + 1) % ORDER.length];
  wear(next);
  toast(word(next), 1.5);
}

wear(localStorage.getItem("theme") ?? "system");
