"""Harbor's API v2.0 over the standard library: Basic authentication on each request, no cookies, retries while it restarts."""

import base64
import http.client
import json
import ssl
import time
import urllib.parse

# What a proxy in front of a restarting core answers; anything else is Harbor's own word.
GATEWAY_ERRORS = (502, 503, 504)


class Refused(Exception):
    """Harbor answered, and the answer is an error."""

    def __init__(self, method, path, status, code, message):
        super().__init__("%s %s: %d %s" % (method, path, status, message or code or "without a message"))
        self.status = status
        self.code = code
        self.message = message


class Hopeless(Exception):
    """Trying again without changing something cannot help: a wrong password, a wrong URL, a secret that Harbor forbids."""


class Unreachable(Exception):
    """No answer within the time allowed."""


class Response:
    """A status, its headers and its JSON body."""

    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body


class Harbor:
    """A client of one Harbor.

    `retry_seconds` bounds how long one request is repeated while Harbor does not answer. Repeating a write is safe
    here: what was already carried out answers 409, and each caller treats 409 as "it exists".
    """

    def __init__(self, url, username, password, ca_file=None, retry_seconds=300, pause=2.0, timeout=30, log=None):
        parts = urllib.parse.urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise Hopeless("url %r is no http:// or https:// URL" % url)
        self.url = url.rstrip("/")
        self.base = parts.path.rstrip("/") + "/api/v2.0"
        self.host = parts.hostname
        self.port = parts.port
        self.tls = ssl.create_default_context(cafile=ca_file) if parts.scheme == "https" else None
        self.username = username
        self.password = password
        self.retry_seconds = retry_seconds
        self.pause = pause
        self.timeout = timeout
        self.log = log or (lambda line: None)

    def get(self, path, **query):
        return self.call("GET", path, query=query)

    def post(self, path, body):
        return self.call("POST", path, body=body)

    def put(self, path, body):
        return self.call("PUT", path, body=body)

    def patch(self, path, body):
        return self.call("PATCH", path, body=body)

    def pages(self, path, **query):
        """All items of a list, however many pages it has (page_size is at most 100)."""
        items = []
        page = 1
        while True:
            answer = self.call("GET", path, query=dict(query, page=page, page_size=100))
            batch = answer.body or []
            items.extend(batch)
            total = answer.headers.get("X-Total-Count")
            more = len(items) < int(total) if total is not None else 'rel="next"' in (answer.headers.get("Link") or "")
            if not batch or not more:
                return items
            page += 1

    def authenticates(self, username, password):
        """Whether Harbor accepts this pair, without a change and without needing any permission."""
        try:
            self.call("HEAD", "/projects", query={"project_name": "library"}, credentials=(username, password))
            return True
        except Refused as refused:
            if refused.status == 401:
                return False
            if refused.status == 404:
                return True  # asked and answered: the project is not there, the account is
            raise

    def call(self, method, path, body=None, query=None, credentials=None):
        """One request. Raises Refused for 4xx and 5xx, Hopeless for a refused administrator, Unreachable after a time."""
        until = time.monotonic() + self.retry_seconds
        told = False
        while True:
            try:
                answer = self.request(method, path, body, query, credentials)
                if answer.status not in GATEWAY_ERRORS:
                    break
                problem = "%d from the proxy in front of Harbor" % answer.status
            except (OSError, http.client.HTTPException) as error:
                if isinstance(error, ssl.SSLCertVerificationError):
                    raise Hopeless(
                        "%s: its certificate is not trusted (%s). Give the CA that signed it." % (self.url, error)
                    ) from error
                problem = str(error) or type(error).__name__
            if time.monotonic() >= until:
                raise Unreachable("%s %s: no answer for %d s (%s)" % (method, path, self.retry_seconds, problem))
            if not told:
                self.log("%s %s: %s; trying again for up to %d s" % (method, path, problem, self.retry_seconds))
                told = True
            time.sleep(self.pause)
        if 300 <= answer.status < 400:
            raise Hopeless(
                "%s answers with a redirect to %s. Give the URL that Harbor itself answers under."
                % (self.url, answer.headers.get("Location"))
            )
        if answer.status >= 400:
            error = first_error(answer.body)
            if answer.status == 401 and credentials is None:
                raise Hopeless(
                    "Harbor refuses the password of %r (401). Harbor reads HARBOR_ADMIN_PASSWORD only when its database is "
                    "new: a password that was changed later has to be put into the Secret by hand." % self.username
                )
            raise Refused(method, path, answer.status, error.get("code"), error.get("message"))
        return answer

    def request(self, method, path, body=None, query=None, credentials=None, anonymous=False):
        """One attempt on a connection of its own, so that a restarted Harbor never meets a stale one."""
        if self.tls:
            connection = http.client.HTTPSConnection(self.host, self.port, timeout=self.timeout, context=self.tls)
        else:
            connection = http.client.HTTPConnection(self.host, self.port, timeout=self.timeout)
        # No Cookie header, ever: a request that carries Harbor's session cookie falls under its CSRF check and gets 403.
        headers = {"Accept": "application/json", "Connection": "close", "X-Is-Resource-Name": "true"}
        if not anonymous:
            username, password = credentials or (self.username, self.password)
            pair = ("%s:%s" % (username, password)).encode("utf-8")
            headers["Authorization"] = "Basic " + base64.b64encode(pair).decode("ascii")
        data = None
        if body is not None:
            data = json.dumps(body).encode("utf-8")
            headers["Content-Type"] = "application/json"
        target = self.base + path + ("?" + urllib.parse.urlencode(query) if query else "")
        try:
            connection.request(method, target, body=data, headers=headers)
            answer = connection.getresponse()
            text = answer.read()
            return Response(answer.status, answer.headers, decode(self.url, path, answer.status, text))
        finally:
            connection.close()


def decode(url, path, status, text):
    """The JSON in a body. Harbor's errors may be plain text; a success that is not JSON is not Harbor's."""
    if not text.strip():
        return None
    try:
        return json.loads(text.decode("utf-8"))
    except ValueError:
        if status >= 300:
            return {"errors": [{"message": text[:200].decode("utf-8", "replace").strip()}]}
        raise Hopeless("%s%s answers with something that is not JSON. Is this Harbor's URL?" % (url, path)) from None


def first_error(body):
    errors = body.get("errors") if isinstance(body, dict) else None
    return errors[0] if errors and isinstance(errors[0], dict) else {}


def quote(segment):
    """A path segment."""
    return urllib.parse.quote(segment, safe="")
