"""Which resource stands at which address of the API."""

from django.urls import path, re_path
from drf_spectacular.views import SpectacularAPIView

from claims.api.articles import ArticleDetail, ArticleList, ArticleProgress, ArticleRetry
from claims.api.claims import ArticleClaims, ClaimDetail, ClaimList
from claims.api.desks import DeskList
from claims.api.outlets import OutletList
from claims.api.ratings import RatingList
from claims.api.revisions import RevisionDetail, RevisionList
from claims.api.views import Nowhere

app_name = "api"

urlpatterns = [
    path("articles/", ArticleList.as_view(), name="articles"),
    path("articles/<int:pk>/", ArticleDetail.as_view(), name="article"),
    path("articles/<int:pk>/progress/", ArticleProgress.as_view(), name="article_progress"),
    path("articles/<int:pk>/retry/", ArticleRetry.as_view(), name="article_retry"),
    path("articles/<int:pk>/claims/", ArticleClaims.as_view(), name="article_claims"),
    path("articles/<int:pk>/revisions/", RevisionList.as_view(), name="revisions"),
    path("articles/<int:pk>/revisions/<int:number>/", RevisionDetail.as_view(), name="revision"),
    path("claims/", ClaimList.as_view(), name="claims"),
    path("claims/<int:pk>/", ClaimDetail.as_view(), name="claim"),
    path("outlets/", OutletList.as_view(), name="outlets"),
    path("desks/", DeskList.as_view(), name="desks"),
    path("ratings/", RatingList.as_view(), name="ratings"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    re_path(r"", Nowhere.as_view(), name="nowhere"),
]
