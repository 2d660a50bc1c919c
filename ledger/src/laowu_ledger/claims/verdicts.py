"""What can become of a row of a ledger under an award per head.

Each thing that can be said against a row has a number. Whatever refuses a row comes before whatever leaves it open for want of a
fact, and that before what an official must judge; within each of these the order is the one in which the rule is asked. So what
is said of a row is the least of the numbers that hold for it, in Python, in NumPy and in SQL alike.
"""

from enum import IntEnum

from laowu.model.outcome import Outcome
from laowu.text import Text

_NO_DATA, _JUDGEMENT, _FINE = 30, 60, 99


class Verdict(IntEnum):
    """What is said of a row."""

    # Refused.
    NOT_RECOGNISED = 1
    CONDITIONS = 2
    YEAR_OVER = 3
    GROUP = 4
    MONTHS = 5
    CONTRACT = 6
    ENROLMENT = 7
    RELATION = 8
    PAYER = 9
    ALREADY_PAID = 10
    FORFEITED = 11
    CAP = 12
    # Open: a fact is missing.
    RECOGNITION_UNKNOWN = 30
    CONDITIONS_UNKNOWN = 31
    NO_DAY = 32
    GROUP_UNKNOWN = 33
    MONTHS_UNKNOWN = 34
    MONTHS_UNDATED = 35
    CONTRACT_UNKNOWN = 36
    ENROLMENT_UNKNOWN = 37
    # Open: for an official to judge.
    TWO_NAMES = 60
    CONDITIONS_JUDGED = 61
    BEFORE_RECOGNITION = 62
    BEFORE_FIRST_YEAR = 63
    GROUP_JUDGED = 64
    ENROLMENT_JUDGED = 65
    RELATION_JUDGED = 66
    PAYER_JUDGED = 67
    # Nothing is said against the row.
    COMPLETE = 99
    PAID = 100

    @property
    def outcome(self) -> Outcome:
        """What it amounts to."""
        if self >= _FINE:
            return Outcome.MET
        if self >= _JUDGEMENT:
            return Outcome.NEEDS_JUDGEMENT
        return Outcome.NO_DATA if self >= _NO_DATA else Outcome.NOT_MET

    @property
    def code(self) -> str:
        """What programs call it."""
        return self.name.lower()

    @property
    def label(self) -> Text:
        """What a reader sees."""
        return _LABELS[self]


FIRST_OPEN = Verdict.RECOGNITION_UNKNOWN
"""From here on a verdict leaves a row open, up to ``COMPLETE``."""

_LABELS = {
    Verdict.NOT_RECOGNISED: Text("品牌没有所需层级的认定", "the brand is not recognised at the level"),
    Verdict.CONDITIONS: Text("品牌不符合奖补条件", "the brand does not meet the conditions of the award"),
    Verdict.YEAR_OVER: Text("奖补年限已满", "the years of the award are over"),
    Verdict.GROUP: Text("不属于所列重点群体", "of none of the key groups"),
    Verdict.MONTHS: Text("连续参保缴费月数不足", "too few months of pension payment in a row"),
    Verdict.CONTRACT: Text("劳动合同天数不足", "too few days of contract"),
    Verdict.ENROLMENT: Text("中断后续保，非首次参保", "enrolment resumed after a gap, not the first one"),
    Verdict.RELATION: Text("组织输出，非本单位用工", "sent out, not hired"),
    Verdict.PAYER: Text("养老保险由本人缴纳", "the worker pays the pension"),
    Verdict.ALREADY_PAID: Text("同一人只付一次，已凭另一笔获付", "one award per person, paid for another claim"),
    Verdict.FORFEITED: Text("首笔申请落在上限之外，不再递补", "the first claim fell beyond the cap, and there is no second"),
    Verdict.CAP: Text("当年奖补已达上限", "the year's cap is reached"),
    Verdict.RECOGNITION_UNKNOWN: Text("不知道品牌何时认定", "when the brand was recognised is not stated"),
    Verdict.CONDITIONS_UNKNOWN: Text("不知道品牌是否符合奖补条件", "whether the brand meets the conditions is not known"),
    Verdict.NO_DAY: Text("看不出申领日期", "no day of the claim can be made out"),
    Verdict.GROUP_UNKNOWN: Text("未写人员类别", "no group of people is stated"),
    Verdict.MONTHS_UNKNOWN: Text("未写参保缴费月份", "no months of pension payment are stated"),
    Verdict.MONTHS_UNDATED: Text("只有缴费月数，看不出是否连续", "a number of months only: whether in a row is not known"),
    Verdict.CONTRACT_UNKNOWN: Text("劳动合同起止日期不全", "the days of the contract are not stated"),
    Verdict.ENROLMENT_UNKNOWN: Text("未写首次参保还是续保", "first or resumed enrolment is not stated"),
    Verdict.TWO_NAMES: Text("一号两名，待更正", "one number under two names, to be put right"),
    Verdict.CONDITIONS_JUDGED: Text("奖补条件待评判", "the conditions of the award are to be judged"),
    Verdict.BEFORE_RECOGNITION: Text("早于认定日期", "earlier than recognition"),
    Verdict.BEFORE_FIRST_YEAR: Text("早于首个奖补年度", "earlier than the first paid year"),
    Verdict.GROUP_JUDGED: Text("所写群体不在开放清单之列", "a group that the open list does not name"),
    Verdict.ENROLMENT_JUDGED: Text("中断后续保是否算数", "whether an enrolment resumed after a gap counts"),
    Verdict.RELATION_JUDGED: Text("是否算本单位用工", "whether the person counts as hired"),
    Verdict.PAYER_JUDGED: Text("本人缴纳养老保险是否算数", "whether a pension paid by the worker counts"),
    Verdict.COMPLETE: Text("符合", "complete"),
    Verdict.PAID: Text("已付", "paid"),
}
