"""The two pluggy marks of the project, and the names of the five hooks."""

import pluggy

PROJECT = "laowu"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)

HOOKS = (
    "laowu_check_eligibility",
    "laowu_validate_name",
    "laowu_plan_review",
    "laowu_calculate_subsidy",
    "laowu_manage_brand",
)
