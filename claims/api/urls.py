"""Which resource stands at which address of the API."""

from django.urls import path, re_path
from drf_spectacular.views import SpectacularAPIView

from claims.api.absences import Absence
from claims.api.actions import ClaimAction, doors
from claims.api.articles import ArticleDetail, ArticleList, ArticleProgress, ArticleRetry
from claims.api.claims import ClaimDetail, ClaimList
from claims.api.desks import DeskList
from claims.api.discussion import (
    ConfrontationAnswer,
    ConfrontationList,
    EventList,
    FactTick,
    NoteAction,
    NoteList,
)
from claims.api.dossier import DossierDoor, DossierPage, DossierPaper
from claims.api.evidence import EvidenceDetail, EvidenceList
from claims.api.gate import Gate, Release
from claims.api.marks import MarkableClaims
from claims.api.outlets import OutletList
from claims.api.ratings import RatingList
from claims.api.revisions import RevisionDetail, RevisionList
from claims.api.sources import OriginLink, SnapshotFile
from claims.api.verdicts import ClaimReview, VerdictList
from claims.api.views import Nowhere
from claims.api.work import AssignSeveral, Distribute, MatchRejection, Slot, TakeNext
from claims.choices import Action

app_name = "api"

OWN_DOORS: dict[str, type[ClaimAction]] = {Action.NOTE: NoteAction}  # the answer says more than the claim

urlpatterns = [
    path("articles/", ArticleList.as_view(), name="articles"),
    path("articles/<int:pk>/", ArticleDetail.as_view(), name="article"),
    path("articles/<int:pk>/progress/", ArticleProgress.as_view(), name="article_progress"),
    path("articles/<int:pk>/retry/", ArticleRetry.as_view(), name="article_retry"),
    path("articles/<int:pk>/claims/", MarkableClaims.as_view(), name="article_claims"),
    path("articles/<int:pk>/gate/", Gate.as_view(), name="gate"),
    path("articles/<int:pk>/dossier/", DossierDoor.as_view(), name="dossier"),
    path("articles/<int:pk>/dossier/html/", DossierPage.as_view(), name="dossier_html"),
    path("articles/<int:pk>/dossier/pdf/", DossierPaper.as_view(), name="dossier_pdf"),
    path("articles/<int:pk>/set-due/", Slot.as_view(), name="slot"),
    path("articles/<int:pk>/release/", Release.as_view(), name="release"),
    path("articles/<int:pk>/revisions/", RevisionList.as_view(), name="revisions"),
    path("articles/<int:pk>/revisions/<int:number>/", RevisionDetail.as_view(), name="revision"),
    path("claims/", ClaimList.as_view(), name="claims"),
    path("claims/<int:pk>/", ClaimDetail.as_view(), name="claim"),
    path("claims/take-next/", TakeNext.as_view(), name="take_next"),
    path("claims/distribute/", Distribute.as_view(), name="distribute"),
    path("claims/assign/", AssignSeveral.as_view(), name="assign_several"),
    path("claims/<int:pk>/matches/<int:number>/reject/", MatchRejection.as_view(), name="match_rejection"),
    path("claims/<int:pk>/evidence/", EvidenceList.as_view(), name="evidence"),
    path("claims/<int:pk>/evidence/<int:number>/", EvidenceDetail.as_view(), name="one_evidence"),
    path("claims/<int:pk>/verdicts/", VerdictList.as_view(), name="verdicts"),
    path("claims/<int:pk>/notes/", NoteList.as_view(), name="notes"),
    path("claims/<int:pk>/facts/<int:number>/tick/", FactTick.as_view(), name="fact_tick"),
    path("claims/<int:pk>/confrontations/", ConfrontationList.as_view(), name="confrontations"),
    path(
        "claims/<int:pk>/confrontations/<int:number>/answer/",
        ConfrontationAnswer.as_view(),
        name="confrontation_answer",
    ),
    path("claims/<int:pk>/events/", EventList.as_view(), name="events"),
    path("claims/<int:pk>/claimreview/", ClaimReview.as_view(), name="claimreview"),
    *(
        path(
            f"claims/<int:pk>/{slug}/",
            OWN_DOORS.get(action, ClaimAction).as_view(action_name=action),
            name=f"claim_{action}",
        )
        for slug, action in doors()
    ),
    path("outlets/", OutletList.as_view(), name="outlets"),
    path("people/<str:name>/absence/", Absence.as_view(), name="absence"),
    path("snapshots/<int:pk>/", SnapshotFile.as_view(), name="snapshot"),
    path("sources/<int:pk>/link-origin/", OriginLink.as_view(), name="link_origin"),
    path("desks/", DeskList.as_view(), name="desks"),
    path("ratings/", RatingList.as_view(), name="ratings"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    re_path(r"", Nowhere.as_view(), name="nowhere"),
]
