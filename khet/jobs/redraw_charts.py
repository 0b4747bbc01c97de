"""Drawing charts anew behind the pages, when what they show was decided otherwise."""

from django_tasks import task

from khet.jobs.draw_trends import draw_trends


@task()
def redraw_charts() -> None:
    """Draw every chart that pages show and that isn't there yet."""
    draw_trends()
