"""``baopin chat``: be a farmer in the terminal; the conversation can be saved as a story test."""

import asyncio
import tempfile
from argparse import Namespace
from pathlib import Path

from dialogs.messages import Said
from intake_api.demo.desks import open_accounts
from intake_api.intake.hear import Hearing
from intake_api.intake.story import Story
from intake_api.opening import open_office
from intake_api.settings import Settings

HELLO = "像农户一样说话就行。空行结束。按钮可以打前面的数字，也可以写 [按钮] risk=illness。"


def chat(options: Namespace) -> None:
    """Talk to a fresh intake until an empty line; nothing touches the real database."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(database_url=f"sqlite:///{folder}/chat.db", media_dir=Path(folder) / "media", demo=True)
        office = open_office(settings)
        with office.work() as work:
            open_accounts(work)  # whom to tell: a new report needs a village that hears of it
        hearing = Hearing(office)
        try:
            lines = asyncio.run(_talk(Story(hearing, options.channel)))
        finally:
            hearing.stop()
            office.database.close()
    if options.save:
        head = ["# " + Path(options.save).stem, f"channel: {options.channel}"]
        Path(options.save).write_text("\n".join([*head, *lines]) + "\n", "utf8")
        print(f"存成了故事：{options.save}。日期和编号在测试里是固定的，用 pytest --update 对一遍。")


async def _talk(story: Story) -> list[str]:
    print(HELLO)
    said = [*await story.say(Said(), "start")]
    print("\n".join(said))
    lines = ["> [关注]", *said]
    while words := _ask():
        button = words.removeprefix("[按钮]").strip() if words.startswith("[按钮]") else ""
        answer = await story.say(Said(choice=button) if button else Said(text=words))
        print("\n".join(answer))
        lines += [f"> {words}", *answer]
    return lines


def _ask() -> str:
    try:
        return input("> ").strip()
    except EOFError:
        return ""
