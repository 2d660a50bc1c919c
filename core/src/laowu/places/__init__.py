"""Places: dated administrative divisions, and how a brand name is cut into region, enterprise, industry, person and suffix.

Nothing is loaded on import; the tables are read when the first question is asked. No rule of any locality stands here: what a
name *must* look like is judged elsewhere, this package only says what stands in it.

==================  =====================================================================
``divisions``       which divisions there were on a day, and which lies within which
``resolving``       from what a person writes (a code, 重庆市云阳县, 金坛区) to one division
``aliases``         names of regions that are not divisions: zones, nicknames, old names
``normalising``     the spelling a name is cut in
``titles``          words for the person
``industries``      words for the trade, with the division of GB/T 4754 they hint at
``townships``       names of towns, a last resort
``readings``        what a reading of a region consists of
``regions``         the readings of the head of a name as a region
``enterprises``     the forms of the names that enterprises give a brand
``vocabulary``      the words of one jurisdiction, and what stands behind a region
``cuts``            what cutting a name gives
``plain_names``     the short way to cut a name that need not be weighed
``segmentation``    the cut
``marks``           wording that an official would look at twice
==================  =====================================================================
"""
