"""Web addresses, read politely and safely.

Only http and https. A host's name is resolved here, every address it has is checked, and the
connection goes to a checked one, so that no second answer of the DNS can lead elsewhere; the
same at each redirect. What robots.txt forbids is not read.
"""

import contextlib
import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

import httpx
from protego import Protego

from index.closing import Closing
from index.errors import SourceError
from index.settings import IndexSettings

MAX_REDIRECTS = 5
MAX_ROBOTS = 500_000
"""Bytes, as RFC 9309 asks at least."""
ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5"
_PORTS = {"http": 80, "https": 443}

Resolve = Callable[[str, int], list[str]]
"""From a host and a port to its IP addresses."""


@dataclass(frozen=True, slots=True)
class Download:
    """What was found at an address."""

    address: str
    """After redirects."""
    data: bytes
    kind: str
    """The media type, without parameters ("text/html"); empty if not told."""
    encoding: str
    """As the server declares it; empty if it does not."""


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a host."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Fetcher(Closing):
    """Reads web addresses for one run; remembers each site's robots.txt and when it was asked.

    Args:
        settings: Limits, user agent, and whether private addresses may be read.
        resolver: In place of the system's DNS.
        public: Tells whether an IP address may be read where private ones may not.
    """

    def __init__(
        self,
        settings: IndexSettings,
        resolver: Resolve = resolve,
        public: Callable[[str], bool] | None = None,
    ) -> None:
        self._settings = settings
        self._public = public or is_public
        self._resolve = resolver
        self._robots: dict[str, Protego | None] = {}
        self._asked: dict[str, float] = {}
        self._lock = threading.Lock()
        # No proxies from the environment: they would resolve names on their own.
        self._client = httpx.Client(
            trust_env=False,
            follow_redirects=False,
            # A kept connection is known by its IP; another host there would get the first's.
            limits=httpx.Limits(max_keepalive_connections=0),
            headers={"User-Agent": settings.user_agent, "Accept": ACCEPT},
        )

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def fetch(self, address: str) -> Download:
        """What is at an address.

        Raises:
            SourceError: it is no web address, leads to a private one, is forbidden by the site's
                robots.txt, cannot be reached, or is too large or too slow.
        """
        with self._lock:
            deadline = time.monotonic() + self._settings.fetch_timeout_s
            limit = int(self._settings.fetch_max_mb * 1e6)
            return self._follow(address.strip(), deadline, limit, asked_robots=False)

    def _follow(self, address: str, deadline: float, limit: int, *, asked_robots: bool) -> Download:
        first = address
        for _ in range(MAX_REDIRECTS + 1):
            parts = _parts(address, first)
            host = self._checked(parts, address)
            if not asked_robots:
                # The robots.txt of a slow site has its own time.
                started = time.monotonic()
                self._obey(parts, address)
                deadline += time.monotonic() - started + self._wait(parts)
            found = self._get(parts, host, address, deadline, limit)
            if isinstance(found, Download):
                return found
            address = found
        raise SourceError(
            f"{first} redirects more than {MAX_REDIRECTS} times; give the article's own address."
        )

    def _checked(self, parts: SplitResult, address: str) -> str:
        """An IP address of the host; all of them are allowed."""
        host = parts.hostname or ""
        port = parts.port or _PORTS[parts.scheme]
        try:
            ips = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise SourceError(
                f"{address} cannot be reached: there is no host {host}; check the address and the "
                "connection."
            ) from error
        for ip in ips:
            if not self._settings.allow_private_addresses and not self._public(ip):
                raise SourceError(
                    f"{address} leads into this machine or its network ({ip}), which is not read; "
                    "allow it with the setting allow_private_addresses."
                )
        if not ips:
            raise SourceError(f"{address} cannot be reached: {host} has no address.")
        return ips[0]

    def _get(
        self, parts: SplitResult, ip: str, address: str, deadline: float, limit: int
    ) -> Download | str:
        """What the server sends, or where it redirects to."""
        left = max(0.1, deadline - time.monotonic())
        try:
            with (
                _CutOff(left) as cut_off,
                self._client.stream(
                    "GET",
                    _at(parts, ip),
                    headers={"Host": _host(parts)},
                    extensions={"sni_hostname": parts.hostname or "", "trace": cut_off.trace},
                    timeout=left,
                ) as response,
            ):
                place = response.headers.get("location", "")
                if response.is_redirect and place:
                    return str(urljoin(address, place))
                if response.is_error:
                    raise _refused(address, response.status_code)
                return _download(response, address, deadline, limit)
        except httpx.TimeoutException as error:
            raise _slow(address) from error
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, UnicodeError) as error:
            if time.monotonic() > deadline:
                raise _slow(address) from error
            reason = str(error) or type(error).__name__
            raise SourceError(
                f"{address} cannot be read ({reason}); check the address and the connection."
            ) from error

    def _obey(self, parts: SplitResult, address: str) -> None:
        """Ask robots.txt, once a site (RFC 9309)."""
        site = urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))
        if site not in self._robots:
            self._robots[site] = self._read_robots(site)
        robots = self._robots[site]
        if robots is None or not robots.can_fetch(address, self._settings.user_agent):
            raise SourceError(
                f"{address} is not read: the site's robots.txt "
                + ("cannot be had." if robots is None else "asks programs to stay away from it.")
            )

    def _read_robots(self, site: str) -> Protego | None:
        """The rules of a site; None where its server fails, which forbids everything."""
        deadline = time.monotonic() + self._settings.fetch_timeout_s
        try:
            found = self._follow(site, deadline, MAX_ROBOTS, asked_robots=True)
        except _Refused as error:
            return Protego.parse("") if 400 <= error.status < 500 else None
        return Protego.parse(found.data.decode("utf-8", "replace"))

    def _wait(self, parts: SplitResult) -> float:
        """Leave a pause since the last request to the site; the seconds waited."""
        last = self._asked.get(parts.netloc)
        pause = 0.0
        if last is not None:
            pause = max(0.0, last + self._settings.fetch_delay_s - time.monotonic())
            time.sleep(pause)
        self._asked[parts.netloc] = time.monotonic()
        return pause


class _CutOff:
    """Ends a connection after some seconds, however often the server sends a byte.

    The client's own timeout begins anew with every byte.
    """

    def __init__(self, seconds: float) -> None:
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def trace(self, event: str, told: Mapping[str, Any]) -> None:
        """Take note of the connection, as httpcore tells of it."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self._socket = told["return_value"].get_extra_info("socket")

    def _cut(self) -> None:
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)


class _Refused(SourceError):
    """The server answered with an error."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


def _refused(address: str, status: int) -> _Refused:
    reasons = {
        401: "it needs a login",
        402: "it has to be paid for",
        403: "the site refuses programs; save the page from a browser and add the file",
        404: "there is nothing",
        410: "it is gone",
        429: "the site asks to slow down; try again later",
    }
    reason = reasons.get(status, f"the site answers with the error {status}")
    return _Refused(f"{address} cannot be read: {reason}.", status)


def _slow(address: str) -> SourceError:
    return SourceError(
        f"{address} takes too long to answer; try again, or raise the setting fetch_timeout_s."
    )


def _download(response: httpx.Response, address: str, deadline: float, limit: int) -> Download:
    parts = []
    size = 0
    # As they come: parts of one size would be waited for.
    for part in response.iter_bytes():
        size += len(part)
        if size > limit:
            raise SourceError(
                f"{address} sends more than {limit / 1e6:.1f} MB; that is no article, or raise "
                "the setting fetch_max_mb."
            )
        parts.append(part)
    # A connection that was cut may look like an end.
    if time.monotonic() > deadline:
        raise _slow(address)
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return Download(address, b"".join(parts), kind, response.charset_encoding or "")


def _parts(address: str, first: str) -> SplitResult:
    """The address in parts.

    Raises:
        SourceError: it is not of the web.
    """
    via = "" if address == first else f" (redirected from {first})"
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise SourceError(f"{address}{via} is not a web address.") from error
    if parts.scheme not in _PORTS or not parts.hostname or port == 0:
        raise SourceError(
            f"{address}{via} is not a web address; only http:// and https:// are read."
        )
    if parts.username is not None:
        raise SourceError(f"{address}{via} holds a user name; give the address without it.")
    return parts


def is_public(ip: str) -> bool:
    """Whether an IP address is one of the internet, of no machine's own or local network."""
    try:
        found = ipaddress.ip_address(ip.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        # An IPv4 address in IPv6 clothes is judged as what it is.
        inner = found.ipv4_mapped or found.sixtofour
        teredo = found.teredo
        if inner is not None or teredo is not None:
            return all(is_public(str(i)) for i in (inner, *(teredo or ())) if i is not None)
        if found in ipaddress.ip_network("64:ff9b::/96"):
            return is_public(str(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
    return found.is_global and not found.is_multicast


def _at(parts: SplitResult, ip: str) -> str:
    """The address with the IP in the place of the host's name."""
    host = f"[{ip}]" if ":" in ip else ip
    netloc = host if parts.port is None else f"{host}:{parts.port}"
    return urlunsplit((parts.scheme, netloc, parts.path or "/", parts.query, ""))


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").encode("idna").decode("ascii") if parts.hostname else ""
    host = f"[{host}]" if ":" in host else host
    return host if parts.port is None else f"{host}:{parts.port}"
