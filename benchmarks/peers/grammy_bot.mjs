// The same job as a plain grammY bot with its runner: node grammy_bot.mjs URL TOKEN DATABASE
import { run, sequentialize } from "@grammyjs/runner";
import { Bot, InlineKeyboard } from "grammy";

// Node 22 and newer bring SQLite; for older ones the same interface comes as a package.
const { DatabaseSync } = await import("node:sqlite").catch(() => import("@photostructure/sqlite"));

const FACES = ["😞", "😐", "🙂", "😊"];
const [url, token, file] = process.argv.slice(2);

const database = new DatabaseSync(file);
database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
const findDesk = database.prepare("SELECT id, office, name, officer FROM desks WHERE token = ?");
const addRating = database.prepare("INSERT INTO ratings (user_id, desk_id, face) VALUES (?, ?, ?)");

const bot = new Bot(token, { client: { apiRoot: url } });
bot.use(sequentialize((ctx) => String(ctx.chat?.id)));

bot.command("start", async (ctx) => {
  const desk = findDesk.get(ctx.match);
  if (!desk) return;
  const keyboard = new InlineKeyboard();
  FACES.forEach((face, i) => keyboard.text(face, `f:${desk.id}:${i + 1}`));
  await ctx.reply(
    `<b>${desk.office}</b>\n${desk.name}\nPetugas: ${desk.officer}\n\nBagaimana pelayanan kami? Penilaian Anda anonim.`,
    { parse_mode: "HTML", reply_markup: keyboard },
  );
});

bot.callbackQuery(/^f:(\d+):([1-4])$/, async (ctx) => {
  const [, desk, face] = ctx.match;
  addRating.run(ctx.from.id, Number(desk), Number(face));
  await ctx.answerCallbackQuery("Tersimpan");
  await ctx.editMessageText(`Terima kasih! Penilaian Anda ${FACES[face - 1]} sudah tersimpan.`);
});

const runner = run(bot);
process.once("SIGTERM", () => runner.stop().finally(() => database.close()));
