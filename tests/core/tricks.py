"""Addresses by which others have been led inside, beside those of test_public_addresses.py."""

LEADING_INSIDE = [
    *("127.0.0.1", "127.1", "127.0.1", "127.000.000.001", "0177.0.0.01", "0x7f.0.0.1", "0x7f.1"),
    *("0x7F.0x0.0x0.0x1", "2130706433", "0x7f000001", "017700000001", "127.0.0.0x1", "127.0.0.1."),
    *(
        "0",
        "00",
        "0x0",
        "0.0.0.0",  # noqa: S104  (nobody binds to it)
        "0.1",
        "127.255.255.255",
        "localhost",
        "LocalHost",
        "localhost.",
    ),
    *("a.localhost", "localhost.localdomain", "ip6-localhost", "loopback", "broadcasthost"),
    *("0300.0250.0.1", "3232235521", "0xc0a80001", "10.1", "172.16.1", "192.168.257"),
    *("169.254.169.254", "169.254.43518", "0xA9FEA9FE", "2852039166", "0251.0376.0251.0376"),
    *("256.256.256.256", "127.0.0.1.2", "4294967295", "4294967296", "1.0x1"),
    *("[::1]", "[::]", "[0::0]", "[::2]", "[0:0:0:0:0:0:0:1]", "[0000:0000::0001]", "[::1%25lo]"),
    *(
        "[::ffff:127.0.0.1]",
        "[0:0:0:0:0:ffff:127.0.0.1]",
        "[::FFFF:7F00:1]",
        "[::ffff:0:127.0.0.1]",
    ),
    *("[::ffff:169.254.169.254]", "[::ffff:10.0.0.1]", "[::127.0.0.1]", "[::a00:1]"),
    *("[64:ff9b::127.0.0.1]", "[64:ff9b::169.254.169.254]", "[64:ff9b:1::7f00:1]"),
    *("[2002:7f00:1::]", "[2002:a9fe:a9fe::]", "[2002:a00:1::1]", "[2002:c0a8:1::]"),
    *(
        "[2001:0:4136:e378:8000:63bf:3fff:fdd2]",
        "[2001:0:7f00:1::]",
        "[2001:10::1]",
        "[2001:20::1]",
    ),
    *("[2001:2::1]", "[2001:db8::1]", "[2620:4f:8000::1]", "[3fff::1]", "[5f00::1]", "[100::1]"),
    *("[fe80::1]", "[fe80::1%25eth0]", "[febf::1]", "[fec0::1]", "[feff::1]", "[fc00::1]"),
    *("[fcff::1]", "[fd00:ec2::254]", "[fd20:ce::254]", "[fdff:ffff::1]", "[ff01::1]", "[ff02::1]"),
    *("[ff05::2]", "[ff0e::1]", "[4000::1]", "[8000::1]", "[e000::1]", "[::1].example.com"),
    *("metadata", "metadata.google.internal", "instance-data", "kubernetes.default.svc.home"),
    *("printer.local", "nas.home.arpa", "1.0.0.127.in-addr.arpa", "x.onion", "db.corp", "redis"),
    *("127.0.0.1%00.example.com", "127.0.0.1%23.example.com", "127.0.0.1%2f.example.com"),
    *("%6cocalhost", "localhost%2e", "127%2e0%2e0%2e1", "example.com%2elocalhost", "%31%32%37.1"),
    *("127。0。0。1", "127．0．0．1", "127｡0｡0｡1", "localhost。", "１２７.0.0.1", "①②⑦.⓪.⓪.①"),  # noqa: RUF001
    *("ｌｏｃａｌｈｏｓｔ", "ⅼocalhost", "loc\u00adalhost", "\u200blocalhost", "localhost\u3002"),  # noqa: RUF001
    *("me@127.0.0.1", "push.example.com@127.0.0.1", "127.0.0.1@push.example.com", ":p@localhost"),
    *("push.example.com#@127.0.0.1", "push.example.com\\@127.0.0.1", "127.0.0.1\\.example.com"),
    *("[127.0.0.1]", "[localhost]", "[]", "[v1.x]", "fd00:ec2::254", "*.example.com", "_", "com"),
]
"""Hosts of https addresses, to be followed by a port."""

NO_WEB_ADDRESSES = [
    *("HTTP://push.example.com/", "ws://push.example.com/", "wss://push.example.com/"),
    *("javascript:alert(1)", "data:text/plain,x", "dict://localhost:11211/", "ldap://x.org/"),
    *("jar:https://x.org!/", "unix:/var/run/docker.sock", "https+unix://%2Fvar%2Frun/"),
    *("blob:https://x.org/1", "view-source:https://x.org/", "netdoc:///etc/passwd", "tftp://x.org"),
    *("sftp://x.org/", "https:\\\\127.0.0.1", "https:/127.0.0.1/", "https:////127.0.0.1/"),
    *("https://?@127.0.0.1/", "https://127.0.0.1?.example.com", "https://#127.0.0.1"),
    *("https://push.example.com:443:80/", "https://push.example.com:-1/", "https://x.org:443x/"),
    *("https://push.example.com:4430/", "https://push.example.com:8080/", "https://x.org:65536/"),
    *("https://push.example.com:11211/", "https://push.example.com: 443/", "https://x.org:2375/"),
    *("https://push.example.com\t/", "https://push.example.com\n/", "https://exa mple.com/"),
    *("https://.example.com/", "https://example.com../", "https://a..b.com/", "https:// x.org/"),
    *("https://push.example.com/#", "https://push.example.com/#a", "https://x.org\u2028/"),
]
