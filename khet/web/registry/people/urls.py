from django.urls import path

from khet.web.registry.people import changes, listing, person, posts, slips, teams, units

urlpatterns = [
    path("", listing.people, name="people"),
    path("people.xlsx", listing.people_xlsx, name="people-xlsx"),
    path("add", changes.add, name="person-add"),
    path("slips", slips.slips, name="slips"),
    path("posts", posts.posts, name="posts"),
    path("posts/add", posts.post_add, name="post-add"),
    path("posts/<int:post>/appoint", posts.post_appoint, name="post-appoint"),
    path("teams", teams.teams, name="teams"),
    path("teams/add", teams.team_add, name="team-add"),
    path("teams/<int:team>/change", teams.team_change, name="team-change"),
    path("teams/<int:team>/members", teams.team_members, name="team-members"),
    path("units/<str:kind>/<str:code>", units.unit_seen, name="unit-seen"),
    path("person/<str:username>", person.person, name="person"),
    path("person/<str:username>/change", changes.change, name="person-change"),
    path("person/<str:username>/give", changes.give, name="person-give"),
    path("person/<str:username>/roles/<int:held>/end", changes.end, name="person-end"),
    path("person/<str:username>/code", slips.person_code, name="person-code"),
    path("person/<str:username>/second-factor", changes.second_factor, name="person-factor"),
    path("person/<str:username>/close", changes.close, name="person-close"),
]
