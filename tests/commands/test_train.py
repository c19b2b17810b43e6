"""manage.py train on tiny data written for these tests: weights, card, figures, the same again on a second run."""

import hashlib
import json
from io import StringIO

import numpy as np
import pycrfsuite
import pytest
from django.core.management import CommandError, call_command

from claims.text import worth_meaning, worth_model
from claims.text.training import names, worth
from claims.text.training.recipes import HELD_BACK

PEOPLE = ["Anna Berger", "Jonas Riemann", "Paul Adler", "Mia Vogt", "Olga Lenz"]
TOWNS = ["Köln", "Rostock", "Gera", "Bonn"]


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def source(tmp_path):
    """The data sets in small, in the layout of the public ones."""
    folder = tmp_path / "sets"
    sentences = []
    for person in PEOPLE:
        given, surname = person.split()
        for town in TOWNS:
            rows = [
                (given, "B-PER"),
                (surname, "I-PER"),
                ("wohnt", "O"),
                ("in", "O"),
                (town, "B-LOC"),
                (".", "O"),
            ]
            lines = "\n".join(f"{i}\t{word}\t{label}\tO" for i, (word, label) in enumerate(rows, 1))
            sentences.append(f"#\thttp://example.org\t[2024-11-05]\n{lines}\n")
    write(folder / "ner" / "germeval14_train_part.tsv", "\n".join(sentences))
    comments = ["comment_id,comment_text,Sub1_Toxic,Sub2_Engaging,Sub3_FactClaiming"]
    debates = ["Sentence_id\tText\tclass_label"]
    for number in range(30):
        comments.append(f'{number},"Die Steuern sind um {number} Prozent gestiegen.",0,0,1')
        comments.append(f'{number + 100},"Das finde ich gut, danke {"sehr " * (number % 5)}dafür!",0,0,0')
        debates.append(f"{number}\tTaxes rose by {number} percent.\tYes")
        debates.append(f"{number + 100}\tThank you very much, {'dear ' * (number % 5)}friends.\tNo")
    write(folder / "check-worthiness" / "germeval2021" / "train.csv", "\n".join(comments) + "\n")
    english = folder / "check-worthiness" / "checkthat2024-en"
    write(english / "english_train.tsv", "\n".join(debates) + "\n")
    write(english / "english_dev.tsv", "\n".join(debates[:9]) + "\n")
    return folder


def train(model, source, out):
    printed = StringIO()
    call_command("train", model, out=str(out), source=str(source), stdout=printed)
    return printed.getvalue()


def test_names_learns_measures_and_writes_a_card(source, tmp_path):
    printed = train("names", source, tmp_path / "out")
    weights = tmp_path / "out" / "names-de.crfsuite"
    card = json.loads((tmp_path / "out" / "names-de.json").read_text(encoding="utf-8"))
    total = len(PEOPLE) * len(TOWNS)
    assert card["learned"] == total - total // HELD_BACK
    assert card["held_back"]["sentences"] == total // HELD_BACK
    assert card["held_back"]["f1"] == 1.0
    assert card["sha256"] == hashlib.sha256(weights.read_bytes()).hexdigest()
    assert card["then_learned_again_from"] == total
    groups = tmp_path / "out" / "names-de-groups.npz"
    assert card["groups_sha256"] == hashlib.sha256(groups.read_bytes()).hexdigest()
    assert card["sources"][0]["licence"] == "CC BY 4.0"
    assert "F1 1.000" in printed
    tagger = pycrfsuite.Tagger()
    tagger.open(str(weights))
    assert {"B-PER", "I-PER", "B-LOC", "O"} <= set(tagger.labels())


def test_worth_learns_both_languages(source, tmp_path, monkeypatch):
    printed = train("worth", source, tmp_path / "out")
    assert "check-worthiness, de" in printed
    assert "check-worthiness, en" in printed
    for language, claim, talk in (
        ("de", "Die Mieten sind um 5 Prozent gestiegen.", "Danke dafür!"),
        ("en", "Rents rose by 5 percent.", "Thank you, friends."),
    ):
        card = json.loads((tmp_path / "out" / f"worth-{language}.json").read_text(encoding="utf-8"))
        assert card["held_back"]["f1"] == 1.0
        monkeypatch.setattr(worth_model, "WEIGHTS", tmp_path / "out")
        model = worth_model.load.__wrapped__(language)
        assert model.raw(claim) > 0 > model.raw(talk)


@pytest.mark.parametrize("model", ["names", "worth"])
def test_the_same_data_and_seed_give_the_same_weights(model, source, tmp_path):
    train(model, source, tmp_path / "one")
    train(model, source, tmp_path / "two")
    for path in sorted((tmp_path / "one").glob("*.json")):
        cards = [
            json.loads((tmp_path / run / path.name).read_text(encoding="utf-8")) for run in ("one", "two")
        ]
        assert cards[0] == cards[1]


def test_the_weights_reach_what_they_would_with_full_precision(source):
    examples = worth.germeval(source / "check-worthiness" / "germeval2021" / "train.csv")
    model = worth.fit(examples)
    assert np.array_equal(model.weights, model.weights.astype(np.float16).astype(np.float64))
    said = np.array([model.raw(sentence) > 0 for sentence, _ in examples])
    assert worth.figures(said, examples)["f1"] == 1.0


def test_weights_over_meaning_know_what_says_the_same_in_other_words(source, tmp_path, monkeypatch):
    train("worth", source, tmp_path)
    card = json.loads((tmp_path / "meaning-de.json").read_text(encoding="utf-8"))
    assert card["encoder"] == worth_meaning.encoder().id and card["recipe"] == "manage.py train worth"
    monkeypatch.setattr(worth_meaning, "WEIGHTS", tmp_path)
    worth_meaning.load.cache_clear()
    try:
        raised, thanked = worth_meaning.standings(
            ["Abgaben wuchsen um sieben Prozent", "Herzlichen Dank!"], "de"
        )
        assert raised > 0 > thanked
        assert worth_meaning.standings(["Les impôts ont augmenté."], "fr") is None
        weights = tmp_path / "meaning-de.npz"
        with np.load(weights) as stored:
            other = {
                **dict(stored),
                "numbers": np.array(json.dumps({"encoder": "another", "bias": 0, "deviation": 1})),
            }
        np.savez(weights, **other)
        worth_meaning.load.cache_clear()
        assert worth_meaning.standings(["Abgaben wuchsen"], "de") is None  # made for another encoder
    finally:
        worth_meaning.load.cache_clear()


def test_missing_data_is_said_in_words(tmp_path):
    with pytest.raises(CommandError, match="--data"):
        train("names", tmp_path / "nowhere", tmp_path / "out")
    (tmp_path / "empty").mkdir()
    with pytest.raises(CommandError, match=r"germeval14_train_part\.tsv is missing"):
        train("names", tmp_path / "empty", tmp_path / "out")


def test_too_little_data_is_said_in_words(source, tmp_path):
    path = source / "ner" / "germeval14_train_part.tsv"
    path.write_text("\n".join(path.read_text(encoding="utf-8").split("\n")[:9]), encoding="utf-8")
    with pytest.raises(CommandError, match="too few"):
        train("names", source, tmp_path / "out")
    with pytest.raises(ValueError, match="both classes"):
        worth.fit([("Die Steuern steigen.", 1)])


def test_words_are_cut_as_the_product_cuts_them(tmp_path):
    write(
        tmp_path / "x.tsv", "1\tTel\tB-LOC\tO\n2\tAviv\tI-LOC\tO\n3\tist\tO\tO\n4\tUS-Dollar/Euro\tB-OTH\tO\n"
    )
    words, labels = next(names.germeval(tmp_path / "x.tsv"))
    assert list(zip(words, labels, strict=True)) == [
        ("Tel", "B-LOC"), ("Aviv", "I-LOC"), ("ist", "O"), ("US-Dollar", "B-OTH"), ("/", "I-OTH"), ("Euro", "I-OTH"),
    ]  # fmt: skip
    assert names.spans(labels) == {(0, 2, "LOC"), (3, 6, "OTH")}
