"""The home slice's table of contents."""

from collections.abc import Sequence

from bot.home import chat, chat_days, chat_settings
from bot.registry import Command, Feature
from bot.telegram.commands import all_commands
from bot.texts.say import mark


def home_over(slices: Sequence[Feature]) -> Feature:
    """The slice; `/help` tells the commands of all `slices` too."""
    days = chat_days.Days(slices)
    door = chat.FrontDoor(days)
    own = (
        Command(name="start", handler=chat.on_start, order=1, in_menu=True,
                description=mark("Start: three short questions")),
        Command(name="help", handler=door.on_help, order=5, in_menu=True,
                description=mark("Help and all commands")),
        Command(name="today", handler=chat_days.on_today, order=90, in_menu=True,
                description=mark("Today's sittings")),
        Command(name="upcoming", handler=days.on_upcoming, order=100,
                description=mark("The messages of the next seven days")),
        Command(name="plan", handler=chat.on_plan, order=110,
                description=mark("My plan: what, when and with whom")),
        Command(name="settings", handler=chat_settings.on_settings, order=200, in_menu=True,
                description=mark("Settings")),
        Command(name="cancel", handler=chat.on_cancel, order=220,
                description=mark("Cancel the present step")),
    )  # fmt: skip
    feature = Feature(
        name="home",
        commands=own,
        buttons={
            "home.go": door.on_go,
            "home.what": chat.on_what,
            "home.when": chat.on_when,
            "home.whom": chat.on_whom,
            "home.new": chat.on_new_circle,
            "home.join": chat.on_join,
            "home.alone": chat.on_alone,
            "home.later": chat.on_later,
            "home.members": chat.on_members,
            "home.upcoming": days.on_upcoming,
            "home.skip": days.on_skip,
            "home.unskip": days.on_unskip,
            "home.wake": days.on_wake,
            "set.open": chat_settings.on_open,
            "set.language": chat_settings.on_language,
            "set.digits": chat_settings.on_digits,
            "set.zone": chat_settings.on_zone,
            "set.quiet": chat_settings.on_quiet,
            "set.day": chat_settings.on_day,
            "set.days": chat_settings.on_days,
            "set.budget": chat_settings.on_budget,
            "set.weekly": chat_settings.on_weekly,
            "set.pause": chat_settings.on_pause,
        },
        dialogues=(chat_settings.QUIET,),
        afterwards={
            chat.START_AGAIN: chat.start_again,
            chat.SET_TIMES: chat.set_times,
            chat_settings.SETTINGS_AGAIN: chat_settings.show_after,
        },
        on_text=door.on_text,
    )
    door.commands = all_commands((*slices, feature))
    return feature
