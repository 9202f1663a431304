"""The forms of events: a birth, a death, a marriage, a split, a merger, a move."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wuxiang.schema import TABLES
from wuxiang.web.accounts.models import User
from wuxiang.web.desk.rows import FILL_IN, CellField, ReasonForm
from wuxiang.web.desk.words import codes_of, complaint
from wuxiang.web.registry import events, fetch
from wuxiang.web.registry.cells import doubts, read_cell, refuses
from wuxiang.web.registry.events import Home, Plan

PERSON = TABLES["person"]
NUMBER = PERSON.column("id_number")
IDENTITIES = frozenset({"name", "id_number"})
IMPOSSIBLE = {
    "member": gettext_lazy("这个证件号码的人仍登记在某一户，请从他所在的户办理。"),
    "same": gettext_lazy("与现在相同，没有变化：请核对填的是不是另一户、另一个村。"),
    "all": gettext_lazy("不能全部分出去：至少留一人在原户。"),
    "head": gettext_lazy("新户主要在分出去的人里选。"),
    "early": gettext_lazy("日期早于其中一人的出生或入户日期：请核对日期。"),
    "erased": gettext_lazy("其中一人的资料已按规定删除，不能再办理。"),
}


class EventForm(ReasonForm):
    """What all events say: the day on which it happened, and the reason last."""

    fields_of_person: tuple[str, ...] = ()

    def __init__(self, data: object = None, *, at: Home, user: User) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.at, self.user = at, user
        self.warnings: list[str] = []
        table = TABLES["household_event"]
        own: dict[str, forms.Field] = {"day": CellField(table, table.column("happened_on"))}
        for name in self.fields_of_person:
            own[name] = CellField(PERSON, PERSON.column(name))
        own |= self.more()
        reason = self.fields.pop("reason")
        reason.label = _("依据")
        self.fields = {**own, "reason": reason}

    def more(self) -> dict[str, forms.Field]:
        """The event's own fields."""
        return {}

    def clean_day(self) -> date:
        """An event has happened."""
        day: date = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("日期不能晚于今天。"))
        return day

    def plan(self) -> Plan:
        """What the event changes; events.ImpossibleError when it cannot have been so."""
        raise NotImplementedError

    def planned(self) -> Plan | None:
        """The plan; None when the form is not valid, with the errors in it."""
        if not self.is_valid():
            return None
        try:
            return self.plan()
        except events.ImpossibleError as error:
            self.add_error(None, str(IMPOSSIBLE[str(error)]))
            return None

    def members(self, label: object) -> forms.Field:
        """A choice of members, one or several."""
        return forms.MultipleChoiceField(
            label=str(label),
            choices=[(one.person_id, one.name or _("（姓名未登记）")) for one in self.at.members],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("请至少选一人。")},
        )

    def number_of(self, raw: str) -> str:
        """An ID number as intake reads it; ValidationError when it refuses it."""
        read = read_cell(PERSON, NUMBER, raw)
        if refuses(read.rule):
            raise forms.ValidationError(complaint(str(read.rule)))
        return str(read.value or "")


class ArrivalForm(EventForm):
    """Somebody comes from outside the county: he marries in, or moves in."""

    fields_of_person: tuple[str, ...] = ("name", "sex", "birth_date", "id_number", "relation")
    kind = "move"

    def clean(self) -> dict[str, Any]:
        """Whoever comes has a name; birth and sex are held against his number."""
        given = self.cleaned_data
        if "name" in given and not given["name"]:
            self.add_error("name", str(FILL_IN))
        number = str(given.get("id_number") or "")
        self.warnings = [complaint(rule) for rule in doubts(self.given(), number)]
        return given

    def given(self) -> dict[str, Any]:
        """What the columns of the person are to say."""
        names = [name for name in self.fields_of_person if name not in IDENTITIES]
        return {name: self.cleaned_data.get(name) for name in names}

    def plan(self) -> Plan:
        """He is a member from the day on."""
        names = {name: str(self.cleaned_data[name] or "") for name in IDENTITIES}
        day = self.cleaned_data["day"]
        return events.arrival(self.at, self.kind, day, given=self.given(), names=names)


class MarriageInForm(ArrivalForm):
    """Somebody from outside the county marries in."""

    kind = "marriage"


class BirthForm(ArrivalForm):
    """A child is born: its birthday is the day of the event."""

    fields_of_person = ("name", "sex", "id_number", "relation")
    kind = "birth"

    def given(self) -> dict[str, Any]:
        """With the day as birthday."""
        return super().given() | {"birth_date": self.cleaned_data.get("day")}


class DepartureForm(EventForm):
    """Members die."""

    kind = "death"

    def more(self) -> dict[str, forms.Field]:
        """Who."""
        return {"people": self.members(_("谁"))}

    def plan(self) -> Plan:
        """They are members until the day."""
        given = self.cleaned_data
        return events.departure(self.at, self.kind, given["day"], people=given["people"])


class LeavingForm(DepartureForm):
    """Members leave the county."""

    kind = "move"


class MarriageOutForm(EventForm):
    """A member marries into another household of the county, or out of it."""

    def more(self) -> dict[str, forms.Field]:
        """Who, and into which household: named by the ID number of one of its members."""
        relations = codes_of(PERSON.column("relation"))
        return {
            "people": self.members(_("谁")),
            "to": forms.CharField(
                label=_("到本县哪一户（填该户一名成员的证件号码）"), required=False, max_length=40,
                help_text=_("嫁娶到外县的留空。"),
            ),
            "relation": forms.ChoiceField(
                label=_("在那一户与户主的关系"), required=False,
                choices=[("", _("不清楚")), *relations.items()],
            ),
        }  # fmt: skip

    def clean_to(self) -> Home | None:
        """The other household, which the user must be allowed to see."""
        number = self.number_of(self.cleaned_data["to"])
        if not number:
            return None
        key = fetch.household_of_number(self.user, number)
        if key is None:
            raise forms.ValidationError(
                _(
                    "在您负责的范围内没有找到这个证件号码：请核对；不归您管的户，请乡镇或县扶贫办办理。"
                )
            )
        return events.home(self.user, key)

    def plan(self) -> Plan:
        """They go over, or out of the county."""
        given = self.cleaned_data
        if given["to"] is None:
            return events.departure(self.at, "marriage", given["day"], people=given["people"])
        relations = dict.fromkeys(given["people"], given["relation"] or None)
        return events.going_over(
            self.at, given["to"], given["day"], kind="marriage", relations=relations
        )


class MergeForm(MarriageOutForm):
    """The whole household goes into another one of the county."""

    def more(self) -> dict[str, forms.Field]:
        """Into which household."""
        to = super().more()["to"]
        to.required, to.help_text = True, _("全部成员并入该户；与新户主的关系之后再逐人更正。")
        return {"to": to}

    def plan(self) -> Plan:
        """All go over; what each is to the other head is not known yet."""
        given = self.cleaned_data
        relations = {one.person_id: None for one in self.at.members}
        return events.going_over(
            self.at, given["to"], given["day"], kind="merge", relations=relations
        )


class SplitForm(EventForm):
    """Members become a household of their own."""

    def more(self) -> dict[str, forms.Field]:
        """Who, and which of them is the head."""
        people = self.members(_("分出去的人"))
        choices = [("", "—"), *people.choices]  # type: ignore[attr-defined]
        return {"people": people, "head": forms.ChoiceField(label=_("新户户主"), choices=choices)}

    def plan(self) -> Plan:
        """They have a household in the same village."""
        given = self.cleaned_data
        return events.split(self.at, given["day"], people=given["people"], head=given["head"])


class MoveForm(EventForm):
    """The household moves to another village of the county."""

    def more(self) -> dict[str, forms.Field]:
        """To which of the villages that the user answers for."""
        villages = fetch.villages(self.user, timezone.localdate())
        return {"village": forms.ChoiceField(label=_("迁到哪个村"), choices=[("", "—"), *villages])}

    def plan(self) -> Plan:
        """It lives there from the day on."""
        return events.moving(
            self.at, self.cleaned_data["day"], village=self.cleaned_data["village"]
        )


FormOf = Callable[..., EventForm]
KINDS: Mapping[str, tuple[object, FormOf]] = {
    "birth": (gettext_lazy("出生"), BirthForm),
    "death": (gettext_lazy("死亡"), DepartureForm),
    "marriage-in": (gettext_lazy("婚入（从外县来）"), MarriageInForm),
    "marriage-out": (gettext_lazy("婚出"), MarriageOutForm),
    "arrival": (gettext_lazy("迁入一人（从外县来）"), ArrivalForm),
    "leaving": (gettext_lazy("迁出本县"), LeavingForm),
    "split": (gettext_lazy("分户"), SplitForm),
    "merge": (gettext_lazy("并户"), MergeForm),
    "move": (gettext_lazy("全户迁到本县另一村"), MoveForm),
}
"""Each event by its word in addresses: its label and its form."""
