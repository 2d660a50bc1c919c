"""大连市 (Dalian): the labour-service-brand rules of a city's 2022 round, as dated and cited data in ``rules/*.toml``.

References:
    - 大就办发〔2022〕9号 of 2022-11-10, the employment leading group office's notice on the 2022 round of application and
      recognition: conditions, names, procedure, papers, upkeep and money for district and city brands.
    - 大人社发〔2022〕187号 of 2022-10-13, the implementation plan the notice rests on; it is named, not encoded.

Checked with:
    - the official calendar of November and December 2022 (five working days between the two dates of the notice);
    - the pages of the pilot zones, named as the source of each alias in ``rules/naming.toml``.

Limitations:
    - The notice opens one round. After 2022 its answers are the last known round: fixed dates stay as they were, a plan
      counts from its own start.
    - It pays provincial and city brands though it recognises district and city brands; the literal sums are used and the
      conflict is printed beside them.
    - Its second annex is only named; its content is unknown.
    - It calls for correction "within a time limit" and for telephone calls "regularly", without numbers.
"""
