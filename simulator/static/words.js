// The page's own texts, and the language in which the person at the page reads them.

import { tell } from "./store.js";

const WORDS = {
  id: {
    about: "Telegram tiruan di komputer ini: tidak ada yang keluar ke internet",
    again: "Mulai ulang", again_sure: "Kantor contoh dibuat baru dan semua percakapan hilang. Lanjutkan?",
    alert: "Pemberitahuan", all: "Semua", android: "Android", attach: "Lampirkan", back: "Kembali",
    block: "Blokir bot", blocked: "Bot diblokir", bot: "bot", busy_clock: "Jam sedang diputar", camera: "Kamera ponsel ini",
    camera_none: "Kamera tidak dapat dipakai di sini.", cancel: "Batal", clock: "Jam kantor", close: "Tutup", copied: "Disalin",
    contact: "Kontak saya", copy: "Salin sebagai curl", curtain: "Menyiapkan kantor contoh …", dark: "Gelap",
    desktop: "Desktop", device: "Perangkat", document: "Berkas", done: "Selesai", drawer: "Lalu lintas",
    drawer_about: "Yang dikirim dan diterima bot, langsung", drop: "Lepaskan foto atau PDF di sini", edited: "diedit",
    empty: "Belum ada percakapan", failed: "Tidak berhasil", filter: "Saring", forwarded: "Diteruskan",
    hidden_text: "Teks tersembunyi, ketuk untuk melihat", guide: "Panduan", image: "Foto", ios: "iOS",
    ios_hint: "iOS: tautan kehilangan kodenya bila percakapan sudah ada", keyboard: "Papan tombol", language: "Bahasa ponsel",
    large: "Foto diperbesar", leave_step: "Lewati", light: "Terang", link_found: "Tautan terbaca", location: "Lokasi",
    lost: "Sambungan terputus, mencoba lagi …", menu: "Menu", message: "Pesan", messages: "Pesan dengan", newcomer: (name) => `${name} baru`,
    newest: "Ke pesan terbaru", no_qr: "Tidak ada kode QR yang terbaca.", no_phone: "Belum ada ponsel", on_wall: "Di dinding",
    open: "Buka", open_link: "Buka tautan", options: "Pengaturan ponsel", other_phone: "Ponsel lain yang ada",
    page_language: "Bahasa", phone_of: "Ponsel", point_at: "Arahkan kamera ke", put_away: "Singkirkan ponsel", reload: "Putar ulang",
    poster: "Lembar", paused: "Jeda", picture_sent: "Kirim sebagai foto", progress: "Kemajuan", request: "permintaan",
    restart: "Ulangi panduan", say: "Pesan", scan: "Pindai", scan_with: "Pindai dengan", selected: "ponsel terpilih",
    send: "Kirim", shoot: "Foto", start: "MULAI", start_hint: "Apa yang dapat dilakukan bot ini?", step: "Langkah",
    sticker: "Stiker", system: "Ikut sistem", theme: "Tampilan", today: "Hari ini", turn: "Putar jam",
    tour_done: "Panduan selesai", tour_done_text: "Anda sudah melihat semuanya. Silakan bermain sesuka hati, atau mulai ulang.",
    typing: "mengetik …", unblock: "BUKA BLOKIR", unread: "belum dibaca", update: "pembaruan", uploading: "mengirim foto …",
    voice: "Pesan suara", waiting: "Menunggu", wall: "Dinding", write: "Tulis pesan", zoom: "Perbesar", loading: "memuat",
    viewfinder: "Kamera", looking: "Mencari kode QR …", edit: "Ubah pesan", editing: "Mengubah pesan", reply_to: "Membalas",
    live: "langsung", nothing: "Tidak ada yang cocok", outcome: "jawaban",
  },
  en: {
    about: "A Telegram of its own on this machine: nothing leaves for the internet",
    again: "Start over", again_sure: "The sample office is made anew and all conversations are lost. Go on?",
    alert: "Notice", all: "All", android: "Android", attach: "Attach", back: "Back",
    block: "Block the bot", blocked: "Bot blocked", bot: "bot", busy_clock: "The clock is turning", camera: "This device's camera",
    camera_none: "No camera can be used here.", cancel: "Cancel", clock: "Office clock", close: "Close", copied: "Copied",
    contact: "My contact", copy: "Copy as curl", curtain: "Setting up the sample office …", dark: "Dark",
    desktop: "Desktop", device: "Device", document: "File", done: "Done", drawer: "Traffic",
    drawer_about: "What the bot sends and gets, live", drop: "Drop a photo or PDF here", edited: "edited",
    empty: "No conversation yet", failed: "Did not work", filter: "Filter", forwarded: "Forwarded",
    hidden_text: "Hidden text, tap to see", guide: "Tour", image: "Photo", ios: "iOS",
    ios_hint: "iOS: links lose their code when the chat already exists", keyboard: "Button board", language: "Phone language",
    large: "Photo, large", leave_step: "Skip", light: "Light", link_found: "Link found", location: "Location",
    lost: "Connection lost, trying again …", menu: "Menu", message: "Message", messages: "Messages with", newcomer: (name) => `New ${name.toLowerCase()}`,
    newest: "To the newest message", no_qr: "No QR code can be read.", no_phone: "No phone yet", on_wall: "On the wall",
    open: "Open", open_link: "Open link", options: "Phone settings", other_phone: "Another existing phone",
    page_language: "Language", phone_of: "Phone", point_at: "Point the camera at", put_away: "Put phone away", reload: "Again",
    poster: "Sheet", paused: "Pause", picture_sent: "Send as a photo", progress: "Progress", request: "request",
    restart: "Restart the tour", say: "Message", scan: "Scan", scan_with: "Scan with", selected: "selected phone",
    send: "Send", shoot: "Take photo", start: "START", start_hint: "What can this bot do?", step: "Step",
    sticker: "Sticker", system: "As system", theme: "Appearance", today: "Today", turn: "Turn the clock",
    tour_done: "Tour finished", tour_done_text: "You have seen everything. Play as you like, or start over.",
    typing: "typing …", unblock: "UNBLOCK", unread: "unread", update: "update", uploading: "sending a photo …",
    voice: "Voice message", waiting: "Waiting", wall: "Wall", write: "Write a message", zoom: "Enlarge", loading: "loading",
    viewfinder: "Camera", looking: "Looking for a QR code …", edit: "Edit message", editing: "Editing a message", reply_to: "Replying to",
    live: "live", nothing: "Nothing matches", outcome: "answer",
  },
};

let chosen = localStorage.getItem("language") === "en" ? "en" : "id";
document.documentElement.lang = chosen;

export const language = () => chosen;

export const word = (key) => WORDS[chosen][key];

// A text that the host gave in several languages.
export const said = (words) => words?.[chosen] ?? Object.values(words ?? {})[0] ?? "";

export function speak(code) {
  chosen = code;
  localStorage.setItem("language", code);
  document.documentElement.lang = code;
  tell("language");
}

const formats = new Map();

// A moment in seconds, as the wall clock of the stage's zone shows it.
export function moment(seconds, zone, options) {
  const key = JSON.stringify([chosen, zone, options]);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(chosen === "en" ? "en-GB" : "id-ID", { timeZone: zone, ...options }));
  return formats.get(key).format(new Date(seconds * 1000));
}

export const timeOfDay = (seconds, zone) => moment(seconds, zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

export const day = (seconds, zone) => moment(seconds, zone, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
