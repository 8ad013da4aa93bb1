"""The public addresses of what is measured."""

from django.urls import path

from indicators.views.calendar import calendar

app_name = "indicators"

urlpatterns = [
    path("lich-cong-bo/", calendar, name="calendar"),
]
