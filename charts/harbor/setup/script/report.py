"""What a run says: one line an object, and the sum at the end. Nothing that is secret is ever handed to it."""

import json
import sys


class Report:
    def __init__(self, out=sys.stdout):
        self.out = out
        self.counts = {"created": 0, "changed": 0, "same": 0, "undeclared": 0, "failed": 0}

    def line(self, word, text):
        print("%-10s  %s" % (word, text), file=self.out, flush=True)

    def count(self, word, text):
        self.counts[word] += 1
        self.line(word, text)

    def created(self, what):
        self.count("created", what)

    def changed(self, what, differences):
        self.count("changed", "%s: %s" % (what, "; ".join(differences)))

    def same(self, what):
        self.count("same", what)

    def undeclared(self, what):
        """Something Harbor has and nobody declared. It is left alone: a run never deletes."""
        self.count("undeclared", what)

    def failed(self, what, why):
        self.count("failed", "%s: %s" % (what, why))

    def total(self):
        counts = self.counts
        self.line(
            "done" if not counts["failed"] else "incomplete",
            "%(created)d created, %(changed)d changed, %(same)d already as declared, "
            "%(undeclared)d not declared, %(failed)d failed" % counts,
        )


def difference(name, live, declared):
    return "%s %s -> %s" % (name, json.dumps(live, sort_keys=True), json.dumps(declared, sort_keys=True))


def differences(live, declared):
    """What has to change in `live` for each key of `declared`, in words."""
    return [difference(key, live.get(key), value) for key, value in sorted(declared.items()) if live.get(key) != value]
