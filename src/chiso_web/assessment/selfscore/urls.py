"""The addresses of a unit’s form."""

from django.urls import URLPattern, path

from chiso_web.assessment.selfscore import acts, dividing, forms, saved, views

OF = "rounds/<slug:round>/of/<str:unit>"
urlpatterns: list[URLPattern] = [
    path("forms", forms.forms_of_mine, name="forms"),
    path(OF, views.form_open, name="form"),
    path(f"{OF}/submit", acts.submit, name="form-submit"),
    path(f"{OF}/take-back", acts.take_back, name="form-take-back"),
    path(f"{OF}/sign", acts.sign, name="form-sign"),
    path(f"{OF}/divide", dividing.divide, name="form-divide"),
    path(f"{OF}/form.<str:kind>", saved.form_file, name="form-file"),
    path(f"{OF}/<str:node>", views.content, name="form-content"),
    path(f"{OF}/<str:node>/save", views.content_save, name="form-save"),
]
