"""Levels of recognition, kinds of applicant, and what a judgement is aimed at."""

from enum import Enum

from laowu.text import Text
from laowu.values import frozen


class Level(Enum):
    """At which level a brand is recognised. The names are the same in every region."""

    DISTRICT = "district"
    MUNICIPAL = "municipal"
    PROVINCIAL = "provincial"
    NATIONAL = "national"

    @property
    def label(self) -> Text:
        """The level as a reader sees it."""
        return _LEVELS[self]


_LEVELS = {
    Level.DISTRICT: Text("区县级", "district"),
    Level.MUNICIPAL: Text("市级", "municipal"),
    Level.PROVINCIAL: Text("省级", "provincial"),
    Level.NATIONAL: Text("国家级", "national"),
}


class ApplicantKind(Enum):
    """What kind of body builds the brand (创建承办单位/建设单位).

    ``OTHER`` says nothing about the body: naming then tries every form.
    """

    ASSOCIATION = "association"
    ENTERPRISE = "enterprise"
    INSTITUTION = "institution"
    SCHOOL = "school"
    TRAINING = "training"
    AGENCY = "agency"
    GOVERNMENT = "government"
    OTHER = "other"

    @property
    def label(self) -> Text:
        """The kind as a reader sees it."""
        return _APPLICANTS[self]


_APPLICANTS = {
    ApplicantKind.ASSOCIATION: Text("行业协会、商会", "trade association or chamber"),
    ApplicantKind.ENTERPRISE: Text("企业", "enterprise"),
    ApplicantKind.INSTITUTION: Text("事业单位", "public institution"),
    ApplicantKind.SCHOOL: Text("职业院校", "vocational school"),
    ApplicantKind.TRAINING: Text("职业培训机构", "training body"),
    ApplicantKind.AGENCY: Text("人力资源服务机构", "human-resources agency"),
    ApplicantKind.GOVERNMENT: Text("政府部门", "government body"),
    ApplicantKind.OTHER: Text("其他", "other"),
}


@frozen(kw_only=True)
class Target:
    """What a brand is judged for.

    Attributes:
        level: level of recognition asked for.
        brand_class: class code of the region (``skill``, ``service``, ``culture``, ``livelihood``, …);
            ``None`` where the region has no classes.
    """

    level: Level
    brand_class: str | None = None
