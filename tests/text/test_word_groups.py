"""Groups of words: like things together, the same from the file, and none without the encoder."""

import pytest

from claims.text import word_groups

TOWNS = ["Zwickau", "Chemnitz", "Rostock", "Dortmund", "Leipzig", "Bremen", "Erfurt", "Potsdam"]
GIVEN = ["Angela", "Thomas", "Andrea", "Michael", "Sabine", "Stefan", "Claudia", "Wolfgang"]


@pytest.fixture
def learned(monkeypatch):
    monkeypatch.setattr(word_groups, "SIZES", (2, 1000))
    return word_groups.learn([*TOWNS, *GIVEN, "kommt", "aus"], 7)


def test_like_things_share_a_group(learned):
    coarse = [groups[0] for groups in learned.of(["Magdeburg", "Nürnberg", "Andreas", "Monika"])]
    assert coarse[0] == coarse[1] != coarse[2] == coarse[3]


def test_every_size_has_its_group_and_small_letters_have_none(learned):
    found = learned.of(["Zwickau", "kommt", ",", "Zwickau"])
    assert [one.partition(":")[0] for one in found[0]] == ["0", "1"]
    assert found == [found[0], (), (), found[0]]


def test_a_file_gives_the_same_groups(learned, tmp_path):
    learned.save(tmp_path / "groups.npz")
    assert word_groups.read(tmp_path / "groups.npz").of(TOWNS + GIVEN) == learned.of(TOWNS + GIVEN)


def test_more_words_than_are_remembered(learned, monkeypatch):
    expected = learned.of(TOWNS)
    monkeypatch.setattr(word_groups, "_KEPT", 3)
    learned.of(GIVEN)
    assert learned.of(TOWNS) == expected


def test_without_the_encoder_no_word_has_a_group(monkeypatch, learned):
    monkeypatch.setattr(word_groups, "encoders", lambda configuration: ())
    assert learned.of(["Halle"]) == [()]
    with pytest.raises(RuntimeError, match="encoder"):
        word_groups.learn(TOWNS, 7)
