"""What a UserError says, kept as a text of the catalogue and its values: each reads his language.

The core speaks English, with its values written in. Of what the office may meet there the catalogue
has the Chinese, found by the sentence without its values. Any other sentence is shown as it stands,
and whatever stands in a file of the county's pack comes with a remedy for whoever keeps none.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import gettext_noop as _

from wuxiang.errors import UserError
from wuxiang.web.jobs.pack_sayings import OF_THE_PACK

Kept = Mapping[str, Any]
AT: Mapping[str, object] = {
    "file": "%(at)s",
    "line": _l("第 %(at)s 行"),
    "sheet": _l("表“%(at)s”"),
    "row": _l("第 %(at)s 行"),
    "column": _l("“%(at)s”列"),
}
"""The parts of a place."""
CHINESE: Mapping[str, str] = {
    "{} is there already and is never overwritten": _("{0} 已经存在，不会覆盖"),
    "name another, or move this one away first": _("请先把它移走"),
    "{} cannot be written ({})": _("{0} 写不进去（{1}）"),
    "name another place, in a folder that you may write to": _(
        "请系统管理员查看这个文件夹能不能写、磁盘还有没有空间"
    ),
    "this folder is no snapshot": _("这个文件夹不是快照"),
    "make one with: wuxiang intake FOLDER --county COUNTY --out SNAPSHOT": _("请重新导入名单"),
    "the manifest cannot be read ({})": _("目录文件读不出来（{0}）"),
    "take the snapshot from its backup, or take the files in again": _(
        "请从备份恢复快照，或重新导入名单"
    ),
    "schema version {}, this program reads {}": _("数据结构是第 {0} 版，本程序读第 {1} 版"),
    "use the program version that made it, or take the files in again": _(
        "请用当时的程序版本，或重新导入名单"
    ),
    "it is older than this program and has no {} {}": _("它比本程序旧，缺少：{1}"),
    "take the files in again, and make a run of it anew": _("请重新导入名单，再重新认定"),
    "{} rows of {} have no {}": _("{1} 有 {0} 行没有 {2}"),
    "give every row its key; intake reports such rows instead of writing them": _(
        "请给每一行补上编号"
    ),
    "table {} has more than one row for {} = {}": _("表 {0} 里 {1} = {2} 有不止一行"),
    "keep one of them; intake reports doubles instead of writing them": _("请只保留一行"),
    "{} is no run: it has no tasks": _("{0} 不是认定结果：没有任务"),
    "this folder is no run": _("这个文件夹不是认定结果"),
    "make one with: wuxiang run --county COUNTY --snapshot SNAPSHOT --out RUN": _("请重新认定"),
    "name the folder of the last run": _("请重新认定"),
    "take the run from its backup, or run again": _("请从备份恢复，或重新认定"),
    "the snapshot shows the state of {}, and nobody knows that of {} yet": _(
        "登记表是 {0} 的情况，{1} 的情况还没有人知道"
    ),
    "name a day not after it, or take in files of that day": _(
        "请选不晚于它的日期，或先导入那一天的名单"
    ),
    "output {} has more than one row for {} = {}": _("结果 {0} 对 {1} = {2} 有不止一行"),
    "correct the joins of the fact that it rests on, or state its true grain": _(
        "请改正县包里它所依据的事实"
    ),
    "the last run {} shows the state of {}, which is after {}": _(
        "上一次认定 {0} 是 {1} 的情况，晚于 {2}"
    ),
    "name the run before this day, or leave out the last run": _("请选这一天以前的认定结果"),
    "{} changed while it was read": _("{0} 在读取时被改动"),
    "run again": _("请重新认定"),
    "there are no keys in {}": _("{0} 里没有密钥"),
    "set WUXIANG_KEYS to the folder of the keys that made the snapshot": _(
        "请系统管理员把 WUXIANG_KEYS 设为当时的密钥文件夹"
    ),
    "{} holds no usable keys ({})": _("{0} 里的密钥不能用（{1}）"),
    "put the file back from your key backup": _("请从密钥备份放回这个文件"),
    "{} is not a sealed file": _("{0} 不是加密文件"),
    "{} was sealed with key {}, not with {}": _("{0} 是用密钥 {1} 加密的，不是 {2}"),
    "set WUXIANG_KEYS to the folder that holds that key": _(
        "请系统管理员把 WUXIANG_KEYS 设为有那个密钥的文件夹"
    ),
    "{} was changed after it was sealed": _("{0} 加密后被改动过"),
    "take the folder from its backup": _("请从备份恢复这个文件夹"),
    "{} lacks the facts {}": _("县包 {0} 没有这些事实：{1}"),
    "name a pack that has them, as counties/hequ": _("请换用有这些事实的县包"),
    "{} is no county pack: it has no county.yaml": _("{0} 不是县包：没有 county.yaml"),
    "name the folder of a pack, as counties/hequ": _(
        "请系统管理员把 WUXIANG_COUNTY 设为县包文件夹"
    ),
    "no spreadsheet lies in this folder": _("没有名单"),
    "put the lists (.xlsx .xls .csv) into it": _("请上传名单（.xlsx .xls .csv）"),
    "no spreadsheet here has the headings of a known list": _("没有一张表的表头是认识的名单"),
    "compare the headings with those in counties/…/layouts, or add a layout": _(
        "请与县包 layouts 里的表头对照，或请系统管理员增加一种表"
    ),
    "the name of a file is not written in UTF-8 (it may be meant as {})": _(
        "文件名是乱码（原名可能是 {0}）"
    ),
    "rename it, or unpack its archive anew with: unzip -O GBK FILE": _("请改文件名后再上传"),
    "it states the day {}, which is yet to come on {}": _("它写的日期 {0} 在 {1} 还没有到"),
    "correct the day in the file, or name the day with --as-of, as 2018-12-31": _(
        "请改正文件里的日期，或上传时填写“截至日期”"
    ),
    "no file states the day whose state it shows": _("没有文件写明是哪一天的情况"),
    "name it with --as-of, as 2018-12-31": _("请上传时填写“截至日期”"),
    "the snapshot is of invented people, the register holds real ones": _(
        "名单里是虚构的人，登记表里是真实的人"
    ),
    "the snapshot is of real people, the register holds invented ones": _(
        "名单里是真实的人，登记表里是虚构的人"
    ),
    "give it an office of its own: another WUXIANG_HOME or WUXIANG_DATABASE": _(
        "演示的人和真实的人不能放在一起，请另设一个办公系统"
    ),
    "larger than {} MiB": _("大于 {0} MiB"),
    "split it into several files": _("请拆成几个文件"),
    "split it into several": _("请拆成几个文件"),
    "encrypted, or an old .xls under a new name": _("有密码，或是改了名的旧 .xls"),
    "open it in Excel or WPS, save it anew as .xlsx, and take that file in": _(
        "请用 Excel 或 WPS 打开，另存为 .xlsx 再上传"
    ),
    "open it in Excel or WPS, save it anew as .xlsx, and take that file in, without macros": _(
        "请用 Excel 或 WPS 打开，另存为不带宏的 .xlsx 再上传"
    ),
    "the name says {}, the content says {}": _("文件名是 {0}，内容是 {1}"),
    "the file is damaged ({})": _("文件已损坏"),
    "ask its sender for a fresh copy": _("请对方重新发一份"),
    "the file is encrypted": _("文件有密码"),
    "save it without a password": _("请去掉密码再保存"),
    "the workbook holds macros": _("工作簿里有宏"),
    "the workbook links to other files": _("工作簿链接到别的文件"),
    "paste the linked cells as values and save it anew": _("请把链接的单元格粘贴成数值再保存"),
    "the archive's list of parts is strange": _("文件内部的目录不正常"),
    "this is no workbook": _("这不是工作簿"),
    "{} unpacks to far too much": _("{0} 解压后大得不正常"),
    "it unpacks to more than 1 GiB": _("解压后超过 1 GiB"),
    "more than {} cells": _("超过 {0} 个单元格"),
    "its XML defines entities": _("文件内部定义了实体"),
    "{} breaks off": _("{0} 中断了"),
    "its reader needed too much memory or time, or broke on it": _(
        "读取它时内存或时间不够，或出错"
    ),
    "it needs too much memory": _("读取它需要太多内存"),
    "split it": _("请拆成几个文件"),
    "delete empty rows and columns, save it anew as .xlsx, or split it": _(
        "请删掉空行空列，另存为 .xlsx，或拆成几个文件"
    ),
    "the workbook is damaged ({})": _("工作簿已损坏"),
    "the file holds NUL characters, so it is no text": _("文件里有空字符，不是文本"),
    "not readable as CSV ({})": _("不能按 CSV 读取（{0}）"),
    "open it in a text editor (not in Excel, which loses the rows behind): delete the quotation "
    'mark (") that has no partner, and write one that belongs to the text twice ("")': _(
        "请用记事本打开（用 Excel 会丢掉后面的行），删去不成对的引号；属于正文的引号要写两个"
    ),
    "neither UTF-8 nor GB 18030 text": _("编码既不是 UTF-8 也不是 GB 18030"),
    "more than {} columns": _("超过 {0} 列"),
    "delete the columns that hold nothing, and save it anew": _("请删掉空列再保存"),
    "这个文件不是《{}》": _("这个文件不是《{0}》"),
    "请从全国系统重新导出这张表，表头不要改动": _("请从全国系统重新导出这张表，表头不要改动"),
    **OF_THE_PACK,
}
PACK_FILES = (".yaml", ".sql", ".typ")
IN_THE_PACK = _l("县包文件 %(at)s")
FOR_ITS_KEEPER = _("（请改好县包里的这个文件再试，或把这一条交给维护县包的人。）")


def _pattern(sentence: str) -> re.Pattern[str]:
    return re.compile("(.*)".join(map(re.escape, sentence.split("{}"))), re.DOTALL)


PATTERNS = tuple((_pattern(sentence), chinese) for sentence, chinese in CHINESE.items())


def kept(error: UserError) -> Kept:
    """What the error says, as JSON: its place, and each sentence as a text with its values."""
    place = asdict(error.place) | {"file": _file(error.place.file)} if error.place else {}
    return {"place": place, "said": [_found(error.problem), _found(error.remedy)]}


def kept_text(text: object) -> Kept:
    """A text of the catalogue, the same way."""
    return {"said": [(untranslated(text), ())]}


def untranslated(text: object) -> str:
    """A text of the catalogue as it stands there, whichever language is spoken now."""
    with override(None):
        return str(text)


def said(told: Kept) -> str:
    """What was kept, in the language that is spoken now; "" where nothing was."""
    of_the_pack = str(told.get("place", {}).get("file", "")).endswith(PACK_FILES)
    named = {**AT, "file": IN_THE_PACK} if of_the_pack else AT
    place = [str(named[part]) % {"at": at} for part, at in told.get("place", {}).items() if at]
    sentences = [_filled(text, values) for text, values in told.get("said", ())]
    whole = gettext("：").join([*filter(None, [" ".join(place)]), *sentences])
    return whole + gettext(FOR_ITS_KEEPER) if of_the_pack else whole


def in_words(error: UserError) -> str:
    """What the error says, in the language that is spoken now."""
    return said(kept(error))


def _file(path: str) -> str:
    """The name of a file; "" for a folder, which the office has named and nobody else knows."""
    return Path(path).name if Path(path).suffix else ""


def _found(sentence: str) -> tuple[str, Sequence[str]]:
    """The text of the catalogue that the sentence is, and its values; else the sentence itself."""
    for pattern, chinese in PATTERNS:
        if found := pattern.fullmatch(sentence):
            return chinese, found.groups()
    return sentence, ()


def _filled(text: str, values: Sequence[str]) -> str:
    return gettext(text).format(*values) if values else gettext(text)
