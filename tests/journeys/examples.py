"""Somebody who sends the examples of the OpenAPI document, one after the other."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx2
from fastapi import FastAPI

from app.core.openapi_examples import requests_of
from app.core.openapi_samples import Samples
from tests.settling import settled
from tests.signing_up import SignedIn, a_guest

SECRETS = ("refresh_token", "recovery_code")


@dataclass
class Visitor:
    """A guest, and the records that examples have made so far: paths by their parameter."""

    app: FastAPI
    document: dict[str, Any]
    guest: SignedIn
    made: dict[str, list[str]] = field(default_factory=dict)

    async def send_all(self, method: str, path: str) -> list[httpx2.Response]:
        """Send each example of an operation, as somebody who is signed in."""
        if (await self.guest.client.get("/v1/me")).status_code == 401:
            await self.guest.client.aclose()
            self.guest, self.made = await a_guest(self.app), {}
        bodies = requests_of(self.document["paths"][path][method])
        return [await self._send(method, path, body) for body in bodies]

    async def _send(self, method: str, path: str, body: Any) -> httpx2.Response:  # noqa: ANN401
        url = await self._filled(path)
        query = {
            each["name"]: self._example(each)
            for each in self.document["paths"][path][method].get("parameters", ())
            if each["in"] == "query" and each["required"]
        }
        content = {} if body is None else {"json": await self._adapted(body)}
        answer = await self.guest.client.request(method.upper(), url, params=query, **content)
        if method == "post":
            self._remember(path, url, answer)
        return answer

    def _remember(self, path: str, url: str, answer: httpx2.Response) -> None:
        name = self._child(path)
        if name and answer.is_success:
            self.made.setdefault(name, []).append(f"{url}/{answer.json()['id']}")

    async def _filled(self, path: str) -> str:
        """Put ids into a path, from the left: each is of a record that is there."""
        url = ""
        for segment in path.removeprefix("/").split("/"):
            if not segment.startswith("{"):
                url += f"/{segment}"
            elif (name := segment[1:-1]) == "session_id":
                url += f"/{self.guest.session_id}"
            elif home := self._home(name):
                url = await self._record(name, home, url)
            elif name.endswith("_id") and "get" in self.document["paths"].get(url, ()):
                url = await self._listed(url)
            else:
                url += f"/{self._example(self._parameter(path, name))}"
        return url

    async def _record(self, name: str, home: str, parent: str) -> str:
        """Give the path of the oldest record; make it by the first example if none is there."""
        reads = "get" in self.document["paths"][f"{home}/{{{name}}}"]
        for known in self.made.get(name, ()):
            is_there = known.startswith(f"{parent}/")
            if is_there and reads:
                is_there = (await self.guest.client.get(known)).is_success
            if is_there:
                return known
        body = requests_of(self.document["paths"][home]["post"])[0]
        answer = await self._send("post", home, body)
        assert answer.is_success, (home, answer.text)
        return self.made[name][-1]

    async def _listed(self, collection: str) -> str:
        """Give the path of a record that the worker made."""
        await settled(self.app, self.guest.user_id)
        page = (await self.guest.client.get(collection)).json()
        return f"{collection}/{page['items'][0]['id']}"

    def _home(self, name: str) -> str | None:
        """Find the collection of the records that a parameter names, if it takes new ones."""
        paths, end = self.document["paths"], f"/{{{name}}}"
        homes = [path.removesuffix(end) for path in paths if path.endswith(end)]
        return next((home for home in homes if "post" in paths.get(home, ())), None)

    def _child(self, path: str) -> str | None:
        """Find the parameter that names the records of a collection."""
        names = [each.removeprefix(f"{path}/{{") for each in self.document["paths"]]
        return next((name[:-1] for name in names if re.fullmatch(r"\w+_id}", name)), None)

    async def _adapted(self, body: Any) -> Any:  # noqa: ANN401
        """Let references lead to records that are there, and secrets be the guest's own."""
        if not isinstance(body, dict):
            return body
        return {name: await self._adapted_field(name, value) for name, value in body.items()}

    async def _adapted_field(self, name: str, value: Any) -> Any:  # noqa: ANN401
        if name in SECRETS:
            return getattr(self.guest, name)
        singular = name.removesuffix("s")
        kind = next((each for each in self._kinds if f"_{singular}".endswith(f"_{each}")), None)
        if kind is None or value is None:
            return await self._adapted(value)
        home = self._home(kind)
        assert home is not None
        record = (await self._record(kind, home, await self._filled(home))).rpartition("/")[2]
        return [record] if isinstance(value, list) else record

    @property
    def _kinds(self) -> list[str]:
        """List the parameters that name records."""
        children = [self._child(path) for path in self.document["paths"]]
        return [name for name in children if name and self._home(name)]

    def _example(self, parameter: Mapping[str, Any]) -> Any:  # noqa: ANN401
        return Samples(self.document["components"]["schemas"]).answer(parameter["schema"])

    def _parameter(self, path: str, name: str) -> Mapping[str, Any]:
        operation = next(iter(self.document["paths"][path].values()))
        return next(each for each in operation["parameters"] if each["name"] == name)
