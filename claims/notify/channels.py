"""Which ways a letter goes to a person or a desk, by what they chose and what is usual."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from claims.choices import Carriage, Channel, Rhythm
from claims.models import ChatChannel, Desk, Notification, Preference, User
from claims.notify.digest import earliest, zone_of
from claims.notify.letters import Letter, one_line, shortened

BATCH = 500


@dataclass(frozen=True, slots=True)
class Usual:
    """When letters of a topic leave for somebody who has chosen nothing."""

    email: Rhythm
    chat: Rhythm  # counts only for those who have a chat channel
    in_app: Rhythm = Rhythm.AT_ONCE

    def of(self, channel: str) -> Rhythm:
        """The usual rhythm of one channel."""
        return {Channel.IN_APP: self.in_app, Channel.EMAIL: self.email, Channel.CHAT: self.chat}[
            Channel(channel)
        ]


def choose(person: User, topic: str, channel: str, rhythm: str) -> None:
    """From now on the person is told of the topic this way by this channel."""
    Preference.objects.update_or_create(
        person=person, topic=topic, channel=channel, defaults={"rhythm": rhythm}
    )


def choose_all(person: User, wishes: Mapping[tuple[str, str], str]) -> None:
    """From now on the person is told as the wishes say, by topic and channel; the rest stays."""
    rows = [
        Preference(person=person, topic=topic, channel=channel, rhythm=rhythm)
        for (topic, channel), rhythm in wishes.items()
    ]
    Preference.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["person", "topic", "channel"],
        update_fields=["rhythm"],
    )


def as_usual(person: User) -> None:
    """From now on the person is told as is usual: nothing is chosen any more."""
    Preference.objects.filter(person=person).delete()


def chosen(people: Iterable[User], topics: Iterable[str]) -> dict[tuple[int, str, str], str]:
    """What these people have chosen: the rhythm by person, topic and channel."""
    return {
        (person, topic, channel): rhythm
        for person, topic, channel, rhythm in Preference.objects.filter(
            person__in=list(people), topic__in=list(topics)
        ).values_list("person_id", "topic", "channel", "rhythm")
    }


def tell(letters: Mapping[User, Sequence[Letter]], *, usual: Usual, at: datetime) -> int:
    """Each of these people will be told, by the channels and at the times of their choice; answers how many rows.

    In the dashboard the row itself is the telling. Nobody who has left is told anything; who is away finds
    it in the dashboard only. Belongs into the transaction of the change that it tells of.
    """
    here = [person for person in letters if person.is_active]
    wishes = chosen(here, {letter.topic for person in here for letter in letters[person]})
    active = ChatChannel.objects.filter(is_active=True, person__in=here)
    chats = _sorted((chat.person_id, chat) for chat in active)
    rows: list[Notification] = []
    for person in here:
        away = person.is_absent(at)
        for letter in letters[person]:
            for channel in Channel.values:
                rhythm = wishes.get((person.pk, letter.topic, channel), usual.of(channel))
                if rhythm == Rhythm.OFF or (away and channel != Channel.IN_APP):
                    continue
                if channel == Channel.CHAT:
                    rows += [
                        _row(letter, person, channel, rhythm, at, chat=chat)
                        for chat in chats.get(person.pk, ())
                    ]
                elif channel == Channel.IN_APP or person.email:
                    rows.append(_row(letter, person, channel, rhythm, at))
    return len(Notification.objects.bulk_create(rows, batch_size=BATCH))


def tell_desks(letters: Mapping[Desk, Sequence[Letter]], *, rhythm: Rhythm, at: datetime) -> int:
    """The letters will stand in the chat channels of these desks; answers how many rows."""
    active = ChatChannel.objects.filter(is_active=True, desk__in=list(letters))
    chats = _sorted((chat.desk_id, chat) for chat in active)
    rows = [
        _row(letter, None, Channel.CHAT, rhythm, at, chat=chat)
        for desk, written in letters.items()
        for letter in written
        for chat in chats.get(desk.pk, ())
    ]
    return len(Notification.objects.bulk_create(rows, batch_size=BATCH))


def write_anew(row: Notification, letter: Letter) -> bool:
    """The row says what the letter says, if it has not left since; answers whether it does."""
    return bool(Notification.objects.filter(pk=row.pk, state=row.state).update(**_words(letter)))


def _sorted(found: Iterable[tuple[int | None, ChatChannel]]) -> dict[int, list[ChatChannel]]:
    """The channels by the key of whom they belong to."""
    by_owner: dict[int, list[ChatChannel]] = {}
    for owner, chat in found:
        if owner is not None:
            by_owner.setdefault(owner, []).append(chat)
    return by_owner


def _row(
    letter: Letter,
    person: User | None,
    channel: str,
    rhythm: str,
    at: datetime,
    *,
    chat: ChatChannel | None = None,
) -> Notification:
    in_app = channel == Channel.IN_APP
    zone = zone_of(person.time_zone if person else settings.TIME_ZONE)
    return Notification(
        recipient=person,
        channel=channel,
        chat=chat,
        topic=letter.topic,
        rhythm=Rhythm.AT_ONCE if in_app else rhythm,
        language=letter.language,
        thread=letter.thread,
        written_at=at,
        not_before=at if in_app else earliest(rhythm, zone, at),
        state=Carriage.DONE if in_app else Carriage.WAITING,
        sent_at=at if in_app else None,
        **_words(letter),
    )


def _words(letter: Letter) -> dict[str, Any]:
    return {
        "subject": shortened(letter.subject, 200),
        "text": letter.text,
        "brief": one_line(letter.brief),
        "heading": shortened(letter.heading, 500),
        "lines": [asdict(line) for line in letter.lines],
        "link": letter.link,
    }
