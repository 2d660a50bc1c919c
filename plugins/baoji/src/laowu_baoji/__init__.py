"""宝鸡市 (Baoji): the rules of its labour-service brands as cited data.

References:
    * 宝人社发〔2022〕39号 of 2022-08-19, 《关于加强劳务品牌建设的实施意见》, issued by 17 bodies. Everything comes from it.
    * It follows the province's 陕人社发〔2022〕13号 of 2022-04-29 (https://fawtography.com/faguiku/qbk/zh20230629202480.shtml).

Checked with:
    * The whole wording of the document, read against every value of ``rules/*.toml`` on 2026-11-21.
    * The province's later plan 陕人社发〔2023〕35号 of 2023-12-01 (https://m12333.cn/policy/myury.html) and its list of 2025
      (http://xbxxb.com/2026/0121/1102079.html), for what has come since and for titles of persons in use.

Limitations:
    * The document sets hardly any number: beside 500 workers and 300,000 yuan nearly everything is left to an official.
    * It takes brands into a city library, recognises some of them and recommends some to the province. It states no steps,
      papers, days or public notice for recognition, and the province's own decision is not part of these rules.
    * The award is an interval from nothing to its ceiling until a county's schedule is laid over the rules; three further awards
      have no stated sum.
    * Targets, duties and entitlements are not among the five questions. A fragment that the text repeats in 五（二） is left out.
"""
