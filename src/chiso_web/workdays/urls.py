"""The addresses of the office's own calendar."""

from django.urls import path

from chiso_web.workdays import views

app_name = "workdays"
urlpatterns = [
    path("calendar/office", views.office, name="office"),
    path("calendar/office/load/<str:kind>", views.load, name="load"),
    path("calendar/office/loading/<int:number>", views.loading, name="loading"),
    path("calendar/office/loading/<int:number>/text", views.loading_text, name="loading-text"),
]
