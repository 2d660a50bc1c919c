"""The codes of rules as a reader sees them, by the field they stand in: one word may mean two things in two fields."""

from collections.abc import Mapping

from laowu.text import Text

PARTS_OF_NAMES: Mapping[str, Text] = {
    "region": Text("地域", "region"),
    "city_prefix": Text("市名", "city"),
    "district": Text("区市县", "district"),
    "enterprise": Text("企业名号", "enterprise name"),
    "industry": Text("产业、行业或产品", "industry"),
    "person": Text("称谓", "title of the person"),
    "suffix": Text("结尾语", "closing words"),
}

_KINDS: Mapping[str, Text] = {
    # stages
    "apply": Text("申报", "application"),
    "review": Text("评审、复核", "review"),
    "site_check": Text("实地核查", "site check"),
    "notice": Text("公示", "public notice"),
    "submit": Text("报送", "submission"),
    "approve": Text("认定", "approval"),
    "publish": Text("公布、发证", "publication"),
    # checks and what follows
    "call_back": Text("电话回访", "call-back"),
    "spot_check": Text("抽查", "spot check"),
    "evaluation": Text("第三方评价", "evaluation by a third party"),
    "rectify": Text("限期整改", "rectification"),
    "warn": Text("书面告诫", "written warning"),
    "propose_exit": Text("建议退出", "proposal to leave the library"),
    "revoke": Text("取消称号", "revocation"),
    "recall_plaque": Text("收回牌匾", "recall of the plaque"),
    # awards
    "lump_sum": Text("一次性定额", "lump sum"),
    "ceiling": Text("上限内由他方定", "set by others up to a ceiling"),
    "unstated": Text("未载明金额", "sum not stated"),
    "per_head": Text("按人数", "per head"),
    # local names of places
    "zone": Text("功能区", "functional zone"),
    "nickname": Text("别称", "nickname"),
    "historical": Text("旧称", "old name"),
    "short": Text("习用简称", "customary short form"),
}

_TREATMENT: Mapping[str, Text] = {
    "refused": Text("不予支付", "refused"),
    "counts": Text("计入", "counts"),
    "judgement": Text("由机构评判", "an official judges"),
}

CODES: Mapping[str, Mapping[str, Text]] = {
    "kind": _KINDS,
    "parts": PARTS_OF_NAMES,
    "either": PARTS_OF_NAMES,
    "scope": {
        "territorial": Text("属地条件", "territorial"),
        "substantive": Text("实质条件", "substantive"),
    },
    "modality": {
        "shall": Text("应当", "shall"),
        "may": Text("可以", "may"),
        "encouraged": Text("鼓励", "encouraged"),
    },
    "self_paid": _TREATMENT,
    "resumed": _TREATMENT,
    "sent_out": _TREATMENT,
    "class_choice": {"declared": Text("按申报的类别", "the class declared"), "any": Text("任何一类均可", "any class")},
    "how": {
        "held": Text("须已获认定", "held already"),
        "same_file": Text("可在同一份材料申报", "may be applied for in the same file"),
        "independent": Text("各自认定", "each by itself"),
    },
    "once_per": {
        "brand": Text("品牌", "brand"),
        "brand_and_payer": Text("品牌和支付方", "brand and payer"),
        "operator": Text("承办单位", "operator"),
    },
    "on_upgrade": {"both": Text("两项都给", "both sums"), "difference": Text("只补差额", "the difference only")},
    "cap_scope": {"brand": Text("品牌", "brand"), "operator": Text("承办单位", "operator")},
    "years_from": {
        "recognition_year": Text("认定当年", "year of recognition"),
        "year_after": Text("认定次年", "year after recognition"),
    },
    "years_run": {
        "consecutive": Text("连续计算", "in a row"),
        "any": Text("有支付的年度", "any years with a payment"),
    },
    "year_basis": {
        "calendar": Text("公历年度", "calendar year"),
        "award": Text("自认定起满一年", "twelve months from recognition"),
    },
    "person_scope": {"region": Text("全地区", "the whole region"), "brand": Text("同一品牌", "one brand")},
    "on_cap": {
        "next": Text("可在以后年度申请", "may be claimed in a later year"),
        "forfeit": Text("不再支付", "lost"),
    },
    "on_rest_day": {
        "stays": Text("不变", "the same day"),
        "before": Text("提前到工作日", "the working day before"),
        "after": Text("顺延到工作日", "the working day after"),
    },
    "below_county": {"noted": Text("附注说明", "noted"), "asked": Text("须人工判断", "an official is asked")},
    "unit": {"working": Text("工作日", "working days"), "calendar": Text("日历日", "calendar days")},
    "methods": {
        "telephone": Text("电话", "telephone"),
        "phone": Text("电话", "telephone"),
        "questionnaire": Text("问卷", "questionnaire"),
        "site_visit": Text("实地走访", "site visit"),
        "third_party": Text("委托第三方", "a third party"),
    },
    # Groups of persons that policies tell apart; those of an award carry labels of their own.
    "groups": {
        "poverty_relieved": Text("脱贫人口", "people lifted out of poverty"),
        "rural_low_income": Text("农村低收入人口", "rural people of low income"),
    },
    "of": {
        "authority": Text("主管部门", "the authorities"),
        "operator": Text("建设单位", "the building body"),
    },
    "every": {
        "month": Text("每月", "every month"),
        "quarter": Text("每季度", "every quarter"),
        "half_year": Text("每半年", "every half year"),
        "year": Text("每年", "every year"),
    },
    "relation": {
        "exactly": Text("恰为", "exactly"),
        "at_least": Text("不少于", "at least"),
        "at_most": Text("不超过", "at most"),
        "about": Text("左右（约数，不作结论）", "about (no verdict)"),
        "between": Text("介于两数之间", "between two numbers"),
        "unstated": Text("未载明数量", "no number is stated"),
    },
    "per": {
        "region": Text("全地区", "the whole region"),
        "district": Text("每个区县", "each district or county"),
        "key_town": Text("每个重点乡镇", "each key town"),
        "key_county": Text("每个重点县", "each key county"),
        "zone": Text("每个功能区", "each functional zone"),
    },
    "holds": {
        "text": Text("文字", "text"),
        "number": Text("数字", "a number"),
        "share": Text("比例", "a share"),
        "date": Text("日期", "a date"),
        "seal": Text("印章", "a seal"),
        "opinion": Text("意见", "an opinion"),
        "contact": Text("联系方式", "how to reach somebody"),
    },
    "filled_by": {
        "applicant": Text("申报单位", "the applicant"),
        "district": Text("区县", "the district"),
        "city": Text("市", "the city"),
        "province": Text("省", "the province"),
    },
    "status": {
        "in_force": Text("现行有效", "in force"),
        "draft": Text("征求意见稿", "draft for comment"),
        "superseded": Text("已被取代", "superseded"),
    },
    "tier": {
        "province": Text("省", "province"),
        "municipality": Text("直辖市", "municipality"),
        "city": Text("市", "city"),
        "county": Text("县", "county"),
    },
}


def code_wording(field: str, code: str) -> Text | None:
    """What a code means in a field; ``None`` where the code is no word of the vocabulary."""
    return CODES.get(field, {}).get(code)
