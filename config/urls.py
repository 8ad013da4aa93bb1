"""Every public address, in Vietnamese at the root and in English under /en/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.static import serve

from reports.admin_texts import AdminTexts
from reports.api import api
from reports.health import healthz
from reports.sitemaps import robots, sitemap, sitemap_index

handler404 = "reports.views.errors.page_not_found"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("api/v1/", api.urls),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap_index, name="sitemap"),
    path("sitemap-<slug:name>.xml", sitemap, name="sitemap_part"),
]
if settings.MEDIA_ROOT:
    # A web server in front answers for this folder itself (deploy/nginx.conf); without one, uploads are still seen.
    urlpatterns += [path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT})]
urlpatterns += i18n_patterns(
    path("admin/jsi18n/", AdminTexts.as_view()),
    path("admin/", admin.site.urls),
    # First, because it has the indicator's page with the articles that use it at the address of the page without.
    path("", include("reports.urls")),
    path("", include("indicators.urls")),
    prefix_default_language=False,
)
