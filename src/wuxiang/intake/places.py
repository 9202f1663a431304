"""The villages that area lists name, to be found by their code or by their name."""

from collections.abc import Sequence
from datetime import date

from wuxiang.engine import DuckEngine

EMPTY_PLACES = (
    "SELECT '' AS area_code, '' AS level, '' AS name, '' AS parent_code, "
    "DATE '1900-01-01' AS valid_from, DATE '1900-01-01' AS valid_to WHERE false"
)
IS_VILLAGE = "level IN ('village', 'community')"


def _plain_village(name: str) -> str:
    bare = f"regexp_replace({name}, '(村民委员会|村委会|居民委员会|居委会|行政村)$', '')"
    return f"CASE WHEN length({bare}) > 2 THEN regexp_replace({bare}, '村$', '') ELSE {bare} END"


VILLAGE_JOIN = (
    'LEFT JOIN village_by_name v ON v.township = "place.township" '
    "AND v.village = " + _plain_village('"place.village"')
)
NATURAL_JOIN = (
    "LEFT JOIN natural_by_name n ON n.village_code = <village> "
    "AND n.plain = " + _plain_village('"place.natural_village"')
)


def level_of(code: str) -> str:
    """SQL: the level that an area code's own digits say (GB/T 10114)."""
    return (
        f"CASE WHEN length({code}) = 15 THEN 'natural_village' "
        f"WHEN {code} LIKE '%000000' THEN 'county' WHEN {code} LIKE '%000' THEN 'township' "
        f"WHEN substr({code}, 10, 3) < '200' THEN 'community' ELSE 'village' END"
    )


def hold_places(engine: DuckEngine, selects: Sequence[str], as_of: date) -> None:
    """Make place and place_now of what area lists say, area_life and the two tables by name."""
    engine.keep("place", " UNION ".join([EMPTY_PLACES, *selects]))
    engine.keep(
        "place_now",
        f"SELECT *, {_plain_village('name')} AS plain FROM place WHERE area_code IS NOT NULL "
        f"AND coalesce(valid_from, DATE '1900-01-01') <= DATE '{as_of}' "
        f"AND coalesce(valid_to, DATE '9999-12-31') > DATE '{as_of}'",
    )
    engine.keep("area_life", AREA_LIFE)
    engine.keep(
        "village_by_name",
        "SELECT t.name AS township, v.plain AS village, min(v.area_code) AS area_code "
        "FROM place_now v JOIN place_now t ON t.area_code = v.parent_code "
        f"WHERE v.{IS_VILLAGE} "
        "GROUP BY ALL HAVING count(DISTINCT v.area_code) = 1",
    )
    engine.keep(
        "natural_by_name",
        "SELECT parent_code AS village_code, plain, min(area_code) AS area_code FROM place_now "
        "WHERE level = 'natural_village' GROUP BY ALL HAVING count(DISTINCT area_code) = 1",
    )


AREA_LIFE = """
SELECT area_code, max(coalesce(valid_to, DATE '9999-12-31')) AS until,
  CASE WHEN min(valid_from) > (SELECT min(valid_from) FROM place WHERE valid_to IS NULL)
       THEN min(valid_from) END AS since
FROM place WHERE area_code IS NOT NULL GROUP BY area_code
"""
"""From when to when a code is in use; one of the first edition has no beginning that we know."""
