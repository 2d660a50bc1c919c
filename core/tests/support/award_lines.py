"""An award per head to put into the rules of a region, and a hook that meddles with what is paid."""

#: Stands in the place of the heading of the award D-31, which ends it.
PER_HEAD = """
[award.D-32]
also = ["D-30"]
kind = "per_head"
levels = ["municipal"]
summary = { zh = "按人奖补", en = "so much a head" }
clause = "七"
payer = { zh = "市级", en = "the city" }
payee = { zh = "建设单位", en = "building body" }
fund = { zh = "就业补助资金", en = "employment fund" }
rate_yuan = 1000
groups = [{ code = "graduates", label = { zh = "毕业生", en = "graduates" } }]
months_at_least = 3
cap_yuan = 100000
years_at_most = 3
years_from = "recognition_year"
years_run = "any"

[award.D-31]"""

#: Goes on with lines that change the statement and return it.
SUBSIDY = """
    @hookimpl
    def laowu_calculate_subsidy(self, claim, on):
        statement = super().laowu_calculate_subsidy(claim, on)
"""
