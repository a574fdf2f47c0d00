from django.urls import path

from framsteg.apps.recovery.views import claim, late

app_name = "recovery"
urlpatterns = [
    path("hushall/<str:number>/", late.household, name="household"),
    path("hushall/<str:number>/nya-uppgifter/", late.note, name="note"),
    path("hushall/<str:number>/nytt-aterkrav/", claim.open_claim, name="open_claim"),
    path("manad/<int:recalculation_id>/", late.recalculation, name="recalculation"),
    path("manad/<int:recalculation_id>/komplettera/", late.supplement, name="supplement"),
    path("manad/<int:recalculation_id>/ingen-atgard/", late.let_stand, name="let_stand"),
    path("aterkrav/<int:claim_id>/", claim.claim, name="claim"),
    path("aterkrav/<int:claim_id>/utredning/", claim.circumstances, name="circumstances"),
    path("aterkrav/<int:claim_id>/kommunicera/", claim.hear, name="hear"),
    path("aterkrav/<int:claim_id>/svar/", claim.reply, name="reply"),
    path("aterkrav/<int:claim_id>/besluta/", claim.decide, name="decide"),
    path("aterkrav/<int:claim_id>/efterge/", claim.forgive, name="forgive"),
    path("aterkrav/<int:claim_id>/betalning/", claim.repay, name="repay"),
    path("aterkrav/<int:claim_id>/beslut-om-talan/", claim.sue, name="sue"),
    path("aterkrav/<int:claim_id>/talan/", claim.brought, name="brought"),
    path("aterkrav/<int:claim_id>/avsluta/", claim.close, name="close"),
    path("aterkrav/<int:claim_id>/brev/", claim.letter, name="letter"),
    path("aterkrav/<int:claim_id>/brev.pdf", claim.letter_pdf, name="letter_pdf"),
]
