"""Who may do what at the machines' door."""

from django.utils.translation import gettext as _
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from claims.choices import Role
from claims.models import Token, User


class MayWrite(BasePermission):
    """Everybody signed in may read; whoever holds a role may write, but not with a token for reading."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """True, or PermissionDenied with the reason in words."""
        if request.method in SAFE_METHODS:
            return True
        if isinstance(request.auth, Token) and request.auth.read_only:
            raise PermissionDenied(_("This token may only read."))
        if not (isinstance(request.user, User) and request.user.holds(*Role.values)):
            raise PermissionDenied(_("Somebody with the role of an admin has to give you a role first."))
        return True
