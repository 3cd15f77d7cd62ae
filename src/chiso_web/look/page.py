"""What every template knows: the page's language, the same page in the other one, the version."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.translation import override

import chiso
from chiso_web.look.formats import language

NAMES = {"vi": "Tiếng Việt", "en": "English"}


def page(request: HttpRequest) -> dict[str, object]:
    """The context of every page."""
    lang = language()
    other = "en" if lang == "vi" else "vi"
    return {
        "lang": lang,
        "other_lang": other,
        "other_name": NAMES[other],
        "other_address": in_language(request, other),
        "version": chiso.__version__,
        "demo_address": reverse("assessment:demo") if settings.DEMO else "",
    }


def in_language(request: HttpRequest, lang: str) -> str:
    """The same page in another language; its first page if the address is not one of this site."""
    here = request.get_full_path()
    there = translate_url(here, lang)
    if there != here:
        return there
    with override(lang):
        return reverse("portal:home")
