"""How a form draws itself: every field with its label, hint and fault."""

from django.forms.renderers import DjangoTemplates


class FormRenderer(DjangoTemplates):
    """Draws fields with the design system's template."""

    field_template_name = "parts/field.html"
