"""宝鸡市 (Baoji): the rules of its labour-service brands as cited data.

References:
    * 宝人社发〔2022〕39号 of 2022-08-19, 《关于加强劳务品牌建设的实施意见》, issued by 17 bodies. Everything comes from it.
    * It follows the province's 陕人社发〔2022〕13号 of 2022-04-29 (https://fawtography.com/faguiku/qbk/zh20230629202480.shtml).

Checked with:
    * The whole wording of the document, read against every value of ``rules/*.toml`` on 2026-11-22 and listed clause by clause in
      ``coverage.toml``: 73 clauses, of which one, the guiding thought, is out of scope.
    * The worked cases of ``cases/*.toml``: their figures come from the document, not from the program.
    * The province's later plan 陕人社发〔2023〕35号 of 2023-12-01 (https://m12333.cn/policy/myury.html) and its list of 2025
      (http://xbxxb.com/2026/0121/1102079.html), for what has come since and for titles of persons in use.

Limitations:
    * The document sets hardly any number: beside 500 workers and 300,000 yuan nearly everything is left to an official.
    * It takes brands into a city library, recognises some of them and recommends some to the province. It states no steps,
      papers, days or public notice for recognition, and the province's own decision is not part of these rules.
    * The award is an interval from nothing to its ceiling until a county's schedule is laid over the rules; three further awards
      have no stated sum.
    * Key-help counties get a studio each, but the text does not say which they are: those that are counted are asked.
    * Grounds for exit have no numbers. The readings offer no share of their own; a locally set one replaces the evaluation.
    * Readings that write the condition of the 500 workers anew (who counts, which agreement, the library, the ceiling as a sum)
      do not combine by themselves: each choice says whom it counts.
    * The head of the document drops the last character of one issuer; it is taken from the close. Two stray characters among the
      departments of 五（二） are kept as a note and count as no department.
    * The bracket of 六（三） names the publicity department, which is none of the 17 issuers.
"""
