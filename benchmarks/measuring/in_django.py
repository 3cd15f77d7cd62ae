"""`python -m measuring.in_django MODULE [ARGUMENT…]` prints as JSON what a module's ``figures``
find. Django is set up before the module is loaded, so that its models stand among its imports.
"""

import json
import sys
from importlib import import_module

import django

if __name__ == "__main__":
    django.setup()
    print(json.dumps(import_module(sys.argv[1]).figures(*sys.argv[2:])))
