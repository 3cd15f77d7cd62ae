"""Every address. Vietnamese has no prefix, English stands under /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from chiso_web.api.pages import reference
from chiso_web.config import error_pages, service

urlpatterns = [
    path("health", service.health, name="health"),
    path("robots.txt", service.robots, name="robots"),
    path("api/v1/", include("chiso_web.api.urls")),
    *i18n_patterns(
        path("data/api/reference", reference, name="api-reference"),
        path("", include("chiso_web.accounts.urls")),
        path("", include("chiso_web.accounts.trail.urls")),
        path("", include("chiso_web.workdays.urls")),
        path("", include("chiso_web.files.urls")),
        path("", include("chiso_web.assessment.urls")),
        path("", include("chiso_web.desk.urls")),
        path("", include("chiso_web.portal.urls")),
        prefix_default_language=False,
    ),
]
handler400 = error_pages.bad_request
handler403 = error_pages.forbidden
handler404 = error_pages.not_found
handler429 = error_pages.too_many
handler500 = error_pages.server_error
