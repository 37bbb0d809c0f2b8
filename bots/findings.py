"""``baopin findings``: the checks over the whole stock now, instead of during the day."""

import argparse
from argparse import Namespace

from bots.desk import working
from intake_api.casework.stock import sweep


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command and its words."""
    parser = commands.add_parser("findings", help="把在办的全部再查一遍疑似问题")
    parser.set_defaults(run=run)


def run(_options: Namespace) -> None:
    """Look at every case of every county served."""
    with working() as office:
        for code in office.settings.counties:
            changed = sweep(office, code)
            print(f"{office.county(code).name}：查完了，{changed} 件有变化")
