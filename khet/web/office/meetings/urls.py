from django.urls import path

from khet.web.office.meetings import agenda, facts, listing, panels, papers, people, planning, steps

urlpatterns = [
    path("", listing.show_meetings, name="meetings"),
    path("list.xlsx", listing.export_meetings, name="meetings-xlsx"),
    path("<int:pk>", facts.show_meeting, name="meeting"),
    path("<int:pk>/change", planning.change, name="meeting-change"),
    path("<int:pk>/call", steps.call, name="meeting-call"),
    path("<int:pk>/cancel", steps.cancel, name="meeting-cancel"),
    path("<int:pk>/hold", steps.hold, name="meeting-hold"),
    path("<int:pk>/withdraw", steps.withdraw, name="meeting-withdraw"),
    path("<int:pk>/agenda", agenda.show_agenda, name="agenda"),
    path("<int:pk>/agenda/add", agenda.add, name="agenda-add"),
    path("<int:pk>/agenda/sections", agenda.sections, name="agenda-sections"),
    path("<int:pk>/agenda/<int:item>", agenda.change, name="agenda-item"),
    path("<int:pk>/agenda/<int:item>/move", agenda.move, name="agenda-move"),
    path("<int:pk>/attendance", people.show_attendance, name="attendance"),
    path("<int:pk>/attendance.xlsx", people.export_attendance, name="attendance-xlsx"),
    path("<int:pk>/attendance/all", people.mark_all, name="attendance-all"),
    path("<int:pk>/attendance/<int:row>", people.mark, name="attendance-mark"),
    path("<int:pk>/papers.<str:form>", papers.make_papers, name="meeting-papers"),
    path("panels/hosting", panels.hosting, name="panel-hosting"),
    path("panels/coming", panels.coming, name="panel-coming"),
]
