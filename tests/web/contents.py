"""What an office's database says, table by table, to hold one office against another.

python -m tests.web.contents    prints it as JSON, for the office of $WUXIANG_HOME
"""

import hashlib
import json
import sys

import django
from django.apps import apps
from django.db.models import Model

NOT_KEPT = frozenset({"django_session", "journal_entry", "journal_end"})
"""What a restore changes on purpose: nobody stays signed in, and it is written down."""


def contents() -> dict[str, str]:
    """The number of rows of each table and a hash of them; paths of runs are left out."""
    return {
        model._meta.db_table: _said(model)
        for model in apps.get_models()
        if model._meta.db_table not in NOT_KEPT
    }


def _said(model: type[Model]) -> str:
    columns = [field.attname for field in model._meta.concrete_fields if field.name != "folder"]
    rows = [
        [
            bytes(value).hex() if isinstance(value, bytes | memoryview) else str(value)
            for value in row
        ]
        for row in model._default_manager.order_by("pk").values_list(*columns)
    ]
    return f"{len(rows)} {hashlib.sha256(json.dumps(rows).encode()).hexdigest()}"


if __name__ == "__main__":
    django.setup()
    json.dump(contents(), sys.stdout)
