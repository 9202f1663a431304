"""Registers and ledgers that offices keep row by row: nobody mistypes them in the demo."""

FOLDER = "台账/"
LEDGERS = (
    *(("service_defect", "排查问题整改台账"), ("service_fund", "强服务资金台账")),
    *(("water_price", "农村水价补贴台账"), ("village_appearance", "村容户貌评估")),
    *(("policy_paper", "政策文件目录"), ("county_measure", "政策改革举措台账")),
    *(("office", "责任单位名册"), ("answerable", "责任人名册"), ("donation", "社会捐赠台账")),
)
"""Table (and layout) and title of each list; the figures rest on them, so they stay clean."""
