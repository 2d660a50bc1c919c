"""What DuckDB, Spark and PostgreSQL write differently; everything else is written once, in words that mean the same in all three.

What they share, and so may be written as it is: ``bigint``, ``boolean``, ``date`` and text; ``case``, ``and``, ``or``, ``not``,
``is true``, ``is [not] distinct from``, ``between``, ``in``, ``coalesce``, ``exists``; ``with``, joins, ``union all``,
``group by``, ``filter (where …)``, ``count``, ``min``, ``max``, ``bool_and``, ``bool_or``; window functions;
``position(a in b)``, ``replace``, ``||``; ``&`` between whole numbers. What must be kept in mind:

* no float and no division: compare ``numerator * 100 >= 95 * denominator``;
* the store's columns are 16 to 64 bits wide: make them ``bigint`` (:meth:`Dialect.big`) before they are added or multiplied, and
  make a ``sum`` ``bigint`` again, because it is wider than that in two of the three;
* an order has to be total and made of content, and tells where nulls go (``nulls first`` or ``nulls last``): the three differ;
* a table that was kept is not changed afterwards: make another one.
"""

from datetime import date

import attrs

SEPARATOR = ";"
"""Between the codes in a column of several codes."""


@attrs.frozen(kw_only=True)
class Dialect:
    """How one engine writes what differs. Arguments and results of the methods are SQL, but for values to be written as literals.

    Attributes:
        name: name of the engine.
        escapes: characters that take a backslash in a text; without any, a quotation mark is doubled and that is all.
    """

    name: str
    escapes: str = ""
    _plus_days: str = "({day} + cast({days} as integer))"
    _days_between: str = "cast({last} - {first} as bigint)"
    _plus_months: str
    _bit: str = "((({mask}) >> cast({place} as integer)) & 1 = 1)"
    _codes: str

    def text(self, value: str) -> str:
        """A text."""
        if not self.escapes:
            return "'" + value.replace("'", "''") + "'"
        for character in self.escapes:
            value = value.replace(character, "\\" + character)
        return f"'{value}'"

    def day(self, value: date) -> str:
        """A date."""
        return f"date '{value.isoformat()}'"

    def big(self, number: str) -> str:
        """A whole number of 64 bits."""
        return f"cast({number} as bigint)"

    def year(self, day: str) -> str:
        """The year, as bigint."""
        return self.big(f"extract(year from {day})")

    def month_number(self, day: str) -> str:
        """Months since the year 0, as bigint: the months between two dates are the difference."""
        return f"({self.year(day)} * 12 + {self.big(f'extract(month from {day})')})"

    def date_of(self, year: str, month: str, day: str) -> str:
        """The date of these whole numbers."""
        return f"make_date({', '.join(f'cast({number} as integer)' for number in (year, month, day))})"

    def plus_days(self, day: str, days: str) -> str:
        """The date so many days later."""
        return self._plus_days.format(day=day, days=days)

    def days_between(self, first: str, last: str) -> str:
        """Days from the first date to the last, as bigint: 0 for the same day."""
        return self._days_between.format(first=first, last=last)

    def plus_months(self, day: str, months: str) -> str:
        """The date so many months later; the last day of a month that is too short."""
        return self._plus_months.format(day=day, months=months)

    def bit(self, mask: str, place: str) -> str:
        """Whether the bit at a place, 0 to 62, of a bigint is set."""
        return self._bit.format(mask=mask, place=place)

    def codes(self, column: str) -> str:
        """In a list of columns: a row for each code of a column of several codes; none where the column is null."""
        return self._codes.format(column=column, separator=SEPARATOR)

    def has_code(self, column: str, code: str) -> str:
        """Whether a column of several codes has this one; null where the column is."""
        return f"(position({self.text(SEPARATOR + code + SEPARATOR)} in '{SEPARATOR}' || {column} || '{SEPARATOR}') > 0)"


DUCKDB = Dialect(
    name="duckdb",
    plus_months="cast({day} + to_months(cast({months} as integer)) as date)",
    codes="unnest(string_split({column}, '{separator}'))",
)
POSTGRES = Dialect(
    name="postgres",
    plus_months="cast({day} + make_interval(months => cast({months} as integer)) as date)",
    codes="unnest(string_to_array({column}, '{separator}'))",
)
SPARK = Dialect(
    name="spark",
    escapes="\\'",
    plus_days="date_add({day}, cast({days} as integer))",
    days_between="cast(datediff({last}, {first}) as bigint)",
    plus_months="add_months({day}, cast({months} as integer))",
    bit="(shiftright({mask}, cast({place} as integer)) & 1 = 1)",
    codes="explode(split({column}, '{separator}'))",
)
DIALECTS = {dialect.name: dialect for dialect in (DUCKDB, SPARK, POSTGRES)}
"""The dialects by the names of their engines."""
