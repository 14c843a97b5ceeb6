"""An embedded Telegram: people, private chats and a strict Bot API server, all in memory.

It is the demo (`halqa playground`) and the test double of the whole bot. The bot talks to it over HTTP as it talks to
Telegram; people are played through `Player` in tests and through the page on 127.0.0.1 in the demo. What Telegram
would reject the world rejects, with Telegram's own words where they are known; what it does not offer it refuses
plainly. It imports nothing from the rest of the bot.

Where to look: `world` (everything that exists), `phone` (what a person can do), `groups` (what both do there),
`methods` (what a bot can do), `text` (what becomes of a text), `line` (updates, calls, failures on their way),
`api` (the Bot API over HTTP), `control` and `page` (the page and its JSON API), `guard` (who may ask), `server`
(all on one port).
"""
