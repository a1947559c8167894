"""Examples for every request and every answer of the OpenAPI document.

A request has those of its schema (`json_schema_extra={"examples": [...]}`), each with its name
where there are several (`"x-named": [...]`), or one made of the fields it requires. An answer's
are made field by field (openapi_samples.py).
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from app.core.errors import all_errors
from app.core.openapi_problems import problem_example
from app.core.openapi_samples import NAMES, Samples
from app.core.schemas import Input

JSON = "application/json"
CODE = re.compile(r"^`([a-z-]+)`: ", re.MULTILINE)
"""As `errors.problems` writes them."""


def add(document: dict[str, Any]) -> None:
    """Add them where the paths have none. Problems are kept once, in `components`."""
    schemas = document["components"]["schemas"]
    for name, examples in _written_by_us(Input):
        if name in schemas:
            schemas[name]["examples"] = examples
    samples, used = Samples(schemas), set[str]()
    for item in document["paths"].values():
        for method, operation in item.items():
            if method != "parameters":
                _add_to_request(operation, samples)
                used |= _add_to_answers(operation["responses"], samples)
    _drop_names(schemas)
    problems = {error.code: problem_example(error) for error in all_errors() if error.code in used}
    document["components"]["examples"] = dict(sorted(problems.items()))


def requests_of(operation: Mapping[str, Any]) -> list[Any]:
    """List the example bodies of an operation; one `None` where it takes no body.

    Where it takes one in several forms, those of the first are meant.
    """
    if "requestBody" not in operation:
        return [None]
    content = next(iter(operation["requestBody"]["content"].values()))
    return [each["value"] for each in content["examples"].values()]


def _written_by_us(base: type[Input]) -> Iterator[tuple[str, Any]]:
    """List the examples of bodies as they were written: FastAPI takes every null out of them."""
    for model in base.__subclasses__():
        extra = model.model_config.get("json_schema_extra")
        if isinstance(extra, dict) and "examples" in extra:
            yield model.__name__, extra["examples"]
        yield from _written_by_us(model)


def _add_to_request(operation: dict[str, Any], samples: Samples) -> None:
    for content in operation.get("requestBody", {}).get("content", {}).values():
        if content["schema"].get("format") == "binary":
            continue
        named = zip(
            samples.names(content["schema"]), samples.bodies(content["schema"]), strict=True
        )
        content["examples"] = {
            f"example-{number}": {"summary": name, "value": body}
            for number, (name, body) in enumerate(named, start=1)
        }
        content["schema"].pop(NAMES, None)


def _drop_names(schemas: Mapping[str, Any]) -> None:
    for schema in schemas.values():
        schema.pop(NAMES, None)


def _add_to_answers(responses: dict[str, Any], samples: Samples) -> set[str]:
    """Add them to each answer, and give the codes of the problems among them."""
    used = set()
    for response in responses.values():
        content = response.get("content", {})
        if codes := CODE.findall(response["description"]):
            used.update(codes)
            (problem,) = content.values()
            problem["examples"] = {
                code: {"$ref": f"#/components/examples/{code}"} for code in codes
            }
        elif JSON in content:
            content[JSON].setdefault("example", samples.answer(content[JSON]["schema"]))
    return used
