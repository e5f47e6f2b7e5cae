# Writes each value of the list on stdin as conda-index writes a list of packages; as JSON again.
import json
import sys

json.dump([json.dumps(one, sort_keys=True, indent=2) + "\n" for one in json.load(sys.stdin)], sys.stdout)
