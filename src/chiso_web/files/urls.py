"""The addresses of files."""

from django.urls import path

from chiso_web.files import views

app_name = "files"
urlpatterns = [
    path("files", views.units_of_mine, name="mine"),
    path("files/of/<str:unit>", views.file_index, name="of"),
    path("files/of/<str:unit>/add", views.upload, name="add"),
    path("files/<uuid:file>", views.file_page, name="file"),
    path("files/<uuid:file>/add", views.version_upload, name="version-add"),
    path("files/<uuid:file>/withdraw", views.withdraw, name="withdraw"),
    path("files/<uuid:file>/restore", views.restore, name="restore"),
    path("files/<uuid:file>/<int:number>/content", views.content, name="content"),
    path("files/<uuid:file>/<int:number>/page/<int:page>.png", views.picture, name="picture"),
]
