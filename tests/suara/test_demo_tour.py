"""The demo's guided tour: every step can be done, in every language."""

import pytest

from bot.screens import officer, rights
from data.texts import LANGUAGES, texts
from suara.demo.tour import CITIZEN, OFFICER, SUPERVISOR, says, steps


def test_there_are_eight_steps_for_the_three_phones_with_words_in_every_language() -> None:
    tour = steps()
    assert len(tour) == len({step.key for step in tour}) == 8
    assert {step.done.role for step in tour} == {CITIZEN, OFFICER, SUPERVISOR}
    for step in tour:
        assert set(step.title) == set(step.text) == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_step_knows_the_bots_text_whatever_its_variables_are(language: str) -> None:
    done = {step.key: step.done for step in steps()}
    words = texts(language)
    bound = officer.bound(words, "Rt. (Yuliana) *", has_team=True).text
    privacy = rights.privacy(words).text.replace("<b>", "").replace("</b>", "")
    assert done["officer"].met_by({"text": bound}, from_bot=True)
    assert not done["officer"].met_by({"text": bound}, from_bot=False)
    assert not done["officer"].met_by({"text": privacy}, from_bot=True)
    assert done["privacy"].met_by({"text": privacy}, from_bot=True)


def test_a_pattern_is_one_line_and_free_of_markup() -> None:
    assert says("citizen-thanks", "face").split("|")[0] == r"Terima\ kasih!\ Penilaian\ Anda:\ .*?"
