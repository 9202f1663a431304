"""漏评 错评 错退 of a run, by village: the register beside what the rules say of each household."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from wuxiang.engine import DuckEngine, quoted
from wuxiang.pack import Pack, compile_pack, read_pack
from wuxiang.pack.read import MOMENT
from wuxiang.record import PACK, SNAPSHOT, Record, read_record
from wuxiang.report.book import new_book
from wuxiang.report.measures import household_table, targeting_of
from wuxiang.snapshot import table_file
from wuxiang.targeting import Aim, Checked, Rate, aims
from wuxiang.targeting.register import Side

SIDE_OF: Mapping[str, Side] = {
    "registered": "inside",
    "exited_with_policies": "exited",
    "exited": "exited",
    "monitored": "exited",
    "marginal": "outside",
    "ordinary": "outside",
}
"""On which side of the register each status of the vocabulary stands."""
ANSWERS = """
SELECT household_id, {wrong} AS wrong FROM ({every_row}) AS every_row WHERE {asked}
"""
WRONG = {
    "status": ("eligible", "TRUE"),
    "holds": ("eligible AND NOT holds", "eligible IS NOT FALSE"),
}
MEANING = (
    "漏评率 = 应识别而未在册的农户 ÷ 能判定的未在册农户；"
    "错评率 = 不符合标准的在册未脱贫户 ÷ 能判定的在册未脱贫户；"
    "错退率 = 不符合退出标准的脱贫户 ÷ 能判定的脱贫户。"
    "分母只含资料齐全、能判定的户；不清楚（含未调查）的另列，不算对也不算错。"
    "区间为95%置信区间（Wilson 1927）。贫困发生率 = 未脱贫人口 ÷ 农业人口，按现有家庭成员计；"
    "状态不清的户无论算哪边结论都一样时，才说达到或未达到退出线。"
    "退出线只对贫困村有意义，本表为对照列出全部行政村。"
)
"""The 口径: what is counted over what."""
POOR = "SELECT village_code, poor_village FROM village"
POOR_WORDS: Mapping[bool | None, str] = {True: "是", False: "否", None: "不清楚"}
RATES = ("错漏", "已判定", "不清楚", "%", "低%", "高%")
HEADINGS = {
    "乡镇": 12, "行政村": 14, "行政村代码": 16, "贫困村": 8,
    **{f"{side}{one}": 10 for side in ("漏评", "错评", "错退") for one in RATES},
    "未脱贫人口": 12, "农业人口": 10, "不清楚户": 10,
    "贫困发生率%": 12, "退出线%": 10, "达退出线": 10,
}  # fmt: skip


@dataclass(frozen=True)
class AimOfRun:
    """How well a run's register is aimed; `line` is the village's line of exit, a share of 1."""

    record: Record
    line: Fraction | None
    aims: tuple[Aim, ...]
    """The first is of the whole county, its village ""; then each village by its code."""
    places: Mapping[str, str]
    """Names of townships and villages by their code."""
    poor: Mapping[str, bool | None]
    """Whether each village is a poor one (贫困村), by its code; None where nobody says."""

    def exit_ready(self, aim: Aim) -> bool | None:
        """Whether the village's incidence is under the line; None where nobody can say."""
        beyond = None if self.line is None else aim.beyond(self.line)
        return None if beyond is None else not beyond


def aim_of(run: Path) -> AimOfRun:
    """漏评 错评 错退 and the incidence of each village of the run; UserError if it is no run.

    Agricultural households alone; one of which nobody knows whether it is has no known side.
    """
    record = read_record(run)
    pack = read_pack(run / PACK)
    with DuckEngine([run]) as engine:
        engine.keep(MOMENT, f"SELECT DATE '{record.day}' AS as_of")
        wrong = _answers(engine, run, pack, day=record.day)
        engine.open_table("area", table_file(run / SNAPSHOT, "area"))
        engine.open_table("village", table_file(run / SNAPSHOT, "village"))
        poor = {
            str(code): None if answer is None else bool(answer)
            for code, answer in engine.rows(POOR)
        }
        places = {str(code): str(name) for code, name in engine.rows(_places(record))}
    _, line = pack.parameter(targeting_of(pack).incidence_line)
    per_cent = line.on(record.day)
    return AimOfRun(
        record=record,
        line=Fraction(per_cent) / 100 if isinstance(per_cent, Decimal) else None,
        aims=tuple(aims(_checked(run, pack, wrong))),
        places=places,
        poor=poor,
    )


def write_aim(found: AimOfRun, out: Path) -> int:
    """Write it as the workbook `out`, a row a village, with the 口径; the number of villages.

    It names no people. Raises UserError if `out` is there already.
    """
    villages = [aim for aim in found.aims if aim.village]
    with new_book(out, "精准度", found.record.day) as book:
        book.sheet("漏评错评错退", HEADINGS, [_row(found, aim) for aim in found.aims])
        book.sheet("口径", {"口径": 120}, [[MEANING]])
    return len(villages)


def _answers(
    engine: DuckEngine, run: Path, pack: Pack, *, day: date
) -> dict[tuple[Side, str], bool | None]:
    """Per side and household: whether it stands there wrongly, as far as a policy was asked.

    Wrong by one policy is wrong; not known by one and right by the others is not known.
    """
    aim = targeting_of(pack)
    named: Mapping[Side, tuple[str, ...]] = {
        "outside": aim.missed, "inside": aim.wrongly_in, "exited": aim.wrongly_exited,
    }  # fmt: skip
    compiled = compile_pack(pack, day)
    found: dict[tuple[Side, str], bool | None] = {}
    for side, policies in named.items():
        for name in policies:
            source = pack.policies[name].for_each
            engine.open_table(source, run / "facts" / f"{source}.parquet")
            wrong, asked = WRONG[pack.policies[name].decides]
            select = ANSWERS.format(wrong=wrong, asked=asked, every_row=compiled[name].every_row)
            for household, answer in engine.rows(select):
                key = (side, str(household))
                found[key] = _either(found.get(key, False), answer)
    return found


def _either(before: bool | None, answer: object) -> bool | None:
    """True if one of them is; else None if one of them is; else False."""
    if before is True or answer is True:
        return True
    return None if before is None or answer is None else False


def _checked(
    run: Path, pack: Pack, wrong: Mapping[tuple[Side, str], bool | None]
) -> Iterator[Checked]:
    table = household_table(run, pack).select(
        ["household_id", "village_code", "rural", "status", "members"]
    )
    columns = (table[name].to_pylist() for name in table.column_names)
    for household, village, rural, status, members in zip(*columns, strict=True):
        if rural is False:
            continue
        side = SIDE_OF[status] if rural and status else None
        answer = wrong.get((side, household)) if side else None
        yield Checked(village, side, answer, members)


def _places(record: Record) -> str:
    return (
        "SELECT area_code, max_by(name, valid_from) FROM area "
        f"WHERE valid_from <= DATE {quoted(record.as_of)} GROUP BY area_code"
    )


def _row(found: AimOfRun, aim: Aim) -> list[object]:
    ready = found.exit_ready(aim)
    poor = aim.incidence
    return [
        found.places.get(aim.village[:9] + "000", "") if aim.village else "全县",
        found.places.get(aim.village, ""),
        aim.village,
        POOR_WORDS[found.poor.get(aim.village)] if aim.village else None,
        *(one for side in (aim.missed, aim.wrongly_in, aim.wrongly_exited) for one in _cells(side)),
        poor.wrong,
        poor.judged,
        poor.unknown,
        per_cent(poor.share),
        None if found.line is None else per_cent(float(found.line)),
        "不清楚" if ready is None else ("达到" if ready else "未达到"),
    ]


def _cells(rate: Rate) -> tuple[object, ...]:
    shares = (per_cent(rate.share), per_cent(rate.low), per_cent(rate.high))
    return (rate.wrong, rate.judged, rate.unknown, *shares)


def per_cent(share: float | None) -> Decimal | None:
    """A share of 1 in per cent, to two decimals."""
    return None if share is None else Decimal(f"{100 * share:.2f}")
