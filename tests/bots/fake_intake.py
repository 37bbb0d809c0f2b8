"""A small conversation that stands in for the intake where a test is about the page, not about the questions."""

from dataclasses import dataclass, field

from dialogs.messages import Choice, Heard, Message, Notice, Outcome, Reply, Unavailable

NAMES = "亥由、板桥、创新、峨嵋、黄土岗、垅头、弥高、南洋、牛项、恩顶、桂湖、红寮"
VILLAGES = tuple(f"{name}村" for name in NAMES.split("、"))
RECEIPT = "JA20231110-0007-K"

QUESTIONS: tuple[tuple[str, Reply], ...] = (
    (
        "consent",
        Reply(
            "第1步，共5步。\n报贫要记下您的姓名、电话和家里的困难。\n只有村里、镇里办事的人能看。不收钱。\n可以吗？",
            (
                Choice("consent=yes", "可以"),
                Choice("consent=no", "不同意"),
                Choice("!ask", "先问个问题"),
            ),
        ),
    ),
    ("name", Reply("第2步，共5步\n您叫什么名字？")),
    (
        "village",
        Reply(
            "第3步，共5步\n您家在哪个村？",
            (
                *(Choice(f"village=v{n}", name) for n, name in enumerate(VILLAGES)),
                Choice("!skip", "都不是，换个镇"),
            ),
        ),
    ),
    ("story", Reply("第4步，共5步\n家里出了什么事？\n写几句、说几句、拍张照片，都行。")),
    ("confirm", Reply("第5步，共5步\n这样对吗？", (Choice("confirm=yes", "对"), Choice("!correct", "要改")))),
)
DONE = Reply(
    "报上了。一般15天以内有结果。全程不收钱。\n有事打12317、12345。\n\n还有什么要说的，直接发给我，我给您补上。",
    (Choice("menu=status", "查进度"), Choice("menu=another", "再报一户")),
)


@dataclass
class FakeIntake:
    """Answers by turns, keeps what it heard, and gives a repeated id the stored answer."""

    questions: tuple[tuple[str, Reply], ...] = QUESTIONS
    heard: list[Message] = field(default_factory=list)
    stored: dict[tuple[str, str, str], Heard] = field(default_factory=dict)
    turns: dict[tuple[str, str], int] = field(default_factory=dict)
    busy: bool = False

    async def hear(self, message: Message) -> Heard:
        """One turn forward, or the same question again."""
        if self.busy:
            raise Unavailable
        key = (message.channel, message.user, message.message_id)
        if key not in self.stored:
            self.heard.append(message)
            self.stored[key] = self._answer(message)
        return self.stored[key]

    def _answer(self, message: Message) -> Heard:
        person = (message.channel, message.user)
        turn = self.turns.get(person, -1)
        if message.said.choice == "!back":
            turn = max(turn - 1, 0)
        elif message.said.choice not in ("!repeat", "!callme", "!human") or turn < 0:
            turn += 1
        self.turns[person] = turn
        note = (Reply("好，我们打给您。急事请打110。"),) if message.said.choice == "!callme" else ()
        if turn >= len(self.questions):
            return Heard((*note, DONE), None, RECEIPT, "submitted")
        asking, question = self.questions[turn]
        return Heard((*note, question), asking, None, "filling")

    def said(self) -> list[Message]:
        """What people said, without the page's own questions for the pending question."""
        return [message for message in self.heard if message.said.choice != "!repeat"]

    async def claim_notices(self, channel: str, limit: int = 20) -> list[Notice]:
        """No notices."""
        return []

    async def settle_notice(self, notice_id: str, outcome: Outcome, error: str = "") -> None:
        """Nothing to settle."""
