from django.urls import path

from framsteg.apps.decisions.views import appeal, calculation, decision, oral, review

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
    path("<int:decision_id>/tillkannagivet/", review.announcement, name="announcement"),
    path("<int:decision_id>/andra/", review.amend, name="amend"),
    path("<int:decision_id>/overklaga/", review.receive_appeal, name="receive_appeal"),
    path("andring/<int:amendment_id>/brev/", review.amendment_letter, name="amendment_letter"),
    path("andring/<int:amendment_id>/brev.pdf", review.amendment_letter_pdf, name="amendment_letter_pdf"),
    path("overklagande/<int:appeal_id>/", appeal.appeal, name="appeal"),
    path("overklagande/<int:appeal_id>/tid/", appeal.check_time, name="check_time"),
    path("overklagande/<int:appeal_id>/avvisa/", appeal.dismiss, name="dismiss_appeal"),
    path("overklagande/<int:appeal_id>/omprova/", appeal.reconsider, name="reconsider"),
    path("overklagande/<int:appeal_id>/lamna-over/", appeal.forward, name="forward"),
    path("overklagande/<int:appeal_id>/avgorande/", appeal.judgement, name="judgement"),
    path("overklagande/<int:appeal_id>/avvisning/", appeal.dismissal_letter, name="dismissal_letter"),
    path("overklagande/<int:appeal_id>/avvisning.pdf", appeal.dismissal_letter_pdf, name="dismissal_letter_pdf"),
    path("overklagande/<int:appeal_id>/overlamnande/", appeal.forwarding, name="forwarding"),
    path("overklagande/<int:appeal_id>/overlamnande.pdf", appeal.forwarding_pdf, name="forwarding_pdf"),
    path("delegation/", decision.delegations, name="delegations"),
]
