"""重庆市 (Chongqing): the rules of its labour-service brands as cited data.

References:
    * 《重庆市市级特色劳务品牌认定及奖补暂行办法》, circulated for comment in 2022 by the bureaus of human resources and of
      finance, without a number and with the date left blank. Conditions, name, procedure, award and review come from it.
    * 渝人社〔2021〕432号 of 2021-12-22, the task plan of 19 departments: targets, nine tasks with their departments, classes of
      brands, what may be had under other policies, how building bodies and key projects are picked.
      https://cq.chnosta.com/show.asp?id=800 carries a copy.

Checked with:
    * The whole wording of both documents, read against every value of ``rules/*.toml`` on 2026-11-22; ``coverage.toml`` says of
      each clause what became of it.
    * The worked cases of ``cases/*.toml``: nudge any value of the rule data and one of them fails, but for what a nickname or an
      old name of a place is called.
    * The official calendars of 2022 to 2026 for the five working days of the notice and the rest days at the end of October.
    * Reports of 2025-11-06 on 两江新区, named in ``rules/naming.toml``.

Limitations:
    * The award measures are a draft. Every answer drawn from them is an estimate and says so; whether and how they were issued is
      not known here.
    * Recognition is competitive and most of its conditions are for an official to judge: no answer says "will be recognised".
    * How bodies that build one brand share its award, how long a correction may take and when reviews fall are not in the text.
    * Which towns are the city's key-help towns, and which districts lie in each of its three areas, is not in the text either: a
      target is asked of the towns that are reported, and the areas have no list of divisions.
    * What may be had under other policies is named and not computed: those policies decide it.
"""
