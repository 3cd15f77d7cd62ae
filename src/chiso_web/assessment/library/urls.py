"""The addresses of evidence."""

from django.urls import URLPattern, path, re_path

from chiso_web.assessment.library import (
    attach_views,
    document_views,
    guidance_views,
    history_views,
    library_views,
    questions_views,
)

LINE = "rounds/<slug:round>/of/<str:unit>/<str:node>/"
DOCUMENT = "library/of/<str:unit>/<uuid:document>"
urlpatterns: list[URLPattern] = [
    path(f"{LINE}attach", attach_views.attach, name="attach"),
    path(f"{LINE}detach", attach_views.detach, name="detach"),
    path(f"{LINE}guidance", guidance_views.guidance, name="guidance"),
    path(f"{LINE}guidance/ask", guidance_views.ask, name="question-ask"),
    path(f"{LINE}history", history_views.history, name="line-history"),
    re_path(
        r"^rounds/(?P<round>[-a-zA-Z0-9_]+)/of/(?P<unit>[^/]+)/(?P<node>[^/]+)"
        r"/history\.(?P<kind>csv|xlsx)$",
        history_views.file,
        name="history-file",
    ),
    path("rounds/<slug:round>/questions", questions_views.questions, name="questions"),
    path(
        "rounds/<slug:round>/questions/<int:question>/answer",
        questions_views.answer,
        name="question-answer",
    ),
    path(
        "rounds/<slug:round>/guidance/<slug:kind>/<str:node>",
        questions_views.guidance_edit,
        name="guidance-edit",
    ),
    path("library", library_views.mine, name="library-mine"),
    path("library/of/<str:unit>", library_views.library, name="library"),
    path("library/of/<str:unit>/add", library_views.add, name="document-add"),
    re_path(
        r"^library/of/(?P<unit>[^/]+)/documents\.(?P<kind>csv|xlsx)$",
        library_views.file,
        name="library-file",
    ),
    path(DOCUMENT, document_views.document, name="document"),
    path(f"{DOCUMENT}/change", document_views.change, name="document-change"),
    path(f"{DOCUMENT}/withdraw", document_views.withdraw, name="document-withdraw"),
    path(f"{DOCUMENT}/restore", document_views.restore, name="document-restore"),
    path(f"{DOCUMENT}/clear", document_views.clear, name="document-clear"),
    path(f"{DOCUMENT}/close", document_views.close, name="document-close"),
    path("documents/<uuid:document>/file", document_views.disclosed, name="document-disclosed"),
]
