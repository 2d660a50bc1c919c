"""From results to pages: one module per answer makes a small tree, one per form prints it.

======================  =========================================================================
``width``               how wide text stands in a terminal, and where a line may break
``page``                the tree: headings, paragraphs, lists, fields, tables
``plain``, ``columns``  the tree as text for a terminal
``markdown``            the tree as Markdown
``wording``             signs, tones and words that several answers share
the others              one answer each, from its frozen value to the tree
======================  =========================================================================

JSON does not pass through here: ``laowu.evaluate.result_data`` makes it from the answers themselves.
"""
