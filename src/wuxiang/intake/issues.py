"""The rules of intake: what may be wrong with a cell, a row or a file, and what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Severity = Literal["refused", "altered", "warning"]


@dataclass(frozen=True)
class Rule:
    """`refused`: not taken; `altered`: taken otherwise than written; `warning`: as written."""

    severity: Severity
    zh: str
    remedy: str


RULES: Mapping[str, Rule] = {
    "respelt": Rule("altered", "去掉空格或全角字符", "无需处理"),
    "unwrapped": Rule("altered", '去掉 ="…" 外壳', "无需处理"),
    "id_15": Rule("altered", "15位身份证号已升为18位", "请核对后改填18位号码"),
    "id_from_card": Rule("altered", "从残疾证号取前18位为身份证号", "请改填18位身份证号"),
    "excel_serial": Rule("altered", "Excel序列数已换算为日期", "请把单元格改为日期格式"),
    "rounded": Rule("altered", "小数位过多，已四舍五入", "请按规定的小数位填写"),
    "open_ended": Rule("altered", "“长期”“至今”按未填写处理", "无需处理"),
    "merged_cell": Rule("altered", "合并单元格，已补入所覆盖的各行", "无需处理"),
    "exact_double": Rule("altered", "与前面一行完全相同，只取一次", "请删去重复行"),
    "merged_amount": Rule(
        "refused", "几行合用一个数（合并单元格），各行是多少不清楚", "请取消合并，逐行填写"
    ),
    "error_cell": Rule("refused", "单元格是错误值", "请改正公式或直接填写数值"),
    "formula": Rule("refused", "公式没有计算结果", "请在Excel中重新计算并保存，或直接填写数值"),
    "digits_lost": Rule(
        "refused", "长号码被存成科学计数，末位已丢失", "请按文本格式重新填写完整号码"
    ),
    "id_length": Rule("refused", "证件号码长度不是15、18、20、22位", "请核对证件，填写完整号码"),
    "id_characters": Rule("refused", "证件号码含有不允许的字符", "请核对证件，重新填写"),
    "id_date": Rule("refused", "证件号码中的出生日期不存在", "请核对证件，重新填写"),
    "id_check": Rule("refused", "证件号码校验位不符", "请核对证件，重新填写"),
    "card_check": Rule("refused", "残疾证号校验位不符", "请核对残疾证，重新填写"),
    "card_class": Rule("refused", "残疾证号第19、20位的类别或等级不存在", "请核对残疾证，重新填写"),
    "card_differs": Rule("warning", "残疾证号与所填类别、等级或身份证号不一致", "请核对残疾证"),
    "phone_length": Rule("warning", "联系电话不是11位数字", "请核对后改填11位号码"),
    "id_place": Rule("warning", "证件号码开头不是省级代码", "请核对证件"),
    "birth_differs": Rule("warning", "出生日期与证件号码不一致", "请核对户口簿和证件"),
    "sex_differs": Rule("warning", "性别与证件号码不一致", "请核对户口簿和证件"),
    "unknown_word": Rule("refused", "不在代码表内", "请改填代码表中的名称"),
    "not_yes_or_no": Rule("refused", "应填“是”或“否”", "请改填“是”或“否”，不清楚的留空"),
    "not_a_number": Rule("refused", "不是数字", "请填写数字，不要带其他文字"),
    "other_unit": Rule("refused", "单位不是本列的单位", "请换算成本列的单位，只填数字"),
    "small_percent": Rule("warning", "不大于1的百分数", "请核对是否应乘以100"),
    "too_large": Rule("refused", "数字过大", "请核对后重新填写"),
    "not_a_date": Rule("refused", "不是日期", "请写成 2018-12-31"),
    "date_without_year": Rule("refused", "日期缺少年份", "请补上年份，写成 2018-12-31"),
    "date_without_day": Rule("refused", "日期缺少日", "请补上具体日期，写成 2018-12-31"),
    "no_such_day": Rule("refused", "没有这一天", "请核对日期"),
    "not_a_code": Rule("refused", "不是区划代码", "请填写12位代码（自然村15位）"),
    "not_a_period": Rule("refused", "不是所属期", "请写成 2018、2018-05 或 2018年秋季"),
    "total_row": Rule("warning", "合计或签名行，未作为数据", "无需处理"),
    "heading_again": Rule("warning", "重复的表头行，未作为数据", "无需处理"),
    "above_headings": Rule("warning", "表头以上的行，未作为数据", "如是数据，请放到单独的工作表"),
    "surplus_cells": Rule("refused", "单元格比表头多，整行未取", "数字中的逗号请加引号或去掉"),
    "no_heading": Rule("warning", "没有表头的列有内容，未读取", "请补上表头，或删去该列"),
    "part_missing": Rule(
        "refused", "缺少合计所需的部分列，该项合计不清楚", "请补齐该项各部分的列，没有的填0"
    ),
    "unknown_heading": Rule("warning", "不认识的列，未读取", "如需读取，请在格式文件中登记该列"),
    "heading_twice": Rule("warning", "同名列出现两次，只读第一列", "请删去其中一列"),
    "unknown_sheet": Rule("warning", "不认识的表，未读取", "请核对表头，或在格式文件中登记"),
    "hidden_sheet": Rule("warning", "隐藏的表，未读取", "如是数据，请取消隐藏；旧表或草稿请删去"),
    "unread_file": Rule("warning", "不是表格文件，未读取", "请另存为 .xlsx 或 .csv"),
    "unread_link": Rule("warning", "链接的文件夹，未读取", "请把其中的表格复制到本文件夹"),
    "file_refused": Rule("refused", "文件不能读取", "请按提示重新保存文件"),
    "no_person": Rule("refused", "没有可用的证件号码，整行未取", "请填写正确的证件号码"),
    "member_unknown": Rule(
        "refused",
        "没有可用的证件号码，整行未取；该户人口因此不清楚",
        "请填写正确的证件号码",
    ),
    "unknown_person": Rule(
        "refused", "人口名册中没有此人，整行未取", "请核对证件号码，或先补登此人"
    ),
    "no_household": Rule(
        "refused", "没有可用的户编号，整行未取", "请填写户编号、户口簿号或户主证件号码"
    ),
    "unknown_household": Rule("refused", "没有此户，整行未取", "请核对户编号，或先补登此户"),
    "no_village": Rule("refused", "不知道属于哪个村，整户未取", "请填写乡镇和行政村，或行政村代码"),
    "village_not_then": Rule(
        "refused", "该区划代码当日不在用，未取", "请改填当日在用的代码（撤并后代码见区划表）"
    ),
    "unknown_village": Rule("warning", "区划表中没有这个村", "请核对乡镇和村名，或补登区划"),
    "no_helper": Rule("refused", "没有可用的帮扶人证件号码，整行未取", "请填写帮扶人证件号码"),
    "unknown_helper": Rule("refused", "帮扶责任人名册中没有此人，整行未取", "请核对，或先补登此人"),
    "required_empty": Rule("refused", "必填项为空，整行未取", "请填写该项"),
    "name_differs": Rule("warning", "姓名与人口名册不一致", "请核对姓名和证件号码"),
    "two_households": Rule("warning", "同一人在两户中，以优先的名册为准", "请核对，从其中一户删去"),
    "two_numbers": Rule("warning", "同一户口簿号有两个户编号", "请核对户编号"),
    "double": Rule("refused", "与前面一行编号相同而内容不同，未取", "请保留正确的一行"),
    "files_differ": Rule("warning", "与优先的名册不一致，以优先的名册为准", "请核对后改正其中一份"),
    "correction_lost": Rule("warning", "更正找不到原来的行，按新行处理", "请把原文件一并放入"),
    "correction_stale": Rule("warning", "原来的行已改动，更正按新行处理", "请在原文件中直接改正"),
    "correction_twice": Rule("warning", "同一行有两份更正，只取一份", "请只保留一份更正"),
    "head_elsewhere": Rule(
        "warning", "户主证件号码是另一户的人，以户编号为准", "请核对户编号和户主证件号码"
    ),
    "village_differs": Rule(
        "warning", "村名与区划代码不是同一个村，以代码为准", "请核对行政村和行政村代码"
    ),
}
