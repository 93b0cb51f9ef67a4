"""What a role may do, as one table. Pages, API and reports read it; nothing else grants a right."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """A set of responsibilities and rights, held in a unit and everything below it."""

    TOP_MANAGEMENT = "top_management", _("Top management")
    QUALITY_MANAGER = "quality_manager", _("Quality manager")
    PROCESS_OWNER = "process_owner", _("Process owner")
    MEMBER = "member", _("Member")
    AUDITOR = "auditor", _("Auditor")
    READER = "reader", _("Reader")


class Right(models.TextChoices):
    """One thing a role may do."""

    READ = "read", _("read what the unit holds")
    REPORT = "report", _("report a problem or idea, add notes and files")
    ENTER = "enter", _("enter measurements")
    ANSWER = "answer", _("answer a signal")
    IMPROVE = "improve", _("contain, name causes, plan and do actions")
    VERIFY = "verify", _("confirm whether an action had its effect")
    TRIAGE = "triage", _("triage what was reported")
    DEFINE = "define", _("define processes, indicators, objectives and targets")
    PREPARE = "prepare", _("prepare and minute reviews")
    DECIDE = "decide", _("decide in a review and judge decisions")
    ADMINISTER = "administer", _("look after units, people and roles")
    READ_TRAIL = "read_trail", _("read the whole trail")


_WORK = {Right.READ, Right.REPORT, Right.ENTER}
_OWN = _WORK | {Right.ANSWER, Right.IMPROVE, Right.VERIFY, Right.DEFINE}

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.TOP_MANAGEMENT: frozenset(
        _OWN | {Right.TRIAGE, Right.PREPARE, Right.DECIDE, Right.ADMINISTER, Right.READ_TRAIL}
    ),
    Role.QUALITY_MANAGER: frozenset(_OWN | {Right.TRIAGE, Right.PREPARE, Right.ADMINISTER, Right.READ_TRAIL}),
    Role.PROCESS_OWNER: frozenset(_OWN),
    Role.MEMBER: frozenset(_WORK | {Right.IMPROVE}),
    Role.AUDITOR: frozenset({Right.READ, Right.REPORT, Right.READ_TRAIL}),
    Role.READER: frozenset({Right.READ}),
}


def roles_with(right: Right) -> list[Role]:
    """The roles that hold a right, as they are listed everywhere."""
    return [role for role in Role if right in RIGHTS[role]]
