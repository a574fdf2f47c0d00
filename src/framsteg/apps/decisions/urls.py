from django.urls import path

from framsteg.apps.decisions.views import calculation, decision, oral, review

app_name = "decisions"
urlpatterns = [
    path("hushall/<str:number>/", decision.decisions, name="list"),
    path("ansokan/<int:application_id>/", calculation.calculation, name="calculation"),
    path("ansokan/<int:application_id>/berakna/", calculation.calculate, name="calculate"),
    path("ansokan/<int:application_id>/kostnad/<int:cost_id>/", calculation.override, name="override"),
    path("ansokan/<int:application_id>/kommunicera/", calculation.hear, name="hear"),
    path("ansokan/<int:application_id>/besluta/", calculation.decide, name="decide"),
    path("ansokan/<int:application_id>/tala/", oral.ask_to_speak, name="ask_to_speak"),
    path("tala/<int:request_id>/avsluta/", oral.close_oral, name="close_oral"),
    path("kommunicering/<int:hearing_id>/svar/", calculation.reply, name="reply"),
    path("<int:decision_id>/", decision.decision, name="decision"),
    path("<int:decision_id>/brev/", decision.letter, name="letter"),
    path("<int:decision_id>/brev.pdf", decision.letter_pdf, name="letter_pdf"),
    path("<int:decision_id>/mottaget/", review.receipt, name="receipt"),
    path("delegation/", decision.delegations, name="delegations"),
]
