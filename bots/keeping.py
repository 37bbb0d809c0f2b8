"""The commands that keep the data safe: ``baopin rekey``, ``baopin audit verify``."""

import sys
from argparse import Namespace

from bots.desk import Failed, working
from intake_api.access.audit import SYSTEM, note
from intake_api.access.chain import BEGINNING, verify
from intake_api.opening import rekeyed
from intake_api.resealing import reseal

_TABLES = {"household": "农户", "cases": "申报", "talk": "对话", "inbox": "回过的话", "event": "经过", "task": "待办"}
_TABLES |= {"media": "照片录音", "account": "账号", "notice": "通知", "visit": "走访", "resident": "名册里的人"}
_TABLES |= {"list_entry": "名单", "batch": "导入的文件", "batch_row": "导入的行", "patrol": "走访记录"}


def rekey(options: Namespace) -> None:
    """Seal everything under today's key; with ``--dry-run`` only count. Raises ``Failed`` when something does not
    open."""
    closed = 0
    with working() as office:
        for code in office.settings.counties:
            changed = 0
            for done in reseal(office, code, dry_run=options.dry_run):
                changed, closed = changed + done.changed, closed + done.closed
                if done.changed or done.closed:
                    stuck = f"，打不开 {done.closed}" if done.closed else ""
                    table = _TABLES.get(done.table, done.table)
                    print(f"{code} {table}：看了 {done.looked}，要换 {done.changed}{stuck}")
            if not (options.dry_run or closed):
                rekeyed(office, code)
                if changed:
                    with office.work(code) as work:
                        note(work, SYSTEM, "rekeyed", "keys", rows=changed)
    if closed:
        raise Failed(f"有 {closed} 处哪个密钥都打不开，没有动。看看 BAOPIN_OLD_SECRET_KEYS 写全了没有，再跑一次。")
    print("只数了数，没有动。" if options.dry_run else "都用现在的密钥了。旧密钥可以从 BAOPIN_OLD_SECRET_KEYS 里拿掉。")


def verify_audit(options: Namespace) -> int:
    """Check the chains; the exit status is 1 when one is broken."""
    broken = 0
    with working() as office:
        codes = [options.county] if options.county else office.settings.counties
        for code in codes:
            county = office.county(code)
            found = verify(office, code)
            if found.broken:
                broken += 1
                print(f"{county.name}：第 {found.broken} 条不对：{found.why}。", file=sys.stderr)
            else:
                head = found.head if found.head != BEGINNING else "无"
                print(f"{county.name}：{found.count} 条，一条不少、一字未改。最后一条的指纹 {head}")
    return 1 if broken else 0
