"""The command ``baopin``: the one place where channels and intake are wired together."""

import argparse
import sys
from collections.abc import Sequence

from bots import chat, desk, findings, keeping, learning, lines, roster
from knowledge.answers.lesson import LESSON as ANSWERS
from knowledge.commands.lesson import LESSON as COMMANDS
from knowledge.danger.lesson import LESSON as DANGER
from knowledge.learning.lesson import Lesson
from knowledge.risks.lesson import LESSON as RISKS


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options) or 0)
    except (desk.Failed, KeyboardInterrupt) as stop:
        print(str(stop) or "停下了", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="baopin", description="一键报贫：申报、受理、报表")
    commands = parser.add_subparsers(required=True, metavar="命令")

    serve = commands.add_parser("serve", help="开起来：网页、接口、通道、后台都在一个进程里")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--workers", type=int, default=1, help="几个进程；超过 1 要用 PostgreSQL")
    serve.add_argument("--database-url", default="", help="默认看 BAOPIN_DATABASE_URL")
    serve.set_defaults(run=desk.serve)

    bots = commands.add_parser("bots", help="只开通道，数据在另一台机器的 API 后面")
    bots.add_argument("--api", required=True, help="API 的地址，如 http://10.0.0.5:8000")
    bots.add_argument("--host", default="127.0.0.1")
    bots.add_argument("--port", type=int, default=8001)
    bots.set_defaults(run=desk.bots)

    talk = commands.add_parser("chat", help="在终端里当一回农户，可以存成测试用的故事")
    talk.add_argument("--channel", default="wechat", help="wechat、telegram、web、sms")
    talk.add_argument("--save", default="", help="把对话存成这个故事文件")
    talk.set_defaults(run=chat.chat)

    commands.add_parser("check", help="检查区县资料和表单写得对不对").set_defaults(run=desk.check)

    _reading(commands)

    migrate = commands.add_parser("migrate", help="升级数据库")
    migrate.add_argument("--database-url", default="")
    migrate.set_defaults(run=desk.migrate_database)

    _users(commands.add_parser("users", help="账号：加、看、停"))
    _report(commands.add_parser("report", help="报表"))
    _keeping(commands)
    findings.add_to(commands)
    roster.add_to(commands)
    _risks(commands.add_parser("risks", help="听困难原因：收句子、学句子"))
    _learning(commands.add_parser("danger", help="听急事：学句子"), "danger", DANGER)
    _learning(commands.add_parser("answers", help="听是不是：学问答"), "answers", ANSWERS)
    _learning(commands.add_parser("commands", help="听叫机器人做的事：学句子"), "commands", COMMANDS)
    return parser


def _reading(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The commands that read JSON Lines: how is this understood, answered, and how well?"""
    for word, run, words in (
        ("understand", lines.understand_lines, "一行一句，看听成什么"),
        ("ask", lines.ask_lines, "一行一个问题，看答什么"),
        ("evaluate", lines.evaluate_lines, "对着写好答案的句子，数一数听对多少"),
    ):
        parser = commands.add_parser(word, help=words)
        parser.add_argument("file", nargs="?", default="-", help="JSON Lines 文件；不写或写 - 从标准输入读")
        if word == "evaluate":
            parser.add_argument("--show", action="store_true", help="列出没听对的")
        parser.add_argument("--core", action="store_true", help="不用附加件（按意思找的小模型）")
        parser.set_defaults(run=run)


def _users(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="add|list|disable")
    add = actions.add_parser("add", help="加一个账号，密码从终端输入")
    add.add_argument("login")
    add.add_argument("--name", required=True)
    add.add_argument("--role", required=True)
    add.add_argument("--area", required=True, help="12 位区划代码")
    add.add_argument("--phone", default="")
    add.add_argument("--department", default="", help="部门联络员是哪个部门的")
    add.set_defaults(run=desk.add_user)
    actions.add_parser("list", help="所有账号").set_defaults(run=desk.list_users)
    disable = actions.add_parser("disable", help="停用一个账号")
    disable.add_argument("login")
    disable.set_defaults(run=desk.disable_user)


def _keeping(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    rekey = commands.add_parser("rekey", help="换密钥：把存着的都用现在的密钥重新加密")
    rekey.add_argument("--dry-run", action="store_true", help="只数要换多少，不动")
    rekey.set_defaults(run=keeping.rekey)
    audit = commands.add_parser("audit", help="留痕").add_subparsers(required=True, metavar="verify")
    verify = audit.add_parser("verify", help="从头到尾查一遍，有没有人动过")
    verify.add_argument("--county", default="", help="只查这个区划，默认全部")
    verify.set_defaults(run=keeping.verify_audit)


def _report(parser: argparse.ArgumentParser) -> None:
    reports = parser.add_subparsers(required=True, metavar="annex2")
    annex2 = reports.add_parser("annex2", help="附件2 汇总表")
    annex2.add_argument("--since", default="", help="从哪天，默认排查开始那天")
    annex2.add_argument("--until", default="", help="到哪天，默认今天")
    annex2.add_argument("--unit", default="", help="乡镇代码，默认全区")
    annex2.add_argument("--format", choices=("xlsx", "json"), default="xlsx")
    annex2.add_argument("-o", "--output", required=True)
    annex2.set_defaults(run=desk.report_annex2)


def _risks(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="collect|train")
    collect = actions.add_parser("collect", help="从受理过的申报里收句子，去掉认得出人的，给人看过再用")
    collect.add_argument("-o", "--output", required=True)
    collect.set_defaults(run=learning.collect)
    _train(actions, "risks", RISKS)


def _learning(parser: argparse.ArgumentParser, folder: str, lesson: Lesson) -> None:
    _train(parser.add_subparsers(required=True, metavar="train"), folder, lesson)


def _train(actions: "argparse._SubParsersAction[argparse.ArgumentParser]", folder: str, lesson: Lesson) -> None:
    train = actions.add_parser("train", help=f"按 knowledge/{folder}/sentences 重学，打印前后对比")
    train.set_defaults(run=learning.learn, lesson=lesson)


if __name__ == "__main__":
    sys.exit(main())
