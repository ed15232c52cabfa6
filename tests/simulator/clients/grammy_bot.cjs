// A small real bot written with grammY, the twin of aiogram_bot.py: URL TOKEN polling|webhook [PORT SECRET].
// It prints a JSON object a line: when it is ready, when somebody blocks it, which errors it met.
const crypto = require("node:crypto");
const http = require("node:http");
const zlib = require("node:zlib");
const { Bot, GrammyError, HttpError, InlineKeyboard, InputFile, InputMediaBuilder, webhookCallback } =
  require("grammy");

const [url, token, mode, port, secret] = process.argv.slice(2);
const bot = new Bot(token, {
  client: { apiRoot: url, canUseWebhookReply: (method) => method === "sendChatAction" },
});

const say = (what) => console.log(JSON.stringify(what));

/** A black picture. */
function square(side) {
  const chunk = (kind, content) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(content.length);
    head.write(kind, 4, "latin1");
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(Buffer.concat([head.subarray(4), content])));
    return Buffer.concat([head, content, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  const rows = zlib.deflateSync(Buffer.alloc(side * (1 + ((side + 7) >> 3))));
  const sign = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([sign, chunk("IHDR", header), chunk("IDAT", rows), chunk("IEND", Buffer.alloc(0))]);
}

function crc32(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (0xedb88320 & -(sum & 1));
  }
  return ~sum >>> 0;
}

bot.command("start", (ctx) =>
  ctx.reply(`<b>Halo</b> ${ctx.from.first_name}: ${ctx.match || "tanpa kode"}`, {
    parse_mode: "HTML",
    reply_markup: new InlineKeyboard().text("Buruk", "r:Buruk").text("Baik", "r:Baik"),
  }));

bot.callbackQuery(/^r:(.*)/, async (ctx) => {
  await ctx.answerCallbackQuery("Tersimpan");
  await ctx.editMessageText(`Terima kasih: ${ctx.match[1]}`);
});

bot.command("grafik", async (ctx) => {
  const sent = await ctx.replyWithPhoto(new InputFile(square(20), "a.png"), { caption: "Grafik" });
  const photo = InputMediaBuilder.photo(new InputFile(square(30), "b.png"), { caption: "Grafik baru" });
  const edited = await ctx.api.editMessageMedia(ctx.chat.id, sent.message_id, photo);
  const document = await ctx.replyWithDocument(new InputFile(Buffer.from("a"), "a.txt"));
  const other = InputMediaBuilder.document(new InputFile(Buffer.from("bb"), "b.txt"));
  await ctx.api.editMessageMedia(ctx.chat.id, document.message_id, other);
  await ctx.api.deleteMessage(ctx.chat.id, document.message_id);
  const caption = `Grafik ${edited.photo.at(-1).width}`;
  await ctx.api.editMessageCaption(ctx.chat.id, sent.message_id, { caption });
});

bot.on("message:photo", async (ctx) => {
  const file = await ctx.getFile();
  const answer = await fetch(`${url}/file/bot${token}/${file.file_path}`);
  const content = Buffer.from(await answer.arrayBuffer());
  const caption = crypto.createHash("sha256").update(content).digest("hex");
  await ctx.replyWithDocument(new InputFile(content, "kembali.png"), {
    caption,
    reply_parameters: { message_id: ctx.msg.message_id },
  });
});

// By webhook the action goes into the body of the answer, as JSON.
bot.command("hadir", async (ctx) => {
  await ctx.replyWithChatAction("typing");
  if (mode === "polling") await ctx.reply("Hadir");
});

bot.command("menu", async (ctx) => {
  await ctx.api.setMyCommands([{ command: "bantuan", description: "Bantuan" }], { language_code: "id" });
  const commands = await ctx.api.getMyCommands({ language_code: "id" });
  await ctx.reply(commands.map((command) => command.command).join(" "));
});

bot.command("galat", async (ctx) => {
  const stranger = new Bot(`${ctx.me.id}:wrong`, { client: { apiRoot: url } });
  const calls = {
    "empty": () => ctx.reply(""),
    "unknown chat": () => ctx.api.sendMessage(1, "x"),
    "blocked": () => ctx.api.sendMessage(Number(ctx.match), "x"),
    "unknown method": () => ctx.api.raw.fly({}),
    "wrong token": () => stranger.api.getMe(),
    "flood": () => ctx.api.getMyName(),
    "server": () => ctx.api.getMyDescription(),
    "network": () => ctx.api.getMyShortDescription(),
    "conflict": () => ctx.api.getUpdates(),
  };
  for (const [name, call] of Object.entries(calls)) {
    if (name === "conflict" && mode === "polling") continue;
    try {
      await call();
    } catch (error) {
      const kind = error instanceof GrammyError ? "GrammyError" : error instanceof HttpError ? "HttpError" : "?";
      const retry = error.parameters?.retry_after ?? null;
      say({ case: name, error: kind, code: error.error_code, text: error.description ?? "", retry_after: retry });
    }
  }
  say({ case: "end" });
});

const KINDS = ["voice", "location", "contact", "sticker", "document", "text"];

bot.on("message", (ctx) => {
  const kind = KINDS.find((name) => name in ctx.msg);
  const from = ctx.msg.forward_origin ? ` dari ${ctx.msg.forward_origin.type}` : "";
  return ctx.reply(`Diterima: ${kind}${from}`);
});

bot.on("edited_message", (ctx) => ctx.reply(`Diubah: ${ctx.msg.text}`));

bot.on("my_chat_member", (ctx) => {
  const change = ctx.myChatMember;
  say({ member: `${change.old_chat_member.status} ${change.new_chat_member.status}` });
});

async function main() {
  if (mode === "polling") {
    await bot.start({ onStart: (me) => say({ ready: me.username }) });
    return;
  }
  await bot.init();
  const server = http.createServer(webhookCallback(bot, "http", { secretToken: secret }));
  await new Promise((resolve) => server.listen(Number(port), "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${server.address().port}/hook`;
  await bot.api.setWebhook(address, { secret_token: secret, drop_pending_updates: true });
  say({ ready: bot.botInfo.username });
}

main();
