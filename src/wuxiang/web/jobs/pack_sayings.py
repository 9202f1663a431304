"""What is wrong with a county's pack, in Chinese: sentences of the core that reads it.

Two remedies are named where they stand, for they list what is allowed. What a value of somebody
else's says (the database's, the reader's of YAML) stays in its language, in brackets.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from wuxiang.facts.guard import ALLOWED as IN_A_FACT
from wuxiang.policy.expression import ALLOWED as IN_AN_EXPRESSION

OF_THE_PACK: Mapping[str, str] = {
    # YAML, read strictly
    "Check the file's name and its permissions": _("请检查文件名和读取权限"),
    "larger than {} bytes": _("大于 {0} 字节"),
    "Split the file": _("请拆成几个文件"),
    "not UTF-8 text": _("不是 UTF-8 文本"),
    "Save the file as UTF-8": _("请另存为 UTF-8 编码"),
    "not YAML: {}": _("不是 YAML 格式（{0}）"),
    "Correct the indentation, quotes or brackets here": _("请改正这里的缩进、引号或括号"),
    "a second document": _("文件里有第二份文档"),
    "Put it into a file of its own": _("请另存为单独的文件"),
    "not a mapping": _("不是“名称: 值”的形式"),
    "Begin with lines of the form `key: value`": _("请用“名称: 值”一行一行地写"),
    "nested deeper than {} levels": _("嵌套超过 {0} 层"),
    "Write it flatter": _("请减少嵌套"),
    "a key that is not text": _("冒号前面不是一个名称"),
    "Write a plain name before the colon": _("请在冒号前写一个名称"),
    "`{}` is given twice": _("“{0}”写了两次"),
    "Keep one of the two": _("请只保留一个"),
    "an anchor or alias (& or *)": _("用了 & 或 * 引用"),
    "Write the value out, or put it in quotes": _("请把值写全，或加上引号"),
    "a tag ({})": _("用了标签（{0}）"),
    "Leave it out, or put the value in quotes": _("请去掉它，或把值加上引号"),
    "unknown key `{}`": _("没有“{0}”这一项"),
    "Use one of: {}": _("只能用其中之一：{0}"),
    "Did you mean `{}`?": _("是不是想写“{0}”？"),
    "`{}` must be one text": _("“{0}”只能有一个值"),
    "Write a single value after the colon": _("请在冒号后写一个值"),
    "`{}` must be a mapping": _("“{0}”下面应是“名称: 值”"),
    "Write `name: value` lines under it": _("请在下面用“名称: 值”一行一行地写"),
    "`{}` must be a list of texts": _("“{0}”应是一个列表"),
    "Write it as [one, two]": _("请写成 [甲, 乙] 的样子"),
    "`{}` is not a number": _("“{0}”不是数字"),
    "Write digits with at most one point, as 68.5": _("请只写数字，最多一个小数点，如 68.5"),
    "`{}` is not a whole number": _("“{0}”不是整数"),
    "Leave out the fraction": _("请去掉小数"),
    "`{}` is not a date": _("“{0}”不是日期"),
    "Write year-month-day, as 2018-01-31": _("请写成年-月-日，如 2018-01-31"),
    "`{}` is neither true nor false": _("“{0}”既不是 true 也不是 false"),
    "Write true or false": _("请写 true 或 false"),
    "`{}` is missing": _("缺少“{0}”"),
    "Add `{}:` here": _("请在这里补上“{0}:”"),
    # Policies
    "{} given": _("写了：{0}"),
    "Give exactly one of amount, status, holds": _("amount、status、holds 只能写一个"),
    "Say what it decides": _("请写明认定什么"),
    "policy `{}` in a file of another name": _("政策“{0}”与文件名不一致"),
    "Name the file {}.yaml, or the policy {}": _("请把文件命名为 {0}.yaml，或把政策改名为 {1}"),
    "more than {} clauses and steps": _("条件和步骤超过 {0} 个"),
    "Split the policy": _("请拆成几个政策"),
    "in force for no day at all": _("生效日期里没有一天"),
    "`to` is the first day no longer in force: later than `from`": _(
        "to 是不再生效的第一天，要晚于 from"
    ),
    "a cap per `{}`": _("限额的周期是“{0}”"),
    "Write year, month or once": _("请写 year、month 或 once"),
    "payments matched by `{}`": _("发放按“{0}”对应"),
    "Write period or event": _("请写 period 或 event"),
    "due within no day at all": _("办理期限不到一天"),
    "Write 1 or more": _("请写 1 或更大的数"),
    "Give at least one": _("请至少写一个"),
    "`{}` is empty": _("“{0}”是空的"),
    "Use small letters, digits and _, beginning with a letter": _(
        "只用小写字母、数字和 _，以字母开头"
    ),
    "for each `{}`, not `{}`": _("逐个认定的是“{0}”，不是“{1}”"),
    "Check it against its own source": _("请与它自己的来源对照"),
    "{} `{}` is also {}": _("“{1}”这个名字已有别的意思"),
    "Give it another name": _("请换一个名字"),
    "column `{}` bears a word with a meaning of its own": _("列“{0}”用了有专门意思的名字"),
    "Rename it in the fact": _("请在事实里换一个列名"),
    "`{}` is {}, not DATE": _("“{0}”的类型是 {1}，不是日期"),
    "Date it by a day, or by as_of": _("请用日期列，或用 as_of"),
    "`{}` repeats too much": _("“{0}”重复得太多"),
    "Use fewer steps twice": _("请少重复使用步骤"),
    "what is due is in {}": _("应得的单位是 {0}"),
    "End with a step in yuan": _("最后一步的单位要是 yuan（元）"),
    "column `{}` is {}": _("列“{0}”的类型是 {1}"),
    "Give it in the fact as DECIMAL(18,2), INTEGER, VARCHAR, DATE or BOOLEAN": _(
        "请在事实里给出 DECIMAL(18,2)、INTEGER、VARCHAR、DATE 或 BOOLEAN 类型"
    ),
    "`{}` is {}, where {} is wanted": _("“{0}”是{1}，这里要的是{2}"),
    "Write an expression that yields {}": _("请写一个得出{0}的式子"),
    "unknown name `{}`": _("没有“{0}”这个名字"),
    "Known here: {}": _("这里能用的有：{0}"),
    "Write DATE '2018-01-31'": _("请写成 DATE '2018-01-31'"),
    "`{}` asks which {} comes first": _("“{0}”在比较不能比先后的{1}"),
    "Order numbers and days only; compare others with = or in": _(
        "只有数字和日期能比先后，其他的用 = 或 in"
    ),
    "`{}` is {} and `{}` is {}": _("“{0}”是{1}，“{2}”是{3}"),
    "Set only things of one kind beside each other": _("请只比较同一类的值"),
    "`{}` has {} digits after the point": _("“{0}”有 {1} 位小数"),
    "Keep to {}: multiply fewer or shorter numbers": _("请不超过 {0} 位：少乘几次，或用位数少的数"),
    "`{}` may be {} digits long": _("“{0}”可能有 {1} 位"),
    "Keep to {}: take narrower columns in the fact": _("请不超过 {0} 位：在事实里用位数少的列"),
    "an expression of {} characters": _("式子有 {0} 个字符"),
    "Split it into steps": _("请拆成几步"),
    "`{}` cannot be read: {}": _("“{0}”读不懂（{1}）"),
    "`{}` is not one expression": _("“{0}”不是一个式子"),
    "`{}` has a quote that never ends": _("“{0}”的引号没有配对"),
    "an expression nested too deeply": _("式子嵌套太深"),
    "a comment in an expression": _("式子里有注释"),
    "Put it under `notes`": _("请写到 notes 里"),
    "`{}` is not allowed": _("不能用“{0}”"),
    IN_AN_EXPRESSION: _(
        "只能用名称、数字、'文字'、true、false、日期、and or not、比较、between、in、is null、"
        "+ - *、case、least、greatest；别的请放到事实里算"
    ),
    "Give a value of the column's type": _("请给出这一列类型的值"),
    "Use one of {}": _("只能用其中之一：{0}"),
    # Facts, indicators and quality rules
    "split the query": _("请拆成几个查询"),
    "save it as UTF-8": _("请另存为 UTF-8 编码"),
    "the header line `{}` is not understood": _("文件开头的“{0}”读不懂"),
    "write `-- key: value` with one of {}": _("请写成“-- 名称: 值”，名称只能是：{0}"),
    "the header says nothing of `{}`": _("文件开头没有写“{0}”"),
    "add a line `-- {}: …` at the top": _("请在文件开头加一行“-- {0}: …”"),
    "add `-- {}: …`": _("请加一行“-- {0}: …”"),
    "fact `{}` lies in a file of another name": _("事实“{0}”与文件名不一致"),
    "rule `{}` lies in a file of another name": _("规则“{0}”与文件名不一致"),
    "name the file {}.sql": _("请把文件命名为 {0}.sql"),
    "scope `{}` is neither household nor area": _("scope“{0}”既不是 household 也不是 area"),
    "`household` if one household's rows suffice for its answer, else `area`": _(
        "一户的行就能算出的写 household，否则写 area"
    ),
    "`{}` under `{}` is not understood": _("“{1}”里的“{0}”读不懂"),
    "write `-- {}: column word, column word`": _("请写成“-- {0}: 列 词, 列 词”"),
    "the SELECT cannot be read: {}": _("SELECT 读不懂（{0}）"),
    "correct the SQL": _("请改正 SQL"),
    "not one SELECT": _("不是一个 SELECT"),
    "`{}` is not a function for facts": _("事实里不能用函数“{0}”"),
    "`{}` is not for facts": _("事实里不能用“{0}”"),
    "`{}` is not a table of the snapshot, a fact or a policy": _("“{0}”不是表、事实或政策"),
    "`{}` is recursive": _("“{0}”是递归的"),
    "`with {}` takes the name of a table": _("with {0} 用了一张表的名字"),
    "`{}` is not a column": _("“{0}”不是列"),
    "`{}` casts to a type that is not exact": _("“{0}”换成了不精确的类型"),
    "`*` names no columns": _("* 没有写明是哪些列"),
    "`{}` in a SELECT: its answer may not repeat, or reaches outside": _(
        "SELECT 里不能用 {0}：每次结果可能不同，或会读到外面"
    ),
    IN_A_FACT: _(
        "只能写一个 SELECT：join、where、group by、case、coalesce、least、greatest、count、sum、"
        "min、max、bool_and、bool_or、year、精确类型的 cast，以及参考手册里列出的函数"
    ),
    "`{}` does not fit its tables: {}": _("“{0}”与表不符（{1}）"),
    "correct the SELECT": _("请改正 SELECT"),
    "fact `{}`: {} are floats": _("事实“{0}”的 {1} 是浮点数"),
    "fact `{}`: no column {}": _("事实“{0}”没有列 {1}"),
    "cast to DECIMAL, or use divide(a, b)": _("请换成 DECIMAL，除法用 divide(a, b)"),
    "correct the grain": _("请改正 grain"),
    "rule `{}` selects {}": _("规则“{0}”选出的是 {1}"),
    "select {}, in this order, all of them text (where there is none: cast(null as varchar))": _(
        "请依次选出 {0}，都是文本；没有的写 cast(null as varchar)"
    ),
    "severity `{}` is neither error nor warning": _("severity“{0}”既不是 error 也不是 warning"),
    "`error` for what cannot be true, `warning` for what may be": _(
        "不可能的写 error，可能的写 warning"
    ),
    "the parameter `{}` is not understood, or has the name of a column": _(
        "参数“{0}”读不懂，或与列同名"
    ),
    "write `name unit 2014-01-01 = 50`, with ? for what nobody has told us": _(
        "请写成“名称 单位 2014-01-01 = 50”，不清楚的写 ?"
    ),
    "the SELECT does not read the parameter `{}`": _("SELECT 没有用到参数“{0}”"),
    "name it in the SELECT, without a table before it": _("请在 SELECT 里写它的名字，前面不加表名"),
    "`{} = {}` is not a day and a number": _("“{0} = {1}”不是日期和数字"),
    "write it as 2014-01-01 = 50": _("请写成 2014-01-01 = 50"),
    # Papers
    "shorten it": _("请写短一些"),
    "document `{}` lies in a file of another name": _("表册“{0}”与文件名不一致"),
    "name the file {}.typ": _("请把文件命名为 {0}.typ"),
    "add a line `// {}: …` at the top": _("请在文件开头加一行“// {0}: …”"),
    "name a table or a fact of the pack": _("请写县包里有的表或事实"),
    "a template may not say `{}`: it shows the records and nothing else": _(
        "表册里不能写“{0}”：它只显示资料"
    ),
    "use `data`, and draw with Typst's own shapes": _("请用 data，图形用 Typst 自带的"),
    "the template is not understood: {}": _("表册模板读不懂（{0}）"),
    "correct it as Typst says: {}": _("请按 Typst 的提示改正（{0}）"),
    # The pack as a whole
    "{} has no policies": _("县包 {0} 里没有政策"),
    "put at least one policy file below policies/": _("请在 policies/ 里至少放一个政策文件"),
    "{} has more than {} files, or links to elsewhere": _(
        "县包 {0} 的文件超过 {1} 个，或链接到别处"
    ),
    "a pack is a small folder of plain files": _("县包应是一个只有普通文件的小文件夹"),
    "the pack has no policy `{}`": _("县包里没有政策“{0}”"),
    "see: wuxiang policy show {}": _("可以用命令 wuxiang policy show {0} 查看"),
    "policy `{}` has no parameter `{}`": _("政策“{0}”没有参数“{1}”"),
    "its parameters: {}": _("它的参数有：{0}"),
    "the name `{}` is taken already": _("名字“{0}”已经用过"),
    "choose another": _("请换一个"),
    "`{}` is not a name": _("“{0}”不能作名字"),
    "use small letters, digits and _, beginning with a letter": _(
        "只用小写字母、数字和 _，以字母开头"
    ),
    "`{}` reads `{}`, which nobody defines": _("“{0}”用到“{1}”，但没有定义它"),
    "name a table, fact or policy of the pack": _("请写县包里有的表、事实或政策"),
    "`{}` reads `{}`, which is no table, fact or status policy": _(
        "“{0}”用到“{1}”，它不是表、事实或身份政策"
    ),
    "see docs/reference/data-dictionary.md": _("请看参考手册的数据字典"),
    "a circle: {}": _("互相引用成了圈：{0}"),
    "let one of them stop reading the next": _("请去掉其中一个引用"),
    "county.yaml has no stacking group `{}` that lists `{}`": _(
        "county.yaml 的叠加组“{0}”没有列出“{1}”"
    ),
    "add it under `stacking`, at the place where it pays": _("请在 stacking 里按先后补上"),
    "stacking group `{}` lists `{}`, which is no policy": _("叠加组“{0}”列出的“{1}”不是政策"),
    "leave it out, or add the policy": _("请去掉它，或补上这项政策"),
    "`{}` stands in the stacking group `{}` but does not say so, and would be paid beside the "
    "others": _("“{0}”在叠加组“{1}”里，政策本身却没有写，会与其他政策重复支付"),
    "add `stacking: {group: {}, event: …}` to the policy": _("请在政策里写上 stacking，组名 {0}"),
    "`{}` excludes `{}`, which is no policy": _("“{0}”的 excludes 里的“{1}”不是政策"),
    "name a policy of the pack": _("请写县包里有的政策"),
    "payments of the programme `{}` would count for `{}` and for `{}`": _(
        "项目“{0}”的发放会同时算给“{1}”和“{2}”"
    ),
    "let one policy alone name it under `matches`": _("请只让一项政策在 matches 里写它"),
    "`{}` decides no amount, so it uses up no budget": _("“{0}”不认定金额，用不到预算"),
    "leave out `budget`": _("请去掉 budget"),
    "county.yaml has no budget `{}`": _("county.yaml 里没有预算“{0}”"),
    "add it under `budgets`": _("请在 budgets 里补上"),
    "county.yaml has no office `{}`": _("county.yaml 里没有部门“{0}”"),
    "add it under `offices`": _("请在 offices 里补上"),
    "fact `{}` is known from `{}`, which is no table": _("事实“{0}”的来源“{1}”不是一张表"),
    "county.yaml: policy `{}` proposes no status to post up": _(
        "county.yaml：政策“{0}”不认定身份，不能公示"
    ),
    "notices.proposals names policies with `status`": _("notices.proposals 里请写带 status 的政策"),
    "county.yaml: targeting names a fact `{}`, which nobody defines": _(
        "county.yaml：targeting 用到的事实“{0}”没有定义"
    ),
    "name a fact of the pack": _("请写县包里有的事实"),
    "county.yaml: policy `{}` does not decide `{}`": _("county.yaml：政策“{0}”不认定“{1}”"),
    "missed names status policies, the other two such with `holds`": _(
        "missed 里写带 status 的政策，另外两项写带 holds 的"
    ),
    "{} questions a visit": _("每次走访问 {0} 个问题"),
    "write 1 or more; leave the value empty for as many as there are": _(
        "请写 1 或更大的数；不限的留空"
    ),
    "`{}` is no season": _("“{0}”不是一段季节"),
    "write its first and last day, as 10-01..12-31": _("请写首日和末日，如 10-01..12-31"),
    "stacking group `{}` has no order, or names a policy twice": _(
        "叠加组“{0}”没有先后，或同一政策写了两次"
    ),
    "list each policy of the group once, who pays first on top": _(
        "请把组里的政策各写一次，先付的在上面"
    ),
    "budget `{}` has no amount, or no rule for its edge": _(
        "预算“{0}”没有金额，或没有写不够时怎么办"
    ),
    "give each a value from a first day on, as {2018-01-01: 45000000}": _(
        "请写明从哪天起是多少，如 {2018-01-01: 45000000}"
    ),
    "a budget below nothing": _("预算小于零"),
    "write yuan, 0 or more": _("请写元，0 或更大的数"),
    "at the edge of a budget `{}`": _("预算不够时的做法“{0}”不认识"),
    # Layouts: headings of lists
    "{} is no county pack with layouts": _("{0} 不是带 layouts 的县包"),
    "name its folder, as counties/hequ": _("请系统管理员把 WUXIANG_COUNTY 设为县包文件夹"),
    "the layout has another name than its file": _("名称与文件名不一致"),
    "the heading goes nowhere": _("这个表头没有去处"),
    "Write `ignore`": _("不用的请写 ignore"),
    "there is no column `{}`": _("没有“{0}”这一列"),
    "Write `table.column`": _("请写成 表.列"),
    "Write `{}`": _("请写“{0}”"),
    "there is no format `{}`": _("没有“{0}”这种格式"),
    "there is no such table": _("没有这张表"),
    "Write a table's name, or `nothing`": _("请写表名，或 nothing"),
    "it cannot introduce that": _("它不能带来这一种"),
    "Use {}": _("请用 {0}"),
    "headings stand in one or two rows": _("表头只能是一行或两行"),
    "Write 1 or 2": _("请写 1 或 2"),
    "a list is recognised by its own headings": _("名单要靠自己的表头辨认"),
    "Name some": _("请写几个"),
    "`{}` stands for two headings": _("“{0}”对应了两个表头"),
    "Keep one of them": _("请只保留一个"),
    # Last, because others end alike
    "write {}": _("请写 {0}"),
    "`{}` is no day": _("“{0}”不是日期"),
    "`{}` is no {} for `{}`": _("“{0}”不是“{2}”可用的值（{1}）"),
    "`{}` is no {}": _("“{0}”不是可用的值（{1}）"),
    "'{}' is no {}": _("“{0}”不是可用的值（{1}）"),
}
