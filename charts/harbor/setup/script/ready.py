"""Waiting until Harbor works, not only until something listens."""

import http.client
import time

from api import Hopeless, Unreachable


def wait(harbor, report, seconds):
    """Polls /health until all components are healthy, then makes sure that the administrator is let in.

    The status code says nothing: /health answers 200 for a sick Harbor too.
    """
    until = time.monotonic() + seconds
    last = None
    while True:
        problem = probe(harbor)
        if problem is None:
            break
        if problem != last:
            report.line("waiting", "%s: %s" % (harbor.url, problem))
            last = problem
        if time.monotonic() >= until:
            raise Unreachable("%s is not healthy after %d s: %s" % (harbor.url, seconds, problem))
        time.sleep(harbor.pause)
    harbor.get("/users/current")
    report.line("healthy", "%s, signed in as %s" % (harbor.url, harbor.username))


def probe(harbor):
    """What is not well yet, or None."""
    try:
        answer = harbor.request("GET", "/health", anonymous=True)
    except (OSError, http.client.HTTPException) as error:
        return str(error) or type(error).__name__
    except Hopeless as error:
        # A proxy's start-up page is not Harbor's last word.
        return str(error)
    if answer.status != 200 or not isinstance(answer.body, dict):
        return "answers %d" % answer.status
    if answer.body.get("status") == "healthy":
        return None
    sick = [
        "%s%s" % (c.get("name"), " (%s)" % c["error"] if c.get("error") else "")
        for c in answer.body.get("components") or []
        if c.get("status") != "healthy"
    ]
    return "not healthy yet: " + (", ".join(sick) or str(answer.body.get("status")))
