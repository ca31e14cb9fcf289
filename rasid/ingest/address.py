"""Which network addresses may be fetched from."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address


def is_public(address: str) -> bool:
    """Whether ``address`` (IPv4 or IPv6) belongs to the public internet.

    Private, loopback, link-local, shared (RFC 6598), multicast, reserved and unspecified addresses do not,
    nor do IPv6 addresses that wrap one of these (mapped, 6to4, Teredo, NAT64).
    """
    ip = ip_address(address.split("%")[0])
    return all(_is_public(one) for one in (ip, *_wrapped(ip)))


def _is_public(ip: IPv4Address | IPv6Address) -> bool:
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped is not None:
        return True  # judged by what it wraps
    return ip.is_global and not (ip.is_multicast or ip.is_reserved and ip not in _nat64(ip) or ip.is_unspecified)


def _nat64(ip: IPv4Address | IPv6Address) -> tuple[IPv4Address | IPv6Address, ...]:
    return (ip,) if isinstance(ip, IPv6Address) and ip in _NAT64 else ()


def _wrapped(ip: IPv4Address | IPv6Address) -> list[IPv4Address]:
    if isinstance(ip, IPv4Address):
        return []
    teredo = ip.teredo or ()
    nat64 = IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None
    return [wrapped for wrapped in (ip.ipv4_mapped, ip.sixtofour, nat64, *teredo) if wrapped is not None]
