"""Speech: which quotations state something."""

import pytest

from claims.text.speech import speeches

SPOKEN = [
    ("„Wir gehen jetzt nach Hause“, sagte er.", ["„Wir gehen jetzt nach Hause“"]),
    ("Er sagte: „Wir gehen. Es ist spät.“", ["„Wir gehen. Es ist spät.“"]),
    ("«Wir bauen ein Denkmal», sagte sie.", ["«Wir bauen ein Denkmal»"]),
    ("»So geht es nicht weiter«, rief er.", ["»So geht es nicht weiter«"]),
    ("“We won’t go home now,” he said.", ["“We won’t go home now,”"]),
    ('"We are going home now," he said. "It is late."', ['"We are going home now,"', '"It is late."']),
    ("„Das geht weiter im nächsten Absatz", ["„Das geht weiter im nächsten Absatz"]),
    ("Der „Spiegel“ berichtet darüber.", []),
    ("Er nannte das „absurd“ und ging.", []),
    ("Die „Frankfurter Allgemeine Zeitung“ berichtet.", []),
    ("Niemand sagte etwas.", []),
]


@pytest.mark.parametrize(("text", "spoken"), SPOKEN)
def test_speech_has_its_marks(text, spoken):
    assert [span.of(text) for span in speeches(text, 0, len(text))] == spoken
