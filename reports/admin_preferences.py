"""A page of the admin where people say how they want to be written to."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.models import Preference


class PreferenceForm(forms.ModelForm):
    email = forms.EmailField(
        label=gettext_lazy("Địa chỉ thư"),
        required=False,
        widget=forms.EmailInput(attrs={"class": "vTextField", "autocomplete": "email"}),
        help_text=gettext_lazy("Để trống thì không nhận thư nào."),
    )

    class Meta:
        model = Preference
        fields = ("language", "wants_mail")

    field_order = ("email", "language", "wants_mail")


def preferences_page(request: HttpRequest) -> HttpResponse:
    """Each person's own; there is no address for those of another."""
    person = User.objects.get(username=request.user.get_username())
    preference = Preference.objects.filter(user=person).first() or Preference(user=person)
    form = PreferenceForm(request.POST or None, instance=preference, initial={"email": person.email}, label_suffix="")
    if request.method == "POST" and form.is_valid():
        form.save()
        person.email = form.cleaned_data["email"]
        person.save(update_fields=["email"])
        messages.success(request, _("Đã lưu tuỳ chọn của bạn."))
        return HttpResponseRedirect(reverse("admin:preferences"))
    context = {**admin.site.each_context(request), "title": _("Tuỳ chọn của tôi"), "form": form}
    return TemplateResponse(request, "admin/preferences.html", context)
