"""重庆市 (Chongqing): the rules of its labour-service brands as cited data.

References:
    * 《重庆市市级特色劳务品牌认定及奖补暂行办法》, circulated for comment in 2022 by the bureaus of human resources and of
      finance, without a number and with the date left blank. Conditions, name, procedure, award and review come from it.
    * 渝人社〔2021〕432号 of 2021-12-22, the task plan of 19 departments: how building bodies and key projects are picked.
      https://cq.chnosta.com/show.asp?id=800 carries a copy.

Checked with:
    * The whole wording of both documents, read against every value of ``rules/*.toml`` on 2026-11-21.
    * The official calendars of 2022 to 2026 for the five working days of the notice and the rest days at the end of October.
    * Reports of 2025-11-06 on 两江新区, named in ``rules/naming.toml``.

Limitations:
    * The award measures are a draft. Every answer drawn from them is an estimate and says so; whether and how they were issued is
      not known here.
    * Recognition is competitive and most of its conditions are for an official to judge: no answer says "will be recognised".
    * The task plan's targets, duties and entitlements are not among the five questions.
    * How bodies that build one brand share its award, how long a correction may take and when reviews fall are not in the text.
"""
