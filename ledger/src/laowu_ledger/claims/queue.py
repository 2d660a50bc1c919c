"""Who proposes what, and whom a purse has money for: the rounds of a settlement over columns of numbers."""

from collections.abc import Callable

import attrs
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from laowu_ledger.claims.settled import Numbers, days_since_epoch
from laowu_ledger.claims.terms import Terms

Mask = npt.NDArray[np.bool_]
Small = npt.NDArray[np.int32]
CODES = 256
"""A row's ``code`` is its pool times this, plus 128 in the second half of the year, plus its verdict."""
HALF = 128
_BITS = 63


@attrs.define(eq=False)
class Rows:
    """Some judged rows; all columns are equally long.

    Attributes:
        place: their numbers among all rows of the store.
        person, day, code: whose they are, when they arise, and what is said of them.
        content: only where something was paid before.
    """

    place: Numbers
    person: Numbers
    day: Small
    code: Small
    content: Numbers | None

    def at(self, places: npt.NDArray[np.intp] | Mask) -> "Rows":
        """Some of them."""
        content = None if self.content is None else self.content[places]
        return Rows(self.place[places], self.person[places], self.day[places], self.code[places], content)

    def __len__(self) -> int:
        return len(self.place)

    @property
    def pool(self) -> Small:
        """Their pools."""
        return self.code // np.int32(CODES)

    @property
    def purse(self) -> Small:
        """Their purses: the pool times two, plus the half."""
        return self.code // np.int32(HALF)


@attrs.frozen(eq=False)
class Ties:
    """What decides between claims of one day and brand, read when first asked for.

    Attributes:
        employers: the employers of the rows at some places, in their order; ``None`` where none is stated.
        contents: their contents.
    """

    employers: Callable[[Numbers], pa.Array]
    contents: Callable[[Numbers], Numbers]


class Purses:
    """What purses have money for."""

    def __init__(self, terms: Terms, booked: Numbers) -> None:
        steps = terms.steps
        self.since = np.asarray([days_since_epoch(step.since) for step in steps], np.int32)
        self.rates = [step.rate_fen for step in steps]
        self.caps = [step.cap_fen for step in steps]
        self.booked = booked

    def step_of(self, day: Small) -> npt.NDArray[np.intp]:
        """Which sum and cap are in force."""
        if len(self.since) == 1:
            return np.zeros(len(day), np.intp)
        return np.maximum(np.searchsorted(self.since, day, "right") - 1, 0)

    def loads(self, purse: Small, step: npt.NDArray[np.intp]) -> Numbers:
        """What some claims come to, by purse."""
        total = np.zeros(len(self.booked), np.int64)
        for number, rate in enumerate(self.rates):
            mine = purse if len(self.rates) == 1 else purse[step == number]
            total += np.bincount(mine, minlength=len(self.booked)) * rate
        return total

    @property
    def room(self) -> Numbers:
        """What no order of claims can exceed."""
        return min(self.caps) - self.booked

    def fits(self, purse: Small, step: npt.NDArray[np.intp]) -> Mask:
        """Which claims there is money for, given in the order of purse, day and so on."""
        kept = np.zeros(len(purse), np.bool_)
        spent = self.booked.copy()
        for number, (rate, cap) in enumerate(zip(self.rates, self.caps, strict=True)):
            mine = np.flatnonzero(step == number)
            if not len(mine):
                continue
            own = purse[mine]
            begins = np.flatnonzero(np.append(True, own[1:] != own[:-1]))
            rank = np.arange(len(own)) - np.repeat(begins, np.diff(np.append(begins, len(own))))
            fine = rank < np.maximum(cap - spent[own], 0) // rate if rate else np.ones(len(own), np.bool_)
            kept[mine] = fine
            spent += np.bincount(own[fine], minlength=len(spent)) * rate
        return kept


class Queue:
    """Claims in the order of who makes them, and of each by day, brand, employer and content.

    Attributes:
        places: where they stand among the complete rows.
        rounds: rounds so far.
    """

    def __init__(self, rows: Rows, places: npt.NDArray[np.intp], who: Numbers, brand_of: Numbers, ties: Ties) -> None:
        who = who[places]
        if len(who) > 1 and bool((who[1:] < who[:-1]).any()):
            order = np.argsort(who, kind="stable")
            places, who = places[order], who[order]
        self.ties = ties
        self.rows = rows
        self.again = np.zeros(len(who), np.bool_)
        self.again[1:] = who[1:] == who[:-1]
        several = self.again.copy()
        several[:-1] |= self.again[1:]
        mixed = np.flatnonzero(several)
        self._tied, self._runs = mixed[:0], np.zeros(0, np.int64)
        if len(mixed):
            group = np.cumsum(~self.again, dtype=np.int64)[mixed]
            day, brand = rows.day[places[mixed]], brand_of[rows.pool[places[mixed]]]
            order = np.lexsort((brand, day, group))
            places[mixed] = places[mixed][order]
            run = np.append(True, (np.diff(group[order]) != 0) | (np.diff(day[order]) != 0) | (np.diff(brand[order]) != 0))
            alike = ~run
            alike[:-1] |= ~run[1:]
            self._tied, self._runs = mixed[alike], np.cumsum(run, dtype=np.int64)[alike]
        self.places = places
        self.day = rows.day[places]
        self._alike, self._alike_runs = self._tied[:0], self._runs[:0]
        if bool((rows.purse[places[self._tied[1:]]] != rows.purse[places[self._tied[:-1]]])[np.diff(self._runs) == 0].any()):
            self.ranked(mixed[:0])  # on which purse they propose hangs on their order
            self.order_all()
        self.purse = rows.purse[self.places]
        self.rounds = 0

    def ranked(self, claims: npt.NDArray[np.intp]) -> Numbers:
        """The places of claims in the order of employer and person.

        Whoever has several claims of one day and brand gets them in order on the way, when that is first asked for: until then it
        is the same which of them is proposed.
        """
        tied, count = self._tied, len(self._tied)
        found = self._ranks(self.places[np.concatenate([tied, claims])])
        if not count:
            return found
        order = np.lexsort((found[:count], self._runs))
        self.places[tied] = self.places[tied][order]
        ranks, of_tied = found[count:], found[:count][order]
        at = np.minimum(np.searchsorted(tied, claims), count - 1)
        own = tied[at] == claims
        ranks[own] = of_tied[at[own]]
        # Claims of one employer too differ by their content alone, which is asked for last.
        run = np.append(True, (np.diff(self._runs) != 0) | (np.diff(of_tied) != 0))
        alike = ~run
        alike[:-1] |= ~run[1:]
        self._alike, self._alike_runs = tied[alike], np.cumsum(run, dtype=np.int64)[alike]
        self._tied, self._runs = tied[:0], self._runs[:0]
        return ranks

    def order_all(self) -> None:
        """Put all claims in their order, those too of which it is the same to everybody which comes first."""
        if len(self._tied):
            self.ranked(self._tied[:0])
        if len(self._alike):
            contents = self.ties.contents(self.rows.place[self.places[self._alike]])
            self.places[self._alike] = self.places[self._alike][np.lexsort((contents, self._alike_runs))]
            self._alike = self._alike[:0]

    def _ranks(self, places: npt.NDArray[np.intp]) -> Numbers:
        """The places of rows in the order of employer and person; those that share both share a place."""
        encoded = self.ties.employers(self.rows.place[places]).fill_null("").dictionary_encode()
        words = encoded.dictionary.cast(pa.binary())
        ranks = np.empty(len(words), np.int64)
        ranks[pc.sort_indices(words).to_numpy()] = np.arange(len(words))
        of_employer, person = ranks[encoded.indices.to_numpy(zero_copy_only=False)], self.rows.person[places]
        order = np.lexsort((person, of_employer))
        found = np.empty(len(places), np.int64)
        another = (np.diff(of_employer[order]) != 0) | (np.diff(person[order]) != 0)
        found[order] = np.cumsum(np.append(False, another)[: len(order)])
        return found

    def of_groups_with(self, chosen: Mask) -> Mask:
        """Every claim of those who made one of the chosen."""
        group = np.cumsum(~self.again) - 1
        having = np.zeros(len(group), np.bool_)
        having[group[chosen]] = True
        return np.asarray(having[group])

    def settle(self, purses: Purses, *, second: bool) -> tuple[Mask, Mask]:
        """Which claims are held in the end, and which were turned away for want of money.

        Args:
            purses: who has money for what.
            second: whether those turned away may propose their next claim.
        """
        count = len(self.places)
        held, turned = np.zeros(count, np.bool_), np.zeros(count, np.bool_)
        step = purses.step_of(self.day)
        # Only in these purses can anybody be turned away.
        short = np.flatnonzero((purses.loads(self.purse, step) > purses.room)[self.purse])
        proposing = np.flatnonzero(~self.again)
        order = _WithinPurses(self, short)
        while len(proposing):
            self.rounds += 1
            held[proposing] = True
            standing = short[held[short]]
            over = purses.loads(self.purse[standing], step[standing]) > purses.room
            if not over.any():
                break
            contested, kept = order.kept(held, over, step, purses)
            away = contested[~kept]
            held[away] = False
            turned[away] = True
            nexts = away + 1
            nexts = nexts[nexts < count] if second else nexts[:0]
            proposing = nexts[self.again[nexts]]
        return held, turned


class _WithinPurses:
    """Claims on purses that can run short, by purse and day.

    By employer and person are put only the claims of days on which the money ends: whether a purse pays for a whole day
    or for none of it, the order within the day does not matter.
    """

    def __init__(self, queue: Queue, short: npt.NDArray[np.intp]) -> None:
        self._queue = queue
        day = queue.day[short].astype(np.int64)
        least, most = (int(day.min()), int(day.max())) if len(day) else (0, 0)
        keys = queue.purse[short] * np.int64(most - least + 1) + (day - least)
        order = _order(keys)
        self._order, self._keys = short[order], keys[order]
        self._ranked: Numbers = np.zeros(0, np.int64)

    def kept(self, held: Mask, over: Mask, step: npt.NDArray[np.intp], purses: Purses) -> tuple[npt.NDArray[np.intp], Mask]:
        """The claims held on purses that are over their caps, in order, and which of them there is money for."""
        while True:
            places = np.flatnonzero(held[self._order] & over[self._queue.purse[self._order]])
            contested = self._order[places]
            kept = purses.fits(self._queue.purse[contested], step[contested])
            keys = self._keys[places]
            split = np.setdiff1d(keys[:-1][kept[:-1] & ~kept[1:] & (keys[1:] == keys[:-1])], self._ranked)
            if not len(split):
                return contested, kept
            self._rank(split)

    def _rank(self, split: Numbers) -> None:
        """Put all claims of some purses' days in their order."""
        places = np.flatnonzero(np.isin(self._keys, split))
        claims = self._order[places]
        tie = self._queue.ranked(claims)
        self._order[places] = claims[np.lexsort((tie, self._keys[places]))]
        self._ranked = np.union1d(self._ranked, split)


def _order(keys: Numbers) -> npt.NDArray[np.intp]:
    """The places of numbers from 0 on in ascending order; equal ones as they stand."""
    bits = len(keys).bit_length()
    if int(keys.max(initial=0)).bit_length() + bits > _BITS:
        return np.argsort(keys, kind="stable")
    # With its place behind it, each is sorted as one number: much faster than sorting places by numbers.
    packed = keys << bits | np.arange(len(keys))
    packed.sort()
    return packed & ((1 << bits) - 1)
