"""Says what it is told: python examples/echo_aiogram.py http://127.0.0.1:8765 1000:playground."""

import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer


async def echo(message):
    await message.answer(message.text)


dispatcher = Dispatcher()
dispatcher.message.register(echo)
session = AiohttpSession(api=TelegramAPIServer.from_base(sys.argv[1]))
dispatcher.run_polling(Bot(sys.argv[2], session=session))
