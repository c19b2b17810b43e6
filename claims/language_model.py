"""One question to a language model behind an OpenAI-compatible address, within limits of time, size and tokens."""

import json
import time
from dataclasses import dataclass
from typing import Any

import requests
import urllib3

MOST = 256 * 1024  # bytes of an answer
MOST_TOKENS = 10_000_000  # of one answer: a server that counts more miscounts
CONNECT = 5.0  # seconds until the server must have taken the call
CHUNK = 8 * 1024


class NoAnswer(Exception):
    """The model has not answered in a way that can be used; the words say why."""


@dataclass(frozen=True, slots=True)
class Model:
    """Where the model is and what one answer of it may cost."""

    url: str  # the base that "/chat/completions" is added to, such as "https://llm.example.org/v1"
    name: str
    key: str = ""
    seconds: float = 20.0  # for one answer, from the call to its last byte
    tokens: int = 2_000  # of one answer, at most


@dataclass(frozen=True, slots=True)
class Answer:
    """The model's words and the tokens that question and answer took, as the server counts them."""

    words: str
    tokens: int


def ask(model: Model, *, rules: str, message: str) -> Answer:
    """The model's answer to the message under the rules, asked for as JSON and without chance.

    Redirects are not followed: the key goes to the address that the operator named and nowhere else.
    Raises NoAnswer when the server is away, slow, refuses, or answers in another form.
    """
    end = time.monotonic() + model.seconds
    sent = {
        "model": model.name,
        "temperature": 0,
        "max_tokens": model.tokens,
        "response_format": {"type": "json_object"},
        "messages": [{"role": "system", "content": rules}, {"role": "user", "content": message}],
    }
    headers = {"Authorization": f"Bearer {model.key}"} if model.key else {}
    try:
        with requests.Session() as session:
            session.trust_env = False
            with session.post(
                f"{model.url.rstrip('/')}/chat/completions",
                json=sent,
                headers=headers,
                timeout=(min(CONNECT, model.seconds), model.seconds),
                allow_redirects=False,
                stream=True,
            ) as response:
                body = _body(response, end)
                status = response.status_code
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
        raise NoAnswer(f"{type(error).__name__}: the server is away or too slow") from error
    if status != 200:
        raise NoAnswer(f"the server answers {status}")
    return _answer(body)


def _body(response: requests.Response, end: float) -> bytes:
    body = bytearray()
    while chunk := response.raw.read1(
        CHUNK, decode_content=True
    ):  # one read: a dripping server cannot hold us
        body += chunk
        if len(body) > MOST:
            raise NoAnswer(f"the answer is longer than {MOST} bytes")
        if time.monotonic() > end:
            raise NoAnswer("the answer took too long")
    return bytes(body)


def _answer(body: bytes) -> Answer:
    try:
        told: Any = json.loads(body)
        words = told["choices"][0]["message"]["content"]
        tokens = (told.get("usage") or {}).get("total_tokens", 0)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise NoAnswer("the answer has another form than a chat completion") from error
    if not isinstance(words, str) or not isinstance(tokens, int) or not 0 <= tokens <= MOST_TOKENS:
        raise NoAnswer("the answer has another form than a chat completion")
    return Answer(words, tokens or len(body) // 3)  # a server that does not count is counted for
