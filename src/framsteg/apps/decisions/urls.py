from django.urls import path

from framsteg.apps.decisions import views

app_name = "decisions"
urlpatterns = [
    path("hushall/<str:number>/", views.decisions, name="list"),
    path("ansokan/<int:application_id>/", views.calculation, name="calculation"),
    path("ansokan/<int:application_id>/berakna/", views.calculate, name="calculate"),
    path("ansokan/<int:application_id>/kostnad/<int:cost_id>/", views.override, name="override"),
    path("ansokan/<int:application_id>/kommunicera/", views.hear, name="hear"),
    path("ansokan/<int:application_id>/besluta/", views.decide, name="decide"),
    path("kommunicering/<int:hearing_id>/svar/", views.reply, name="reply"),
    path("<int:decision_id>/", views.decision, name="decision"),
    path("<int:decision_id>/brev/", views.letter, name="letter"),
    path("<int:decision_id>/brev.pdf", views.letter_pdf, name="letter_pdf"),
    path("<int:decision_id>/mottaget/", views.receipt, name="receipt"),
    path("delegation/", views.delegations, name="delegations"),
]
