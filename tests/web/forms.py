"""A browser without scripts: finds the forms of a page, fills them in and sends them as a browser would."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from django.test import Client
from lxml import html


@dataclass
class Form:
    """One form as it stands in the page, with what a browser would send."""

    action: str
    method: str
    values: dict[str, list[str]]
    buttons: list[tuple[str, str, str]]  # name, value, words
    fields: set[str] = field(default_factory=set)


class Browser:
    """Walks pages by their links and forms only; follows redirects; knows no script."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.page: Any = None
        self.path = ""
        self.status = 0

    def open(self, path: str) -> "Browser":
        """The page at that path."""
        return self._read(self.client.get(path, follow=True), path)

    @property
    def words(self) -> str:
        """Everything that can be read on the page."""
        return " ".join(self.page.text_content().split())

    def forms(self) -> list[Form]:
        """The forms that can be sent: with a button of their own, not inside anything hidden."""
        return [self._form(found) for found in self.page.iter("form") if not self._is_hidden(found)]

    def send(self, button: str, *, within: str = "", **typed: Any) -> "Browser":
        """The form with that button is filled in and sent; `within` is part of its address."""
        for form in self.forms():
            for name, value, words in form.buttons:
                if words.startswith(button) and within in form.action and set(typed) <= form.fields:
                    return self._send(form, (name, value), typed)
        there = [(form.action, [words for _n, _v, words in form.buttons]) for form in self.forms()]
        raise AssertionError(f"no form with the button “{button}” and {sorted(typed)} among {there}")

    def follow(self, words: str) -> "Browser":
        """The link whose words begin so."""
        for link in self.page.iter("a"):
            if " ".join(link.text_content().split()).startswith(words):
                return self.go(link.get("href"))
        raise AssertionError(f"no link “{words}”")

    def go(self, href: str) -> "Browser":
        """Where a link of the page leads."""
        return self.open(urljoin(self.path, href).partition("#")[0])

    def _send(self, form: Form, button: tuple[str, str], typed: dict[str, Any]) -> "Browser":
        sent = dict(form.values)
        for name, value in typed.items():
            sent[name] = [str(one) for one in value] if isinstance(value, list) else [str(value)]
        if button[0]:
            sent[button[0]] = [button[1]]
        ask = self.client.post if form.method == "post" else self.client.get
        return self._read(ask(form.action or self.path, sent, follow=True), form.action or self.path)

    def _read(self, answer: Any, path: str) -> "Browser":
        self.status = answer.status_code
        self.path = answer.redirect_chain[-1][0] if answer.redirect_chain else path
        self.page = html.fromstring(answer.content)
        return self

    def _form(self, found: Any) -> Form:
        form = Form(found.get("action") or "", (found.get("method") or "get").lower(), {}, [])
        owned = [*found.iter("input", "select", "textarea", "button")]
        if found.get("id"):
            owned += self.page.xpath(f'//*[@form="{found.get("id")}"]')
        for control in owned:
            if control.get("form") not in (None, found.get("id")) or control.get("disabled") is not None:
                continue
            self._add(form, control)
        return form

    def _add(self, form: Form, control: Any) -> None:
        name, kind = control.get("name") or "", (control.get("type") or "").lower()
        if control.tag == "button" or kind == "submit":
            if kind in ("", "submit"):
                words = " ".join(control.text_content().split()) or control.get("value") or ""
                form.buttons.append((name, control.get("value") or "", words))
            return
        if not name:
            return
        form.fields.add(name)
        if control.tag == "select":
            chosen = [option for option in control.iter("option") if option.get("selected") is not None]
            every = list(control.iter("option"))
            chosen = chosen or ([] if control.get("multiple") is not None else every[:1])
            form.values[name] = [option.get("value", option.text or "") for option in chosen]
        elif control.tag == "textarea":
            form.values[name] = [(control.text or "").removeprefix("\n")]
        elif kind in ("checkbox", "radio"):
            if control.get("checked") is not None:
                form.values.setdefault(name, []).append(control.get("value") or "on")
        elif kind != "file":
            form.values.setdefault(name, []).append(control.get("value") or "")

    def _is_hidden(self, element: Any) -> bool:
        chain = [element, *element.iterancestors()]
        return any(one.get("hidden") is not None or one.tag in ("dialog", "template") for one in chain)
