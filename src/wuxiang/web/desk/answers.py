"""The form of a visit or a call: what happened, and one field for each question, of its kind."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from wuxiang.policy.model import Words
from wuxiang.web.casework.models import Answer, Visit
from wuxiang.web.decisions.models import Question
from wuxiang.web.language import told

if TYPE_CHECKING:
    VisitModelForm = forms.ModelForm[Visit]
else:
    VisitModelForm = forms.ModelForm

ASKED, UNKNOWN = "q:", "u:"
"""How the fields of a question begin: its answer, and the tick that nobody knows."""
YES_NO = [("true", _("是")), ("false", _("否")), ("unknown", _("不清楚"))]
MOST_ANSWERS = 60
NOTHING: Mapping[str, Words] = {}


class VisitForm(VisitModelForm):
    """One visit; `draft` is its unique key, so that sent twice is kept once."""

    draft = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        model = Visit
        fields = ("draft", "visited_on", "seen", "note", "visited_by")
        widgets = {  # noqa: RUF012
            "visited_on": forms.DateInput(attrs={"type": "date"}),
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, data: Any = None, *, went: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__(data)
        self.initial.setdefault("draft", uuid4())
        self.initial.setdefault("visited_on", date.today().isoformat())
        choices = list(went)
        if choices:
            self.fields["visited_by"] = forms.ChoiceField(
                label=_("谁去走访的"), required=False, choices=[("", _("我自己")), *choices]
            )
        else:
            del self.fields["visited_by"]

    def clean_visited_on(self) -> date:
        """A visit has happened."""
        day: date = self.cleaned_data["visited_on"]
        if day > date.today():
            raise forms.ValidationError(_("走访日期不能晚于今天。"))
        return day

    def validate_unique(self) -> None:
        """A draft that was kept already is no mistake: it is kept once."""


class CallForm(VisitForm):
    """One call."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["visited_on"].label = _("通话日期")
        self.fields["note"].label = _("通话情况")
        self.fields["seen"].label = _("电话打通了")


class AnswersForm(forms.Form):
    """What was answered: to each question a field of its kind, and to all the answer 不清楚."""

    def __init__(
        self, data: Any, questions: Iterable[Question], *, people: dict[str, str],
        of_everyone: Mapping[str, Words] = NOTHING,
    ) -> None:  # fmt: skip
        super().__init__(data)
        self._data = data
        self._questions = {one.question: one for one in questions}
        self._of_everyone, self._words = tuple(of_everyone), dict(of_everyone)
        for one in self._questions.values():
            self._words[one.question] = Words(one.words_zh, one.words_en)
            self._ask(one.question, one.kind, of=people.get(one.person_id or "", ""))
            self.fields[ASKED + one.question].help_text = _why(one)
            if one.kind == "code":
                choices = [(value, told(label)) for value, label in one.choices]
                self.fields[ASKED + one.question].choices = [  # type: ignore[attr-defined]
                    ("", "—"), *choices,
                ]  # fmt: skip
        for key in self._of_everyone:
            self._ask(key, "boolean")

    def _ask(self, key: str, kind: str, *, of: str = "") -> None:
        """A field; whom it is asked `of` stands on the page alone, and is not kept with it."""
        words = told(self._words[key])
        self.fields[ASKED + key] = _field(kind, f"{of}{_('：')}{words}" if of else words)
        if kind != "boolean":
            self.fields[UNKNOWN + key] = forms.BooleanField(label=_("不清楚"), required=False)

    def answers(self) -> list[Answer]:
        """What was said, as rows to keep: asked and not known is an answer, untouched is none.

        Of questions that are no longer asked (a draft may have waited) the words are kept.
        """
        kinds = {key: one.kind for key, one in self._questions.items()}
        kinds |= dict.fromkeys(self._of_everyone, "boolean")
        found = []
        for key, kind in kinds.items():
            value = self.cleaned_data.get(ASKED + key)
            unknown = value == "unknown" or bool(self.cleaned_data.get(UNKNOWN + key))
            said = "" if value in (None, "", "unknown") else str(value)
            if said or unknown:
                words = self._words[key]
                kept = {"words_zh": words.zh, "words_en": words.en, "kind": kind, "said": said}
                found.append(Answer(question=key, **kept))
        return found + self._late(kinds)

    def _late(self, kinds: dict[str, str]) -> list[Answer]:
        late = [
            (name.removeprefix(ASKED)[:300], str(value)[:500])
            for name, value in self._data.items()
            if name.startswith(ASKED) and name.removeprefix(ASKED) not in kinds and value
        ]
        return [Answer(question=key, kind="text", said=said) for key, said in late[:MOST_ANSWERS]]


def _field(kind: str, label: str) -> forms.Field:
    common: dict[str, Any] = {"label": label, "required": False}
    match kind:
        case "boolean":
            return forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect, **common)
        case "date":
            return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), **common)
        case "integer":
            return forms.IntegerField(min_value=-(2**31), max_value=2**31 - 1, **common)
        case "number":
            return forms.DecimalField(max_digits=18, decimal_places=4, **common)
        case "code":
            return forms.ChoiceField(**common)
    return forms.CharField(max_length=500, **common)


def _why(one: Question) -> str:
    """For which policy it is asked, and what money hangs on it."""
    money = _("，涉及 %(yuan)s 元") % {"yuan": one.at_stake} if one.at_stake else ""
    return _("用来认定：{title}").format(title=one.title) + money
