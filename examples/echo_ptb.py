"""Says what it is told: python examples/echo_ptb.py http://127.0.0.1:8765 1000:playground."""

import sys

from telegram.ext import Application, MessageHandler, filters


async def echo(update, context):
    await update.message.reply_text(update.message.text)


url, token = sys.argv[1:]
application = Application.builder().base_url(f"{url}/bot").token(token).build()
application.add_handler(MessageHandler(filters.TEXT, echo))
application.run_polling()
