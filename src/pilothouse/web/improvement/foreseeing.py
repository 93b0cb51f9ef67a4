"""Was it foreseen? Asked when a serious issue is closed, and whenever somebody wants to say it differently."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pilothouse.improvement.models import Foreseen, Issue
from pilothouse.improvement.operations import Foresaid
from pilothouse.improvement.queries import likely_for
from pilothouse.organisation.models import Person
from pilothouse.organisation.rights import sees
from pilothouse.records.queries import find
from pilothouse.risks.models import Risk
from pilothouse.web.improvement.fields import RecordForm, lesson_field, words
from pilothouse.web.improvement.words import risk_grounds


def said_of(issue: Issue) -> Foreseen | None:
    """What somebody has said already."""
    found: Foreseen | None = Foreseen.objects.filter(issue=issue).select_related("risk").first()
    return found


def said_in_words(said: Foreseen, person: Person) -> str:
    """The answer, as far as this person may know it."""
    if said.unknown:
        return _("not known")
    if said.risk is None:
        return _("not foreseen")
    return f"{said.risk.code} {said.risk.title}" if sees(person, said.risk) else _("a risk of another unit")


class ForeseenForm(RecordForm):
    """The risk that happened, or that none stood on the register, or that nobody knows. Nothing is chosen beforehand:
    an answer that stood there already would be given by accident.
    """

    NONE, UNKNOWN, OTHER, KEPT = "none", "unknown", "other", "kept"
    REST = (
        (OTHER, gettext_lazy("yes, as the risk with the number below")),
        (NONE, gettext_lazy("no, it was on no register")),
        (UNKNOWN, gettext_lazy("not known")),
    )

    choice = words((), label=gettext_lazy("Was it foreseen?"))
    number = forms.CharField(
        label=gettext_lazy("Number of the risk"), max_length=20, required=False,
        widget=forms.TextInput(attrs={"placeholder": "RSK-0000", "autocomplete": "off", "size": 12}),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, record: Issue, person: Person) -> None:
        super().__init__(data, record=record)
        self.person = person
        likely = likely_for(person, record)
        proposed = [(risk.code, f"{risk.code} {risk.title} ({risk_grounds(why)})") for risk, why in likely]
        fields: Any = self.fields
        fields["choice"].choices = [*proposed, *self.REST]

    def clean(self) -> dict[str, Any]:
        """The answer behind the choice; an error in plain words where there is no risk of this number."""
        given = super().clean() or {}
        choice = given.get("choice", "")
        if choice in ("", self.NONE, self.UNKNOWN, self.KEPT):
            if choice and given.get("number"):
                self.add_error("number", _("You gave a number: is it that risk? Choose so, or leave the number empty."))
                return given
            answer = None if choice == self.KEPT else Foresaid(known=choice != self.UNKNOWN)
            return {**given, "foreseen": answer}
        found = find(self.person, given.get("number", "") if choice == self.OTHER else choice)
        if not isinstance(found, Risk):
            self.add_error("number", _("There is no risk with this number."))
            return given
        return {**given, "foreseen": Foresaid(found)}


class SeriousCloseForm(ForeseenForm):
    """The lesson of a serious issue, and whether it was foreseen; what somebody has said of that before may stay."""

    lesson = lesson_field()
    field_order = ("lesson", "choice", "number")

    def __init__(self, data: Any = None, *, record: Issue, person: Person) -> None:
        super().__init__(data, record=record, person=person)
        self.initial.update({"lesson": record.lesson})
        if said := said_of(record):
            fields: Any = self.fields
            kept = (self.KEPT, _("as said before: %s") % said_in_words(said, person))
            again = said.risk.code if said.risk else ""
            others = [one for one in fields["choice"].choices if one[0] != again]
            fields["choice"].choices = [kept, *others]
            self.initial["choice"] = self.KEPT

    def values(self) -> dict[str, Any]:
        """As the operation takes them."""
        return {"lesson": self.cleaned_data["lesson"], "foreseen": self.cleaned_data["foreseen"]}
