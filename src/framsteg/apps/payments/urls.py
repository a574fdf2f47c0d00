from django.urls import path

from framsteg.apps.payments import views

app_name = "payments"
urlpatterns = [
    path("", views.batches, name="list"),
    path("ny-lista/", views.make_batch, name="make_batch"),
    path("lista/<int:batch_id>/", views.batch, name="batch"),
    path("lista/<int:batch_id>/attestera/", views.attest, name="attest"),
    path("lista/<int:batch_id>/betalfil/", views.export, name="export"),
    path("uppdrag/<int:order_id>/ta-ut/", views.remove, name="remove"),
    path("uppdrag/<int:order_id>/ater/", views.release, name="release"),
    path("andring/<int:amendment_id>/", views.order_amendment, name="order_amendment"),
    path("beslut/<int:decision_id>/", views.order, name="order"),
    path("hushall/<str:number>/", views.household, name="household"),
]
