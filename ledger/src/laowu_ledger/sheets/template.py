"""The workbook to fill in: headings, drop-downs, an example with invented people, and a sheet of notes."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from laowu.errors import InputError
from laowu.text import Language, Text, joined
from laowu_ledger.schema.fields import Field
from laowu_ledger.schema.words import first_words
from laowu_ledger.sheets.region_needs import Needs
from laowu_ledger.store.durable import whole

_EXAMPLE = Text("示例", "example")
_NOTES = Text("说明", "notes")
_CHOICES = Text("选项", "choices")
_LAST_ROW = 50_000
_YES_NO = ("是", "否")

_HOW: Mapping[str, Text] = {
    "text": Text("文字", "text"),
    "credit_code": Text("18 位统一社会信用代码，单元格设为文本", "credit code of 18 characters, in a text cell"),
    "person_name": Text("与证件一致；台账库不保存姓名", "as on the document; names are not kept in the store"),
    "code": Text("从下拉选项中选", "out of the list"),
    "codes": Text("从下拉选项中选，可写多个，用顿号分开", "out of the list; several are separated by 、 or a comma"),
    "id_number": Text(
        "照证件录入，单元格设为文本；台账库不保存号码，只保存加密钥的令牌",
        "as on the document, in a text cell; numbers are not kept in the store, only keyed tokens are",
    ),
    "date": Text("如 2026-03-01", "such as 2026-03-01"),
    "start_date": Text("如 2026-03-01；只有年月时按当月一日", "such as 2026-03-01; a month alone counts from its first day"),
    "end_date": Text("如 2026-03-31；未结束的留空或写“至今”", "such as 2026-03-31; blank or 至今 while it goes on"),
    "month": Text("如 2026-03", "such as 2026-03"),
    "months": Text(
        "写明是哪几个月，如 2026.01-2026.06；只写月数不能说明是哪几个月",
        "say which months, such as 2026.01-2026.06; a bare number proves nothing",
    ),
    "division": Text("名称或六位区划代码", "name or six-digit code of the division"),
    "flag": Text("是或否；空白表示未知", "是 (yes) or 否 (no); blank is unknown"),
    "present": Text("填写编号即可；台账库只保存有无", "the number; the store keeps only that there is one"),
    "year": Text("四位年份", "a year of four digits"),
    "yuan": Text("以元计", "in yuan"),
    "percent": Text("如 85%", "such as 85%"),
    "phone": Text("只检查，不保存", "checked, and not kept"),
    "bank_card": Text("只检查，不保存；单元格设为文本", "checked, and not kept; in a text cell"),
}


def write_template(file: str, needs: Needs, language: Language) -> None:
    """Write the workbook.

    Args:
        file: a file that is not there yet.
        needs: what the region needs.
        language: of headings and notes; either is understood when the ledger is read.

    Raises:
        InputError: there is such a file already, or it cannot be written.
    """
    target = Path(file)
    if target.exists():
        raise InputError(
            Text("文件已存在，不会覆盖", "there is such a file already; it is left as it is"),
            where=file,
            mend=Text("换一个文件名，或先移走它", "take another name, or move it away first"),
        )
    with whole(target) as part:
        book = xlsxwriter.Workbook(part, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        _Template(book, needs, language).write()
        try:
            book.close()
        except FileCreateError as failure:
            raise failure.args[0] from failure


class _Template:
    def __init__(self, book: Any, needs: Needs, language: Language) -> None:
        self.book = book
        self.needs = needs
        self.language = language
        self.head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True, "valign": "vcenter"})
        self.required = book.add_format(
            {"bold": True, "bg_color": "#FFE699", "border": 1, "text_wrap": True, "valign": "vcenter"}
        )
        self.text = book.add_format({"num_format": 49})  # text, so that long numbers keep their digits
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})

    def write(self) -> None:
        ledger = self._sheet(self.needs.title)
        example = self._sheet(_EXAMPLE)
        notes = self._sheet(_NOTES)
        choices = self._sheet(_CHOICES)
        for sheet in (ledger, example):
            self._heads(sheet)
        self._examples(example)
        self._notes(notes)
        self._choices(choices, ledger)
        choices.hide()

    def _sheet(self, name: Text) -> Any:
        return self.book.add_worksheet(self._say(name))

    def _heads(self, sheet: Any) -> None:
        for column, field in enumerate(self.needs.fields):
            label = self._say(field.label)
            sheet.set_column(column, column, max(12, min(2 * len(label) + 4, 28)), self.text)
            sheet.write_string(0, column, label, self.required if field.required else self.head)
        sheet.freeze_panes(1, 0)

    def _examples(self, sheet: Any) -> None:
        rows = max((len(field.example) for field in self.needs.fields), default=0)
        for row in range(rows):
            for column, field in enumerate(self.needs.fields):
                if row < len(field.example) and field.example[row]:
                    sheet.write_string(row + 1, column, field.example[row], self.text)

    def _choices(self, sheet: Any, ledger: Any) -> None:
        """Lists behind the drop-downs; a list inside a cell's own rule may not be longer than 255 characters."""
        for column, field in enumerate(self.needs.fields):
            words = self._words(field)
            if not words:
                continue
            sheet.write_string(0, column, self._say(field.label), self.head)
            for row, word in enumerate(words, 1):
                sheet.write_string(row, column, word)
            name = xlsxwriter.utility.xl_col_to_name(column)
            source = f"={self._say(_CHOICES)}!${name}$2:${name}${len(words) + 1}"
            rule = {"validate": "list", "source": source, "error_type": "information", "ignore_blank": True}
            ledger.data_validation(1, column, _LAST_ROW, column, rule)

    def _words(self, field: Field) -> Sequence[str]:
        match field.kind:
            case "flag":
                return _YES_NO
            case "codes":
                return [group.zh for group in self.needs.groups]
            case "code":
                return list(first_words(str(field.vocabulary)).values())
            case _:
                return ()

    def _notes(self, sheet: Any) -> None:
        widths = (24, 10, 52, 44, 44)
        heads = (
            Text("列", "column"),
            Text("必填", "required"),
            Text("怎样填写", "how to fill it in"),
            Text("可选内容", "choices"),
            Text("用于", "counted for"),
        )
        for column, (width, title) in enumerate(zip(widths, heads, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, self._say(title), self.head)
        sheet.freeze_panes(1, 0)
        row = 0
        for row, (field, serves) in enumerate(self.needs.fields.items(), 1):
            cells = (
                self._say(field.label),
                self._say(Text("是", "yes")) if field.required else "",
                self._say(_HOW[field.kind]),
                "、".join(self._words(field)),
                self._say(joined(list(serves), zh="；", en="; ")),
            )
            for column, text in enumerate(cells):
                sheet.write_string(row, column, text, self.wrapped)
        for line, remark in enumerate(self._remarks(), row + 2):
            sheet.write_string(line, 0, self._say(remark))

    def _remarks(self) -> list[Text]:
        if self.needs.remarks:
            return list(self.needs.remarks)
        remarks = [
            Text(
                "示例中的人员和单位都是虚构的；“示例”“说明”两页不会被导入。",
                "People and bodies on the example sheet are invented; neither it nor this sheet is imported.",
            ),
            Text(
                "填写后用 laowu ledger check 检查，再用 laowu ledger import 导入。",
                "Check it with laowu ledger check, then take it in with laowu ledger import.",
            ),
        ]
        if self.needs.name is not None:
            remarks.insert(0, Text("按以下地区的规则列出：", "Columns by the rules of ") + self.needs.name)
        return [
            *remarks,
            *(award.summary + _months(award.months_at_least) for award in self.needs.awards if award.months_at_least),
        ]

    def _say(self, text: Text) -> str:
        return text.in_language(self.language)


def _months(least: int) -> Text:
    return Text(f"：养老保险须连续缴费满 {least} 个月", f": {least} months of pension payment in a row are needed")
