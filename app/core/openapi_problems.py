"""What each kind of problem looks like, for the OpenAPI document."""

from collections.abc import Mapping
from typing import Any

from app.core.errors import AppError, FieldError
from app.core.openapi_samples import id_for

WITH_FIELDS = {
    "invalid": FieldError(detail="Field required", pointer="/kind"),
    "unknown-reference": FieldError(
        detail="there is no such record of yours", pointer="/person_id"
    ),
}

WITH_MORE: Mapping[str, dict[str, Any]] = {
    "client-too-old": {"minimum_version": "1.4.0"},
    "sync-conflict": {"conflicts": {"moods": [id_for("id")]}},
}


def problem_example(error: type[AppError]) -> dict[str, Any]:
    problem: dict[str, Any] = {
        "type": f"/problems/{error.code}",
        "title": error.title,
        "status": int(error.status),
        "detail": error.title,
        "instance": "/v1/me",
        "request_id": id_for("request_id"),
    }
    if error.code in WITH_FIELDS:
        problem["errors"] = [WITH_FIELDS[error.code].model_dump()]
    problem |= WITH_MORE.get(error.code, {})
    if oauth := getattr(error, "error", None):
        problem |= {"error": oauth, "error_description": error.title}
    return {"summary": error.title, "value": problem}
