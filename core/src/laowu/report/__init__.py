"""Results as one page that can be passed on, and as a workbook; needs the extra ``laowu[report]``.

Everything is laid out once, as sheets of values (:mod:`laowu.report.sheet`). The page writes a sheet as a table, the
workbook as a worksheet, and a chart draws what a sheet says, so that no picture tells what no table does.
"""
