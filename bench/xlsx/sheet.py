"""The spreadsheet: 25,000 pupils of one area with 8 subjects in the long layout.

``python -m bench.xlsx.sheet PATH [faulty]`` writes it, the same at every making. Scores and years
are numbers, codes are text, as spreadsheets have them; every hundredth pupil was absent.
"""

import sys

import xlsxwriter

from khet.rules.sittings import subjects

PUPILS, SCHOOLS = 25_000, 120
_HEADER = ("academic_year", "test", "round", "grade", "area", "school", "pupil", "subject", "score")


def main(path: str, faulty: bool = False) -> None:
    """Write the whole file row by row; ``faulty`` has three wrong cells in each."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, _HEADER)
    place = 0
    for pupil in range(PUPILS):
        for number, subject in enumerate(subjects("O-NET", "P6", 2556)):
            place += 1
            school = f"9302{pupil % SCHOOLS:04d}"
            who = ("O-NET", "", "P6", "9302", school, f"{pupil:05d}", subject)
            row = (2556, *who, _score(pupil, number))
            sheet.write_row(place, 0, _spoilt(row, place) if faulty else row)
    book.close()


def _score(pupil: int, subject: int) -> float | str:
    """A score from 0 to 99.75 in quarters of a mark, spread evenly, or the word for absent."""
    return (pupil * 7919 + subject * 104_729) % 400 / 4 if pupil % 100 else "ขาดสอบ"


def _spoilt(row: tuple[object, ...], place: int) -> tuple[object, ...]:
    """The row with a wrong year, a wrong grade and a wrong score, no two of a column alike."""
    return (f"ปี{place}", *row[1:3], f"ชั้น{place}", *row[4:8], f"สูง{place}")


if __name__ == "__main__":
    main(sys.argv[1], "faulty" in sys.argv[2:])
