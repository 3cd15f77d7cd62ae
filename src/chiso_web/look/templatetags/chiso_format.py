"""Template filters over look.formats; no logic of their own."""

from django import template

from chiso_web.look import formats

register = template.Library()
register.filter("number", formats.number)
register.filter("signed", formats.signed)
register.filter("margin", formats.margin)
register.filter("share", formats.share)
register.filter("wrapped", formats.wrapped)
register.filter("day", formats.day, expects_localtime=True)
