"""Doors of the audit trail."""

SEES_EVENTS = {"director", "auditor", "administrator"}
DOORS = {
    "/registry/events/": SEES_EVENTS,
    "/registry/events/?kind=registry.school&since=1/1/2557": SEES_EVENTS,
    "/registry/events/events.xlsx": SEES_EVENTS,
    "/registry/events/pupil": SEES_EVENTS,
    "/registry/events/pupil?school=93020501&number=1": SEES_EVENTS,
}
