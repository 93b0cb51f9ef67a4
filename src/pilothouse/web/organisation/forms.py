"""What people fill in to found and to look after the organisation."""

import re
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pilothouse.measures.models import Direction, Frequency, ValueKind
from pilothouse.organisation.models import Account, Organisation, Person, Unit
from pilothouse.organisation.queries import units_where
from pilothouse.organisation.roles import Right, Role
from pilothouse.web.kit.widgets import Lines
from pilothouse.web.measures.fields import DayField

ROWS = 5
# People write 1,000, 1 000 or 1000.
_BETWEEN_THOUSANDS = re.compile(r"(?<=\d)[,\s](?=\d{3})")
_CONTINENTS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


def zones() -> list[tuple[str, Any]]:
    """Time zones by continent, as people look for them."""
    names = sorted(available_timezones())
    groups: list[tuple[str, Any]] = [("UTC", [("UTC", "UTC")])]
    for continent in _CONTINENTS:
        rows = [(name, name.partition("/")[2].replace("_", " ")) for name in names if name.startswith(f"{continent}/")]
        groups.append((continent, rows))
    return groups


# Codes of ISO 4217 that are money in daily use.
_CODES = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP "
    "CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF "
    "IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD "
    "MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB "
    "RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU "
    "UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW"
)
CURRENCIES = _CODES.split()


class OrganisationForm(forms.Form):
    """The organisation as a whole."""

    name = forms.CharField(label=_("Name of the organisation"), max_length=120)
    zone = forms.ChoiceField(label=_("Time zone"), choices=zones, help_text=_("Due dates are days in this zone."))


class EditOrganisationForm(OrganisationForm):
    """The organisation as it stands."""

    currency = forms.ChoiceField(
        label=_("Currency"), required=False, choices=[("", _("none named")), *((code, code) for code in CURRENCIES)],
        help_text=_("Requests for money are made in it."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)

    @staticmethod
    def of(organisation: Organisation) -> dict[str, Any]:
        """The stored values as the form's first ones."""
        return {name: getattr(organisation, name) for name in ("name", "zone", "currency", "version")}


class FoundingForm(OrganisationForm):
    """The organisation and its first leader."""

    code = forms.CharField(
        label=_("Its short code"), max_length=12, help_text=_("As it stands in lists: HQ, or initials.")
    )
    leader = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}),
        help_text=_("You become a member of top management and quality manager; both can be handed on."),
    )  # fmt: skip
    email = forms.EmailField(label=_("Your e-mail address"), widget=forms.EmailInput({"autocomplete": "email"}))
    password = forms.CharField(
        label=_("Password"), help_text=_("At least ten characters; a sentence is easier to keep than a riddle."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}), strip=False,
    )  # fmt: skip
    again = forms.CharField(
        label=_("The same password again"), widget=forms.PasswordInput({"autocomplete": "new-password"}), strip=False
    )
    field_order = ["name", "code", "zone", "leader", "email", "password", "again"]

    def clean(self) -> dict[str, Any]:
        """The two passwords are one, and a good one."""
        given = super().clean() or self.cleaned_data
        password = given.get("password")
        if password and "again" in given and password != given["again"]:
            self.add_error("again", _("The two passwords differ."))
        if password:
            try:
                validate_password(password, Account(email=given.get("email", "")))
            except ValidationError as problem:
                self.add_error("password", problem)
        return given


class UnitRowsForm(forms.Form):
    """Several units at once: rows of name and code, empty ones left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in range(1, ROWS + 1):
            self.fields[f"name_{row}"] = forms.CharField(label=_("Unit"), max_length=120, required=False)
            self.fields[f"code_{row}"] = forms.CharField(
                label=_("Code"), max_length=12, required=False, widget=forms.TextInput({"size": 8})
            )

    def lines(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The two fields of each row."""
        return [(self[f"name_{row}"], self[f"code_{row}"]) for row in range(1, ROWS + 1)]

    def clean(self) -> dict[str, Any]:
        """A row is whole or empty, and no code stands twice."""
        given = super().clean() or self.cleaned_data
        seen: set[str] = set()
        for row in range(1, ROWS + 1):
            name, code = given.get(f"name_{row}", ""), given.get(f"code_{row}", "")
            if bool(name) != bool(code):
                self.add_error(f"code_{row}" if name else f"name_{row}", _("A unit has a name and a code."))
            if code and code.casefold() in seen:
                self.add_error(f"code_{row}", _("Another unit has this code."))
            seen.add(code.casefold())
        return given

    def units(self) -> list[tuple[str, str]]:
        """(name, code) of each row that is filled."""
        given = self.cleaned_data
        rows = ((given[f"name_{row}"], given[f"code_{row}"]) for row in range(1, ROWS + 1))
        return [(name, code) for name, code in rows if name]


class FirstForm(forms.Form):
    """The first process and the first number that tells about it."""

    process = forms.CharField(
        label=_("A process that matters to your customers"), max_length=200, help_text=_("“Turn an aircraft round”.")
    )
    purpose = forms.CharField(label=_("What comes of it, for whom"), max_length=2_000, widget=Lines(2))
    indicator = forms.CharField(
        label=_("One number that tells how it does"), max_length=200, help_text=_("“Departures on time”.")
    )
    definition = forms.CharField(
        label=_("What exactly is counted or measured"), max_length=4_000, widget=Lines(2),
        help_text=_("So exact that two people get the same value."),
    )  # fmt: skip
    value_kind = forms.ChoiceField(label=_("Kind of value"), choices=ValueKind.choices)
    unit_of_measure = forms.CharField(
        label=_("Unit of measure"), max_length=40, help_text=_("%, minutes, per 1\u202f000 …")
    )
    direction = forms.ChoiceField(label=_("Which way is better"), choices=Direction.choices)
    frequency = forms.ChoiceField(label=_("How often"), choices=Frequency.choices, initial=Frequency.MONTH)

    @property
    def scale(self) -> float:
        """Shares named in per cent are shown times 100, those in per thousand times 1,000."""
        words = _BETWEEN_THOUSANDS.sub("", self.cleaned_data["unit_of_measure"].strip().lower())
        if self.cleaned_data["value_kind"] not in {ValueKind.PROPORTION, ValueKind.RATE}:
            return 1.0
        if words.startswith("%") or "per cent" in words or "percent" in words:
            return 100.0
        return 1000.0 if "1000" in words or words.startswith("‰") else 1.0


class UnitForm(forms.Form):
    """A unit's name and code."""

    name = forms.CharField(label=_("Name"), max_length=120)
    code = forms.CharField(label=_("Code"), max_length=12, help_text=_("Short, as it stands in lists."))


class EditUnitForm(UnitForm):
    """A unit as it stands."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class OnForm(forms.Form):
    """From which day on something holds."""

    on = DayField(label=_("From"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class PersonForm(forms.Form):
    """A person's name and address."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"), required=False, help_text=_("Needed to sign in."))


class EditPersonForm(PersonForm):
    """A person as they stand."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class UnitField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the units that the person looks after."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Unit.objects.none(), empty_label=None, **kwargs)

    def of(self, person: Person) -> None:
        """Offer the open units in which this person administers."""
        keys = [unit.pk for unit in units_where(person, Right.ADMINISTER)]
        self.queryset = Unit.objects.filter(pk__in=keys)

    def label_from_instance(self, obj: Any) -> str:
        """Units below others are set in."""
        return f"{chr(0x2003) * obj.depth}{obj.name}"


class InUnitForm(forms.Form):
    """A form that asks for a unit the person looks after."""

    unit = UnitField(label=_("Unit"))

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].of(person)  # type: ignore[attr-defined]


class NewPersonForm(InUnitForm, PersonForm):
    """A new person, where they belong, and their first role there."""

    role = forms.ChoiceField(label=_("Role there"), choices=Role.choices, initial=Role.MEMBER)
    field_order = ["name", "email", "unit", "role"]


class MoveForm(InUnitForm):
    """Where a person belongs from now on."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class RoleForm(InUnitForm):
    """A role in a unit and everything below it."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.MEMBER)
    field_order = ["role", "unit"]
