"""An evaluation as HTML, for notebooks.

In: applicants. Out: HTML without scripts. Never: a text that is not escaped.
"""
import html
from typing import TYPE_CHECKING, List, Optional, Sequence

if TYPE_CHECKING:
    from .evaluation import Amount, Applicant, Clause

# What the reader looks for first.
LOUD = ("due", "possible", "unspecified", "delegated", "error")
NUMBER = ' style="text-align: right; font-variant-numeric: tabular-nums"'
TEXT = ' style="text-align: left"'


def _cell(text: str, style: str = TEXT, tag: str = "td") -> str:
    return f"<{tag}{style}>{html.escape(text)}</{tag}>"


def _amount(amount: "Optional[Amount]") -> str:
    return "—" if amount is None else str(amount)


def _row(clause: "Clause") -> str:
    quiet = "" if clause.status in LOUD else ' style="opacity: 0.55"'
    cells = [_cell(clause.id), _cell(clause.title_zh or clause.title_en), _cell(clause.cite),
             _cell(f"{clause.status_zh} {clause.status}"), _cell(_amount(clause.amount), NUMBER)]
    title = html.escape(f"{clause.policy}: {clause.title_en}")
    return f'<tr{quiet} title="{title}">{"".join(cells)}</tr>'


def _table(applicant: "Applicant") -> str:
    heads = ("条款 clause", "名称 title", "出处 cite", "状态 status")
    head = "".join(_cell(text, tag="th") for text in heads) + _cell("元 CNY", NUMBER, "th")
    # First what may be paid, in the order of the policies.
    ordered = sorted(applicant.clauses, key=lambda clause: clause.status not in LOUD)
    beside = applicant.unspecified_count + applicant.delegated_count
    totals = [f"应付 payable: {applicant.payable} 元",
              f"草案（参考） indicative: {applicant.indicative} 元"]
    if beside:
        totals.append(f"另有 {beside} 项未写明金额 without a stated amount")
    name = f"<strong>{html.escape(applicant.name)}</strong> " if applicant.name else ""
    return (f"<p>{name}{html.escape('; '.join(totals))}</p>"
            f"<table><thead><tr>{head}</tr></thead>"
            f"<tbody>{''.join(_row(clause) for clause in ordered)}</tbody></table>")


def evaluation_html(applicants: "Sequence[Applicant]") -> str:
    """A table for each applicant."""
    parts: List[str] = [_table(applicant) for applicant in applicants]
    return "<div>" + "".join(parts) + "</div>"
