"""Which addresses of users we call: tricks by which others have been led inside."""

from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.public_addresses import AddressRefused, checked, is_callable, is_public

FINE = [
    "https://push.example.com/send/abc?x=1&y=%20",
    "https://updates.push.services.mozilla.com/wpush/v2/gAAAAA",
    "https://ntfy.example.org:8443/up1234?up=1",
    "https://ex-ample.xn--p1ai/",
    "https://1.1.1.1/",
    "https://[2606:4700:4700::1111]/",
    "https://push.example.com.",
]
TRICKS = [
    *(
        "http://push.example.com/",
        "ftp://push.example.com/",
        "file:///etc/passwd",
        "gopher://x.org",
    ),
    *("//push.example.com", "push.example.com", "https:push.example.com", "https://", "https:///x"),
    *("https://localhost/", "https://LOCALHOST/", "https://localhost./", "https://a.localhost/"),
    *("https://printer.local/", "https://db.internal/", "https://metadata.google.internal/"),
    *("https://router.lan/", "https://nas.home.arpa/", "https://intranet/", "https://redis/"),
    *("https://127.0.0.1/", "https://127.1/", "https://127.0.0.1./", "https://2130706433/"),
    *("https://0x7f000001/", "https://0x7f.1/", "https://0177.0.0.1/", "https://017700000001/"),
    *("https://0/", "https://0.0.0.0/", "https://127.255.255.254/", "https://1.1/"),
    *(
        "https://10.0.0.1/",
        "https://172.16.0.1/",
        "https://172.31.255.255/",
        "https://192.168.1.1/",
    ),
    *("https://169.254.169.254/latest/", "https://169.254.170.2/", "https://100.100.100.200/"),
    *(
        "https://192.0.0.192/",
        "https://168.63.129.16/",
        "https://100.64.0.1/",
        "https://224.0.0.1/",
    ),
    *(
        "https://255.255.255.255/",
        "https://198.18.0.1/",
        "https://192.88.99.1/",
        "https://240.0.0.1",
    ),
    *("https://[::1]/", "https://[::]/", "https://[::ffff:127.0.0.1]/", "https://[::ffff:7f00:1]/"),
    *("https://[::ffff:8.8.8.8]/", "https://[::127.0.0.1]/", "https://[64:ff9b::7f00:1]/"),
    *("https://[64:ff9b::808:808]/", "https://[64:ff9b:1::7f00:1]/", "https://[2002:7f00:1::]/"),
    *(
        "https://[2001::1]/",
        "https://[fe80::1]/",
        "https://[fe80::1%25eth0]/",
        "https://[fc00::1]/",
    ),
    *("https://[fd00:ec2::254]/", "https://[fec0::1]/", "https://[ff02::1]/", "https://[5f00::1]/"),
    *(
        "https://[2001:db8::1]/",
        "https://[3fff::1]/",
        "https://[100::1]/",
        "https://[2606:4700::1%25x]",
    ),
    *(
        "https://push.example.com:22/",
        "https://push.example.com:80/",
        "https://push.example.com:0/",
    ),
    *(
        "https://push.example.com:6379/",
        "https://push.example.com:99999/",
        "https://x.org:443@y.org",
    ),
    *(
        "https://me@push.example.com/",
        "https://a:b@push.example.com/",
        "https://@push.example.com\\@h/",
    ),
    *("https://push.example.com\\@127.0.0.1/", "https://push.example.com#@127.0.0.1/"),
    *("https://127.0.0.1#.example.com/", "https://push.example.com /", " https://push.example.com"),
    *(
        "https://push.example.com/\r\nHost: x",
        "https://push.example.com/\x00",
        "https://push\t.org/",
    ),
    *(
        "https://\uff11\uff12\uff17.0.0.1/",
        "https://ⓛocalhost/",
        "https://127。0。0。1/",
        "https://пример.рф/",
    ),
    *("https://127%2e0%2e0%2e1/", "https://local%68ost/", "https://push..example.com/"),
    *(
        "https://-.example.com/",
        "https://example.com-/",
        "https://a.1/",
        "https://example.c/",
    ),
    "https://" + "a" * 64 + ".org/",
    "https://" + "a." * 130 + "org/",
    "https://push.example.com/" + "a" * 2_048,
    "",
]
INSIDE = [
    *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
    *("192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4"),
    *(
        "::/8",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/32",
        "2001:db8::/32",
        "2002::/16",
    ),
    *("fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8", "5f00::/16"),
]


@pytest.mark.parametrize("text", FINE)
def test_a_public_address_is_read_as_it_is(text: str) -> None:
    assert str(checked(text)) == text


@pytest.mark.parametrize("text", TRICKS, ids=range(len(TRICKS)))
def test_a_trick_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(AddressRefused) as refusal:
        checked(text)

    assert not text or text not in str(refusal.value)


@settings(max_examples=500)
@given(network=st.sampled_from(INSIDE).map(ip_network), number=st.integers(min_value=0))
def test_no_address_of_a_network_of_our_own_is_public(
    network: IPv4Network | IPv6Network, number: int
) -> None:
    ip = network[number % network.num_addresses]

    assert not is_public(ip)
    assert not is_callable(str(ip))


@settings(max_examples=500)
@given(st.ip_addresses())
def test_what_python_knows_as_private_is_not_public_either(ip: object) -> None:
    ip = ip_address(str(ip))
    assert ip.is_global or not is_public(ip) or str(ip).startswith("2001:")


@pytest.mark.parametrize(
    "text", ["http://127.0.0.1:8080/x", "https://localhost:1/", "https://[::1]:9/"]
)
def test_this_machine_is_called_only_where_it_is_admitted(text: str) -> None:
    assert str(checked(text, admits_loopback=True)) == text
    with pytest.raises(AddressRefused):
        checked(text)
    for other in ("http://10.0.0.1/", "http://push.example.com/", "ftp://localhost/"):
        with pytest.raises(AddressRefused):
            checked(other, admits_loopback=True)
