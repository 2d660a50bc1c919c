"""China's official working days: make-up days work, public holidays rest, and an unpublished year is not guessed at."""

from laowu.calendar.notice import CalendarNotice, read_notice
from laowu.calendar.workdays import DueDate, WorkCalendar

__all__ = ["CalendarNotice", "DueDate", "WorkCalendar", "read_notice"]
