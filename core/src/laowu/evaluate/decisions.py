"""May decisions be taken under a jurisdiction's documents, or are its answers estimates only?"""

from datetime import date

from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.citation import LegalStatus, Standing
from laowu.rules.rule import in_force
from laowu.text import Text
from laowu.values import frozen

#: Questions about brands that hold a recognition already: the end of a round does not end what it recognised.
_ABOUT_HOLDERS = ("subsidy", "management")

ACCEPTED = Text(
    "征求意见稿：本部署据此作决定（accept_draft）", "draft for comment: this deployment takes decisions by it (accept_draft)"
)


@frozen(kw_only=True)
class Permission:
    """Whether decisions may be taken.

    Attributes:
        allowed: they may.
        standing: the weakest standing among the documents in use.
        because: why, or why not.
    """

    allowed: bool
    standing: Standing
    because: Text


def may_decide(jurisdiction: Jurisdiction, question: str, on: date) -> Permission:
    """Whether an office may decide one of the five questions on ``on`` by this jurisdiction's rules.

    A document in force may be decided by. A draft may where the deployment accepts it (setting ``accept_draft``). A round
    that has ended takes no applications any more, but brands it recognised are still paid and managed. A text that is
    superseded or not yet in force is never decided by. Where several documents are used, each of them must allow it.

    Args:
        jurisdiction: the jurisdiction.
        question: ``eligibility``, ``naming``, ``review``, ``subsidy`` or ``management``.
        on: day of the decision.
    """
    book = jurisdiction.book
    rules = [rule for part, rule in book.rules() if part == question]
    used = in_force(rules, on)
    standings = {book.documents[rule.document].standing(on) for rule in used} or {book.standing((), on, among=rules)}
    allowed = {Standing.IN_FORCE}
    if jurisdiction.accepts_draft:
        allowed.add(Standing.DRAFT)
    if question in _ABOUT_HOLDERS:
        allowed.add(Standing.LAST_KNOWN_ROUND)
    refused = standings - allowed
    worst = book.standing(used, on, among=rules)
    if refused:
        reason = _WHY_NOT[next(standing for standing in _WHY_NOT if standing in refused)]
        return Permission(allowed=False, standing=worst, because=reason)
    because = ACCEPTED if Standing.DRAFT in standings else worst.label
    return Permission(allowed=True, standing=worst, because=because)


_WHY_NOT = {
    Standing.NOT_YET: Text("文件尚未施行", "the text is not yet in force"),
    Standing.SUPERSEDED: Text("文件已被取代或已失效", "the text is superseded or has ended"),
    Standing.DRAFT: Text(
        "征求意见稿只供估算；要据此作决定，须在设置 accept_draft 中列明本地区",
        "a draft gives estimates only; to decide by it, name the region in the setting accept_draft",
    ),
    Standing.LAST_KNOWN_ROUND: Text("本轮申报已结束，须有新一轮文件", "the round has ended: a new round needs a new text"),
}


def standing_words(standing: Standing, *, accepts_draft: bool) -> Text:
    """What a document is worth, as every result prints it: a draft gives estimates, unless the deployment accepts it."""
    return ACCEPTED if standing is Standing.DRAFT and accepts_draft else standing.label


def accepts_draft(jurisdiction: Jurisdiction) -> bool:
    """Whether decisions rest on a draft that the deployment accepts: part of what a result depends on."""
    drafts = any(document.status is LegalStatus.DRAFT for document in jurisdiction.book.documents.values())
    return jurisdiction.accepts_draft and drafts
