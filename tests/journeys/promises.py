"""What the OpenAPI document says of an answer, held against one that was given."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx2
from jsonschema import Draft202012Validator


@dataclass
class Promises:
    """Those of one document."""

    document: Mapping[str, Any]

    def broken_by(self, operation: Mapping[str, Any], answer: httpx2.Response) -> list[str]:
        """List what the document did not say, or said otherwise: a status, a type, a field."""
        promised = operation["responses"].get(str(answer.status_code))
        if promised is None:
            return [f"status {answer.status_code}"]
        if not answer.content:
            return ["no body"] if "content" in promised else []
        media_type = answer.headers["content-type"].partition(";")[0]
        content = promised.get("content", {}).get(media_type)
        if content is None:
            return [f"media type {media_type}"]
        if "json" not in media_type:
            return []
        return self._faults(content["schema"], answer.json())

    def _faults(self, schema: Mapping[str, Any], body: Any) -> list[str]:  # noqa: ANN401
        whole = {**schema, "components": self.document["components"]}
        faults = Draft202012Validator(whole).iter_errors(body)
        return [f"{fault.json_path}: {fault.message}" for fault in faults]
