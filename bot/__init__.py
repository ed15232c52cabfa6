"""The Telegram conversation: update loop, sender, one module per role, screens."""
