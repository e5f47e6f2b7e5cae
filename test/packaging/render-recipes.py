# Renders recipes by Jinja, which conda-build uses and rattler-build's is made after: each as the programs do, as JSON.
import json
import sys

import jinja2

conda_build = jinja2.Environment(undefined=jinja2.StrictUndefined)
# rattler-build looks at each text of the YAML by itself.
rattler_build = jinja2.Environment(
    undefined=jinja2.StrictUndefined, variable_start_string="${{", variable_end_string="}}"
)

json.dump(
    [
        {
            "meta": conda_build.from_string(one["meta"]).render(),
            "texts": [
                rattler_build.from_string(text).render() if "${{" in text else text
                for text in one["texts"]
            ],
        }
        for one in json.load(sys.stdin)
    ],
    sys.stdout,
)
