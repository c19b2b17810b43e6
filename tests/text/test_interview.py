"""Who answers in an interview, with labels and without, and what is no interview."""

from claims.text.reading import read

TOP = "„Die Wölfe bleiben“\n\nFörster Clemens Rautenberg zählt seit 15 Jahren Wölfe in der Heide von Schorfhagen.\n\n"
QUESTIONS = (
    "Herr Rautenberg, wie viele Wölfe leben in Ihrem Revier?",
    "Und wie viele Schafe haben Ihre Wölfe gerissen?",
    "Wer bezahlt die Zäune?",
)
ANSWERS = (
    "Wir haben vier Rudel nachgewiesen, zusammen etwa 35 Tiere.",
    "Im vergangenen Jahr waren es 61 Schafe.\n\nVor fünf Jahren war es ein einziges.",
    "Das Land übernimmt 80 Prozent der Kosten.",
)


def claimants(text):
    return {s.quote: s.claimant for s in read(text, language="de").statements}


def interview(answer_label=""):
    return TOP + "\n\n".join(f"{q}\n\n{answer_label}{a}" for q, a in zip(QUESTIONS, ANSWERS, strict=True))


def test_answers_belong_to_the_guest_without_labels():
    found = claimants(interview())
    assert found[ANSWERS[0]] == "Clemens Rautenberg"
    assert found["Vor fünf Jahren war es ein einziges."] == "Clemens Rautenberg"
    assert found[QUESTIONS[2]] == ""


def test_answers_belong_to_the_guest_behind_a_letter():
    assert claimants(interview("A: "))[ANSWERS[2]] == "Clemens Rautenberg"


def test_answer_in_several_paragraphs_behind_a_name():
    assert (
        claimants(interview("Rautenberg: "))["Vor fünf Jahren war es ein einziges."] == "Clemens Rautenberg"
    )


def test_box_about_the_guest_is_nobodys_answer():
    box = "Clemens Rautenberg wurde 1969 in Jena geboren und leitet das Forstamt."
    assert claimants(interview() + "\n\n" + box)[box] == ""


def test_questions_of_a_report_make_no_interview():
    report = TOP + "\n\n".join(
        f"{q}\n\n{a}" for q, a in zip(["Was nun?", "Wer zahlt?", "Und dann?"], ANSWERS, strict=True)
    )
    assert set(claimants(report).values()) == {""}
