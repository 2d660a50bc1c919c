"""江苏省 (Jiangsu): the labour-service-brand rules of a province, as dated and cited data in ``rules/*.toml``.

References:
    - 苏人社发〔2022〕40号 of 2022-04-18, 《关于加强劳务品牌建设的实施意见》, and its annex, the provincial standard
      on trial (省级劳务品牌认定标准（试行）): eleven basic conditions, and five more for each of four classes. ``coverage.toml``
      answers for every clause; JS-064 to JS-070 are clauses inside longer paragraphs, numbered after the others.

Checked with:
    - the figures that Changzhou's human-resources bureau published in December 2025 for brands on that year's provincial
      list (https://rsj.changzhou.gov.cn/html/czrsj/2025/HBPDPLJC_1225/49582.html), and press reports on those of 2023 and 2024;
    - worked cases in ``cases/*.toml``, whose expected values were read in the text. Every value of the rule data was nudged to
      see a case fail; what no answer shows is the district in which a zone lies, and whether a customary name is a nickname or
      an old one.

Limitations:
    - The text describes no course of an application: no papers, no time limits, no public notice. The plan shows the few
      steps it names.
    - It states no sum of money; what cities pay is in texts of their own. Support under other policies is shown and not decided.
    - It compares wages with "the trade's average" and does not say whose: the benchmark is asked for with its source.
    - It speaks of exit and names no grounds.
    - Coverage is asked of the counties and county-level cities; which districts count as farming ones the text does not list.
    - From 2025 brands are "listed". The day on which the word changed is that of the publication of that year's list, the
      first on which it is attested.
    - The annex is on trial; later rounds were run under notices of their own, which are not part of these rules.
"""
