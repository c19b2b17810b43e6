"""Which European language a text is written in."""

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

LANGUAGES = (
    "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "hr", "hu", "it", "lt", "lv", "nl", "no",
    "pl", "pt", "ro", "ru", "sk", "sl", "sv", "tr", "uk",
)  # fmt: skip
DEFAULT = "de"
_SURE_ENOUGH = 0.35  # below it the guess is noise: single names, numbers
_SAMPLE = 4000  # code points from each of three places, so that a long text costs no more than a short one


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(LANGUAGES))
    return identifier


def detect(text: str) -> tuple[str, float]:
    """ISO 639-1 code and a confidence from 0 to 1; ("de", low) for a text that says too little."""
    if len(text) > 4 * _SAMPLE:
        half = len(text) // 2
        text = "\n".join((text[:_SAMPLE], text[half : half + _SAMPLE], text[-_SAMPLE:]))
    letters = sum(map(str.isalpha, text))
    if letters < 2:
        return DEFAULT, 0.0
    language, confidence = _identifier().classify(text)
    if confidence < _SURE_ENOUGH:
        return DEFAULT, confidence
    return language, min(confidence, 1.0)


def base_code(language: str) -> str:
    """The two-letter code of a language tag: "de" for "de-AT", "de_DE" and "DE"."""
    return language.replace("_", "-").split("-")[0].strip().lower()
