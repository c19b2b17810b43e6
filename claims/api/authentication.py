"""Sign-in of machines: `Authorization: Bearer fck_…`."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from claims.models import Token, User


class TokenAuthentication(BaseAuthentication):
    """Finds the person behind the token; the last use is noted once a minute at the most."""

    def authenticate(self, request: Request) -> tuple[User, Token] | None:
        """The person and the token; None without a bearer header; AuthenticationFailed for a bad one."""
        words = get_authorization_header(request).split()
        if not words or words[0].lower() not in (b"bearer", b"token"):
            return None
        if len(words) != 2:
            raise AuthenticationFailed(_("The Authorization header must read: Bearer, a space, the token."))
        now = timezone.now()
        digest = Token.digest_of(words[1].decode("latin-1"))
        token = Token.objects.usable(now).select_related("person").filter(digest=digest).first()
        if token is None:
            raise AuthenticationFailed(_("This token is unknown, expired or revoked."))
        lately = now - timedelta(minutes=1)
        if token.last_used_at is None or token.last_used_at < lately:  # a write for every read would be dear
            Token.objects.filter(pk=token.pk).update(last_used_at=now)
        return token.person, token

    def authenticate_header(self, request: Request) -> str:
        """What a 401 names as the way in."""
        return 'Bearer realm="api"'
