"""The forms of the dated tables: each draws a table and gives it back whole. None saves."""

from khet.web.settings.forms.bands import InstrumentBandsForm
from khet.web.settings.forms.base import BackForm, TableForm
from khet.web.settings.forms.contact import OfficeContactForm
from khet.web.settings.forms.correspondence import CorrespondenceForm
from khet.web.settings.forms.deadlines import DeadlinesForm
from khet.web.settings.forms.names import HeadersForm, PapersForm, SubjectsForm, TestsForm
from khet.web.settings.forms.numbers import (
    AbilityForm,
    ColoursForm,
    LimitsForm,
    SizesForm,
    SmallSchoolsForm,
)
from khet.web.settings.forms.rewards import RewardsForm
from khet.web.settings.forms.services import ServicesForm
from khet.web.settings.forms.supervision import SupervisionForm

__all__ = ["FORMS", "BackForm", "TableForm"]

FORMS: dict[str, type[TableForm]] = {
    form.table: form
    for form in (
        *(LimitsForm, ColoursForm, AbilityForm, RewardsForm, SizesForm, SmallSchoolsForm),
        *(TestsForm, PapersForm, SubjectsForm, HeadersForm, DeadlinesForm),
        *(SupervisionForm, InstrumentBandsForm, CorrespondenceForm, ServicesForm),
        OfficeContactForm,
    )
}
