"""Makes a sandbox for an integrator and stays there until they leave."""

from functools import partial

from app.demo import offer
from app.demo.connection import Connection
from app.demo.inspector import Inspector, Show
from app.demo.integrator import furnish


def host(service: Connection, show: Show) -> None:
    """Say what there is, then show what arrives, until the process is told to end.

    Raises:
        DemoFailed: the service is not there, or refuses something.
    """
    verifier = offer.new_verifier()
    with Inspector(show) as inspector:
        port = inspector.server_port
        sandbox = furnish(service, port)
        inspector.secret = sandbox.webhook_secret
        inspector.redeem = partial(offer.exchange, service.url, sandbox.public_id, verifier)
        show(offer.offer(service.url, sandbox, verifier, port))
        inspector.serve_forever()
