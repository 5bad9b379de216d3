"""Answers requests to the labs: JSON on standard input, JSON on standard output."""

import json
import sys

from labs.service import call

json.dump([call(request) for request in json.load(sys.stdin)], sys.stdout)
