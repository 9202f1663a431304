"""Invented names: common surnames and given names, a few characters that old computers lack."""

import numpy as np
import pyarrow as pa

from wuxiang.demo.arrays import Flags, Ints
from wuxiang.demo.chance import pick, some

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
    "苗菅邬樊辛解岳祁"
)
DOUBLE = ("欧阳", "司马", "上官", "诸葛")
MALE = (
    "伟强磊军勇杰涛明超平刚辉鹏华飞波斌宇浩凯健俊帆旭宁龙林栋亮成峰文"
    "永贵福山旺根柱栓虎银喜保存良义和"
)
FEMALE = (
    "芳娜敏静丽艳娟霞秀英玲桂兰凤洁梅琳素云莲真环雪荣爱妹香月莺媛红春菊琴珍贞莉瑞翠花枝叶改平巧荷仙"
)
MIDDLE = "建国志海玉文金永小春晓新忠德世俊家兴天光庆云子安正长振宝树秉怀占生三二存"
RARE = "䶮㛃喆犇淼堃赟燊翀昇瑢珺甡㸄𬭸"
RARE_SHARE = 0.002


def surnames(chance: np.random.Generator, rows: int) -> Ints:
    """Positions in the list of surnames; the frequent ones more often."""
    weights = 1.0 / np.arange(2, len(SURNAMES) + len(DOUBLE) + 2) ** 0.7
    weights[len(SURNAMES) :] = 0.001
    return pick(chance, weights.tolist(), rows=rows)


def full_names(chance: np.random.Generator, surname: Ints, *, male: Flags) -> pa.Array:
    """A name for each surname and sex, of two to four characters."""
    rows = len(surname)
    words = np.array([*SURNAMES, *DOUBLE], dtype=object)
    last = np.where(
        male,
        np.array(list(MALE), dtype=object)[chance.integers(0, len(MALE), rows)],
        np.array(list(FEMALE), dtype=object)[chance.integers(0, len(FEMALE), rows)],
    )
    rare = np.array(list(RARE), dtype=object)[chance.integers(0, len(RARE), rows)]
    last = np.where(some(chance, rows, share=RARE_SHARE), rare, last)
    middle = np.array([*MIDDLE, ""], dtype=object)
    short = some(chance, rows, share=0.22)
    choice = np.where(short, len(MIDDLE), chance.integers(0, len(MIDDLE), rows))
    return pa.array(words[surname] + middle[choice] + last)
