"""大连市 (Dalian): the labour-service-brand rules of a city's 2022 round, as dated and cited data in ``rules/*.toml``.

References:
    - 大就办发〔2022〕9号 of 2022-11-10, the employment leading group office's notice on the 2022 round of application and
      recognition: conditions, names, procedure, papers, upkeep and money for district and city brands. ``coverage.toml``
      answers for every clause; DL-072 to DL-079 are clauses that a second reading told apart, numbered after the others.
    - 大人社发〔2022〕187号 of 2022-10-13, the implementation plan the notice rests on; it is named, not encoded.

Checked with:
    - the official calendar of November and December 2022 (five working days between the two dates of the notice);
    - the pages of the pilot zones, named as the source of each alias in ``rules/naming.toml``;
    - worked cases in ``cases/*.toml``, whose expected values were read in the notice or counted by hand. Every value of the
      rule data was nudged to see a case fail; what no answer shows is whether 滨城 is a nickname or an old name.

Limitations:
    - The notice opens one round. After 2022 its answers are the last known round: fixed dates stay as they were, a plan
      counts from its own start.
    - It pays provincial and city brands though it recognises district and city brands; the literal sums are used and the
      conflict is printed beside them.
    - It wants one district brand per area by 30 November, and files at the city, which approves, by 2 December: the two
      dates cannot both be kept by approval. The remark at the approval and reading ``DL-district-done`` say so.
    - Its second annex is only named; its content is unknown.
    - It calls for correction "within a time limit" and for telephone calls "regularly", without numbers.
    - It does not list the pilot zones. 高新区, 长兴岛 and 花园口 are asked for a brand of their own; 金普新区, whose committee
      is the government of 金州区, counts there.
    - Whether the papers may be sent on the fifth day of the notice itself is left at no: they follow on the next working day.
    - Names and telephones that its form asks for are marked as personal, and no dossier holds them.
"""
