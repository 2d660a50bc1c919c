"""Starting a region: a complete distribution of its own, which loads at once and says in each file what to put there.

==================  =====================================================================
``new_region``      what somebody said about the region, checked
``answers``         checking those answers, one kind each
``wording``         how a text is written inside TOML, Python and Markdown
``templates``       the files of the distribution, from ``templates/`` with the answers filled in
``writing``         the files on disk: all of them or none
==================  =====================================================================
"""
