"""The administrator's addresses."""

from django.urls import path, re_path

from chiso_web.accounts.people.import_views import people_import, people_template
from chiso_web.accounts.people.list_views import people, people_file, people_of_unit
from chiso_web.accounts.people.new_views import person_new
from chiso_web.accounts.people.passing_views import people_passing, people_passing_file
from chiso_web.accounts.people.person_views import person
from chiso_web.accounts.people.slip_views import people_slips

FORMAT = r"\.(?P<kind>csv|xlsx)$"
urlpatterns = [
    path("people", people, name="people"),
    re_path(rf"^people/list{FORMAT}", people_file, name="people-file"),
    path("people/new", person_new, name="person-new"),
    path("people/import", people_import, name="people-import"),
    re_path(rf"^people/import/template{FORMAT}", people_template, name="people-template"),
    path("people/passing", people_passing, name="people-passing"),
    re_path(rf"^people/passing/report{FORMAT}", people_passing_file, name="people-passing-file"),
    path("people/slips", people_slips, name="people-slips"),
    path("people/<int:key>", person, name="person"),
    path("people/of/<str:unit>", people_of_unit, name="people-of"),
]
