"""Judges a roster as it was read: finds everything that is wrong at once, or gives the plan."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from data.roster import cells, names
from data.roster.errors import RosterErrors
from data.roster.judge import Judge
from data.roster.plan import DeskEntry, DutyEntry, OfficeEntry, OfficerEntry, Roster, ServiceEntry
from data.roster.sheets import FORMS, WEEKDAYS, Line, Sheet, Tables

Held = Mapping[tuple[str, int | str | None], list[tuple[DutyEntry, Sheet, Line]]]
"""The duties of an officer on a weekday or date."""


def check(tables: Tables, today: date, default_time_zone: str, former: Collection[str] = ()) -> Roster:
    """Return the plan that the tables describe.

    ``former`` are codes of officers already in the record: who is among them but no longer in the roster is retired,
    and a message can say so. Raises RosterErrors with every bad line.
    """
    judge = Judge(tables, today, former)
    roster = Roster(
        offices=tuple(sorted(_offices(judge, default_time_zone), key=lambda entry: entry.code)),
        services=tuple(sorted(_services(judge), key=lambda entry: entry.code)),
        desks=tuple(sorted(_desks(judge), key=lambda entry: entry.code)),
        officers=tuple(sorted(_officers(judge), key=lambda entry: entry.code)),
        duties=tuple(sorted(set(_duties(judge)), key=_duty_order)),
    )
    if judge.problems:
        order = {form.name: number for number, form in enumerate(FORMS)}
        places = {sheet.place: order[name] for name, sheet in tables.sheets.items()}
        raise RosterErrors(sorted(judge.problems, key=lambda bad: (places.get(bad.place, -1), bad.row or 0)))
    return roster


def _duty_order(entry: DutyEntry) -> tuple[str, int, str, int, int, str]:
    return entry.desk, entry.weekday or 0, entry.date or "", entry.starts, entry.ends, entry.officer


def _offices(judge: Judge, default_time_zone: str) -> Iterator[OfficeEntry]:
    above: dict[str, str] = {}
    for sheet, line in judge.lines("kantor"):
        code = judge.code("kantor", line)
        name = judge.need(sheet, line, "nama", cells.text)
        parent = judge.refer(sheet, line, "induk", "kantor", judge.read(sheet, line, "induk", cells.text))
        zone = judge.read(sheet, line, "zona_waktu", cells.time_zone) or default_time_zone
        week = [(day, judge.read(sheet, line, word, cells.hours)) for day, word in enumerate(WEEKDAYS, 1)]
        if code and parent:
            above[code] = parent
        if code and name:
            yield OfficeEntry(code, name, parent, zone, tuple((day, *span) for day, span in week if span))
    judge.note_circles("kantor", "induk", above)


def _services(judge: Judge) -> Iterator[ServiceEntry]:
    for sheet, line in judge.lines("layanan"):
        code = judge.code("layanan", line)
        name = judge.need(sheet, line, "nama", cells.text)
        standard = judge.read(sheet, line, "standar_menit", cells.minutes)
        free = judge.read(sheet, line, "gratis", cells.yes)
        if code and name:
            yield ServiceEntry(code, name, standard, free is not False)


def _desks(judge: Judge) -> Iterator[DeskEntry]:
    for sheet, line in judge.lines("loket"):
        code = judge.code("loket", line)
        name = judge.need(sheet, line, "nama", cells.text)
        office = judge.refer(sheet, line, "kantor", "kantor", judge.need(sheet, line, "kantor", cells.text))
        wanted = judge.need(sheet, line, "layanan", cells.codes) or ()
        offered = [judge.refer(sheet, line, "layanan", "layanan", service) for service in wanted]
        if code and name and office:
            yield DeskEntry(code, name, office, tuple(service for service in offered if service))


def _officers(judge: Judge) -> Iterator[OfficerEntry]:
    above: dict[str, str] = {}
    for sheet, line in judge.lines("petugas"):
        code = judge.code("petugas", line)
        number = judge.nips.get(line.number)
        internal = judge.read(sheet, line, "kode", cells.text) if number else None
        name = _name(judge, sheet, line)
        position = judge.need(sheet, line, "jabatan", cells.text)
        office = judge.refer(sheet, line, "kantor", "kantor", judge.need(sheet, line, "kantor", cells.text))
        superior = judge.refer(sheet, line, "atasan", "petugas", judge.read(sheet, line, "atasan", cells.officer))
        if code and superior:
            above[code] = superior
        if code and name and position and office:
            yield OfficerEntry(code, internal, number.text if number else None, name, position, office, superior)
    judge.note_circles("petugas", "atasan", above)


def _name(judge: Judge, sheet: Sheet, line: Line) -> names.Name | None:
    written = judge.need(sheet, line, "nama", cells.text)
    before = judge.read(sheet, line, "gelar_depan", cells.text)
    after = judge.read(sheet, line, "gelar_belakang", cells.text)
    if not written:
        return None
    name = names.parse(written)
    if not name.bare:
        judge.note(sheet, line, "nama", f'"{written}" has degrees but no name', "write the name before the comma")
        return None
    return names.Name(before or name.before, name.bare, after or name.after)


def _duties(judge: Judge) -> Iterator[DutyEntry]:
    held: dict[tuple[str, int | str | None], list[tuple[DutyEntry, Sheet, Line]]] = defaultdict(list)
    for sheet, line in judge.lines("jaga"):
        days = _days(judge, sheet, line)
        starts = judge.need(sheet, line, "mulai", cells.clock_time)
        ends = judge.need(sheet, line, "selesai", cells.clock_time)
        desk = judge.refer(sheet, line, "loket", "loket", judge.need(sheet, line, "loket", cells.text))
        officer = judge.refer(sheet, line, "petugas", "petugas", judge.need(sheet, line, "petugas", cells.officer))
        if starts is None or ends is None:
            continue
        if starts >= ends:
            judge.note(sheet, line, "selesai", "does not end after it starts", "write a duty past midnight as two rows")
        elif desk and officer:
            for weekday, day in days:
                entry = DutyEntry(desk, officer, weekday, day, starts, ends)
                held[officer, weekday or day].append((entry, sheet, line))
                yield entry
    _note_overlaps(judge, held)


def _days(judge: Judge, sheet: Sheet, line: Line) -> list[tuple[int | None, str | None]]:
    is_weekly, is_dated = "hari" in line.cells, "tanggal" in line.cells
    if is_weekly and is_dated:
        judge.note(
            sheet,
            line,
            "tanggal",
            "hari and tanggal are both given",
            "keep hari for every week, or tanggal for one day",
        )
    elif is_weekly:
        return [(weekday, None) for weekday in judge.read(sheet, line, "hari", cells.weekdays) or ()]
    elif is_dated:
        day = judge.read(sheet, line, "tanggal", cells.day)
        return [(None, day.isoformat())] if day else []
    elif {"hari", "tanggal"} & set(sheet.headings):
        judge.note(sheet, line, "hari", "neither hari nor tanggal is given", "give a weekday, or a date")
    return []


def _note_overlaps(judge: Judge, held: Held) -> None:
    """Note officers who would be at two desks at once, once for each pair of rows."""
    told: set[tuple[int, int]] = set()
    for (_, day), duties in held.items():
        duties.sort(key=lambda duty: (duty[0].starts, duty[2].number))
        for index, (earlier, _, first) in enumerate(duties):
            for later, sheet, second in duties[index + 1 :]:
                if later.starts >= earlier.ends:
                    break
                upper, lower = sorted((first, second), key=lambda line: line.number)
                if earlier.desk == later.desk or (upper.number, lower.number) in told:
                    continue
                told.add((upper.number, lower.number))
                when = WEEKDAYS[day - 1].capitalize() if isinstance(day, int) else day
                problem = f"on {when} the officer is at another desk at the same time (row {upper.number})"
                judge.note(sheet, lower, "petugas", problem, "change the times of one of the two")
