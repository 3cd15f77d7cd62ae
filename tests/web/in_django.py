"""`python -m tests.web.in_django MODULE [ARGUMENT…]` runs a module as a program once Django is set
up, so that its models stand among its imports.
"""

import runpy
import sys

import django

if __name__ == "__main__":
    django.setup()
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
