"""The public addresses of what is measured."""

from django.urls import path

from indicators.views.calendar import calendar
from indicators.views.catalogue import catalogue_page
from indicators.views.indicator import IndicatorView

app_name = "indicators"

urlpatterns = [
    path("chi-so/", catalogue_page, name="catalogue"),
    path("chi-so/<slug:code>/", IndicatorView.as_view(), name="indicator"),
    path("lich-cong-bo/", calendar, name="calendar"),
]
