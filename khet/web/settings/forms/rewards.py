"""The form of rewards for colours."""

from django import forms
from django.utils.translation import gettext as _

from khet.rules.colours import colour_words
from khet.rules.sittings import YEARS
from khet.web.settings.fields import Names, Typed
from khet.web.settings.forms.base import Group, Table, TableForm
from khet.web.settings.shown import over_names, scheme_names


def _colours() -> dict[str, str]:
    """Colours by what people call them."""
    return {th: key for key, th in colour_words(YEARS[0]).items()}


class RewardsForm(TableForm):
    """Which tests and colours count, and for each reward its name and its colours."""

    table = "rewards"

    def add_fields(self) -> None:
        for name, label, names in (
            ("scheme", _("เกณฑ์สี"), scheme_names()),
            ("over", _("สีที่นับ"), over_names()),
        ):
            self.fields[name] = forms.ChoiceField(
                label=label, choices=list(names.items()), initial=self.shown[name]
            )
        self.fields["tests"] = Names(
            label=_("การสอบที่นับ"), initial=self.shown["tests"], required=False
        )
        for place, row in enumerate(self.shown["reward"]):
            self._add_reward(f"reward-{place}", row)

    def _add_reward(self, here: str, row: Table) -> None:
        self.fields |= {
            f"{here}-th": Typed(label=_("แรงจูงใจ"), initial=row["th"], max_length=100),
            f"{here}-colours": Names(
                _colours,
                label=_("ทุกสีของโรงเรียนต้องเป็น (เว้นว่างถ้าไม่ใช้)"),
                initial=row["colours"],
                required=False,
            ),
        }

    def groups(self) -> list[Group]:
        legend = _("แรงจูงใจที่ %(place)s")
        rewards = [
            Group(
                legend % {"place": place + 1},
                [self[f"reward-{place}-{name}"] for name in ("th", "colours")],
            )
            for place in range(len(self.shown["reward"]))
        ]
        return [Group("", [self[name] for name in ("scheme", "over", "tests")]), *rewards]

    def content(self) -> Table:
        told = self.cleaned_data
        rows = [
            {
                "key": row["key"],
                "th": told[f"reward-{place}-th"],
                "colours": told[f"reward-{place}-colours"],
            }
            for place, row in enumerate(self.shown["reward"])
        ]
        return {**{name: told[name] for name in ("scheme", "over", "tests")}, "reward": rows}
