"""The commands for lists of people: ``baopin roster import``, ``baopin roster undo``."""

import argparse
import sys
from argparse import Namespace
from pathlib import Path

from sqlalchemy import select

from bots.desk import Failed, working
from intake_api.models.tables import BATCH_ROWS
from intake_api.office import Office
from intake_api.roster import importing, undoing
from intake_api.roster.batches import SameFile
from intake_api.roster.rows import CANDIDATE, CHANGED, LEFT, MATCHED, NEW, REJECTED, SAME
from intake_api.roster.sources import SOURCES

_SHOWN = 20  # refused rows on the screen; all of them stand on the page
WORDS = {
    NEW: "新的",
    MATCHED: "对上已有的户",
    CHANGED: "有变化",
    SAME: "没有变化",
    CANDIDATE: "要人认",
    REJECTED: "退回",
    LEFT: "名单上去掉",
}


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The commands and their options."""
    actions = commands.add_parser("roster", help="户籍底册和各部门名单：导入、撤销").add_subparsers(
        required=True, metavar="import|undo"
    )
    bring = actions.add_parser("import", help="导入一个文件；不写 --apply 只试读")
    bring.add_argument("file", help="xlsx、xls 或 csv")
    bring.add_argument("--source", required=True, choices=SOURCES, metavar="哪种名单", help="、".join(SOURCES))
    how = bring.add_mutually_exclusive_group()
    how.add_argument("--dry-run", action="store_true", help="只试读：数一数，不改名册")
    how.add_argument("--apply", action="store_true", help="导入")
    bring.set_defaults(run=import_file)
    undo = actions.add_parser("undo", help="撤销一批")
    undo.add_argument("batch", help="导入时显示的批号")
    undo.set_defaults(run=undo_batch)


def import_file(options: Namespace) -> None:
    """Look at a file, or import it; what was broken off goes on. Raises ``Failed`` for what cannot be read."""
    try:
        content = Path(options.file).read_bytes()
    except OSError as error:
        raise Failed(f"读不到 {options.file}：看看文件名对不对。") from error
    with working() as office:
        county = office.county().code
        try:
            batch = importing.receive(office, county, None, options.source, Path(options.file).name, content)["id"]
        except SameFile as known:
            print(f"{known}\n批号 {known.batch_id}")
            return
        counts = (importing.apply if options.apply else importing.look)(office, county, batch)
        _show_refused(office, county, batch)
    print("，".join(f"{word} {counts[key]}" for key, word in WORDS.items() if counts.get(key)) or "没有一行")
    print(f"批号 {batch}" + ("" if options.apply else "。只是试读，名册没有动；要导入，加上 --apply 再来一次。"))


def undo_batch(options: Namespace) -> int:
    """Take a batch back; the exit status is 1 when something was left as it is."""
    with working() as office:
        done = undoing.undo(office, office.county().code, options.batch)
    print(f"撤销了 {done.rows} 行。")
    for kept in done.kept:
        print(f"没有撤销：{kept.name}（户 {kept.household_id or '不在名册'}），{kept.why}", file=sys.stderr)
    return 1 if done.kept else 0


def _show_refused(office: Office, county: str, batch: str) -> None:
    """The first refused rows with what to do; whatever a cell held stays off the screen."""
    c = BATCH_ROWS.c
    mine = (c.county == county, c.batch == batch, c.outcome == REJECTED)
    with office.database.read() as session:
        query = select(c.why).where(*mine).order_by(c.sheet, c.row).limit(_SHOWN)
        for why in session.connection().execute(query).scalars():
            print(why, file=sys.stderr)
