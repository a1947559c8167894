"""The one app that comes with the service: its own docs page."""

from uuid import UUID

DOCS_PAGE = UUID("0d0c5a9e-0000-4000-8000-000000000000")
"""A public client; its redirect URI is a path below the issuer. It alone may ask for `owner`."""
