"""Times Python seqeval. Reads {"gold", "predicted", "runs"} as JSON from standard input; writes seconds and answers as JSON."""
import gc
import json
import platform
import sys
import time
import warnings
from importlib.metadata import version

from seqeval.metrics import classification_report, f1_score
from seqeval.scheme import IOB2


def seconds(call, runs):
    taken = []
    for _ in range(runs):
        gc.collect()
        start = time.perf_counter()
        call()
        taken.append(time.perf_counter() - start)
        print(".", end="", file=sys.stderr, flush=True)
    return taken


def main():
    warnings.simplefilter("ignore")
    task = json.load(sys.stdin)
    gold, predicted, runs = task["gold"], task["predicted"], task["runs"]
    strict = {"mode": "strict", "scheme": IOB2}
    json.dump(
        {
            "versions": {"python": platform.python_version(), "seqeval": version("seqeval"), "numpy": version("numpy")},
            "f1": {"conlleval": float(f1_score(gold, predicted)), "strictIob2": float(f1_score(gold, predicted, **strict))},
            "seconds": {
                "f1Score, conlleval": seconds(lambda: f1_score(gold, predicted), runs),
                "f1Score, strict IOB2": seconds(lambda: f1_score(gold, predicted, **strict), runs),
                "classificationReport, conlleval": seconds(lambda: classification_report(gold, predicted), runs),
                "classificationReport, strict IOB2": seconds(lambda: classification_report(gold, predicted, **strict), runs),
            },
        },
        sys.stdout,
    )


main()
