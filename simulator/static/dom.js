// Builds elements. Text goes in as text only: nothing that people or the bot wrote is ever interpreted.

export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (name in element && typeof value !== "string") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return element;
}

const ICONS = {
  menu: "M4 7h16M4 12h16M4 17h16",
  send: "M4 12 20 4l-5 16-4-6-7-2Z",
  attach: "M20 11.5 12 19.5a5 5 0 0 1-7-7l8.5-8.5a3.4 3.4 0 0 1 4.8 4.8L9.8 17.3a1.7 1.7 0 0 1-2.4-2.4L15 7.3",
  camera: "M4 8h3l2-3h6l2 3h3v11H4ZM12 10a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7Z",
  gear: "M4 7h9m4 0h3M4 17h3m4 0h9M15 4.5v5M9 14.5v5",
  close: "M6 6l12 12M18 6 6 18",
  down: "M6 9l6 6 6-6",
  clock: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16Zm0 4v4l3 2",
  code: "M8 7l-5 5 5 5m8-10 5 5-5 5",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 3v1.5M12 19.5V21M3 12h1.5M19.5 12H21M5.6 5.6l1.1 1.1M17.3 17.3l1.1 1.1M5.6 18.4l1.1-1.1M17.3 6.7l1.1-1.1",
  again: "M5 12a7 7 0 1 0 2.2-5.1M5 4v4h4",
  plus: "M12 5v14M5 12h14",
  keyboard: "M3 7h18v11H3ZM7 11h.01M11 11h.01M15 11h.01M8 15h8",
  file: "M7 3h7l4 4v14H7Zm7 0v4h4",
};

export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

// A menu that opens under its button: arrow keys walk, Escape closes, focus returns.
export function popup(button, items, place) {
  document.querySelector(".popup")?.closeMenu();
  const menu = h("div", { class: "popup", role: "menu", tabIndex: -1 }, items);
  const close = (refocus = true) => {
    document.removeEventListener("pointerdown", outside, true);
    menu.remove();
    button.setAttribute("aria-expanded", "false");
    if (refocus) button.focus();
  };
  menu.closeMenu = () => close(false);
  const outside = (event) => {
    if (!menu.contains(event.target) && !button.contains(event.target)) close(false);
  };
  menu.addEventListener("keydown", (event) => {
    const choices = [...menu.querySelectorAll("[role^=menuitem]")];
    const at = choices.indexOf(document.activeElement);
    if (event.key === "Escape" || event.key === "Tab") close();
    else if (event.key === "ArrowDown") choices[(at + 1) % choices.length]?.focus();
    else if (event.key === "ArrowUp") choices[(at - 1 + choices.length) % choices.length]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  menu.addEventListener("click", (event) => {
    if (event.target.closest("[role^=menuitem]") && !event.defaultPrevented) close();
  });
  document.addEventListener("pointerdown", outside, true);
  (place ?? button.parentElement).append(menu);
  button.setAttribute("aria-expanded", "true");
  menu.querySelector("[role^=menuitem]")?.focus();
  return menu;
}

export function togglePopup(button, items, place) {
  if (button.getAttribute("aria-expanded") === "true") document.querySelector(".popup")?.closeMenu();
  else popup(button, items(), place);
  if (!document.querySelector(".popup")) button.setAttribute("aria-expanded", "false");
}
