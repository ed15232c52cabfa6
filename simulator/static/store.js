// What the server has told, and who wants to know.

export const state = {
  stage: null,
  clock: { now: Date.now() / 1000, running: null, share: null, failed: "" },
  heard: performance.now(),
  tour: { at: 0 },
  chats: new Map(),
  live: true,
};

const listeners = new Map();

export function on(topic, listener) {
  listeners.set(topic, [...(listeners.get(topic) ?? []), listener]);
}

export function tell(topic, content) {
  for (const listener of listeners.get(topic) ?? []) listener(content);
}

// Seconds since 1970 on the simulator's clock.
export const now = () => state.clock.now + (performance.now() - state.heard) / 1000;

export function listen() {
  const source = new EventSource("/page/events");
  const hear = (name, take) => source.addEventListener(name, (event) => {
    take(JSON.parse(event.data));
    if (!state.live) {
      state.live = true;
      tell("live");
    }
  });
  hear("stage", (stage) => {
    state.stage = stage;
    const here = new Set(stage.people.map((person) => person.user_id));
    for (const userId of state.chats.keys()) if (!here.has(userId)) state.chats.delete(userId);
    tell("stage");
  });
  hear("clock", (clock) => {
    state.clock = clock;
    state.heard = performance.now();
    tell("clock");
  });
  hear("tour", (tour) => {
    state.tour = tour;
    tell("tour");
  });
  hear("chat", (chat) => {
    state.chats.set(chat.user_id, chat);
    tell("chat", chat);
  });
  source.addEventListener("error", () => {
    state.live = false;
    tell("live");
  });
}
