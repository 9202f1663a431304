"""Registers and ledgers that offices keep row by row: nobody mistypes them in the demo."""

FOLDER = "台账/"
LEDGERS = (
    *(("service_defect", "排查问题整改台账"), ("service_fund", "强服务资金台账")),
    *(("service_works", "水电路网房工程台账"),),
    *(("water_price", "农村水价补贴台账"), ("village_appearance", "村容户貌评估")),
    *(("policy_paper", "政策文件目录"), ("county_measure", "政策改革举措台账")),
    *(("office", "责任单位名册"), ("answerable", "责任人名册"), ("donation", "社会捐赠台账")),
    *(("training_course", "培训班台账"), ("course_attendance", "培训签到表")),
    *(("learning_hall", "新时代讲习所台账"), ("team_post", "驻村岗位名册")),
    *(("duty_month", "驻村考勤表"), ("weak_village", "软弱涣散村整顿台账")),
    *(("mobile_member", "流动党员台账"), ("inspector", "督查组名册")),
    *(("covert_visit", "暗访记录"), ("bulletin", "通报签发登记"), ("phone_check", "电话抽查记录")),
    *(("problem", "问题台账"), ("problem_step", "问题整改环节"), ("complaint", "信访登记")),
    *(("monitoring_clue", "返贫致贫线索台账"), ("income_month", "监测户月收支台账")),
    *(("fund", "专项资金台账"), ("irrigation", "引黄灌溉台账"), ("land_project", "造地项目台账")),
    *(("mover", "搬迁户台账"), ("flat", "安置住房台账"), ("village_merger", "行政村撤并台账")),
    *(("village_document", "撤并文件台账"), ("forest_plot", "退耕还林荒山绿化台账")),
    *(("organisation", "搬迁就业组织名册"), ("job_kind", "就业菜单")),
    *(("community_place", "安置区配套设施"),),
)
"""Table (and layout) and title of each list; the figures rest on them, so they stay clean."""
