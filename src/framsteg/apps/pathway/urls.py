from django.urls import path

from framsteg.apps.pathway import views

app_name = "pathway"

urlpatterns = [
    path("jobbcentrum/", views.week, name="week"),
    path("jobbcentrum/<str:day>/", views.note_attendance, name="attendance"),
    path("hushall/<str:number>/vag/", views.household, name="household"),
    path("vag/<int:journey_id>/", views.journey, name="journey"),
    path("vag/<int:journey_id>/hanvisa/", views.refer, name="refer"),
    path("vag/<int:journey_id>/start/", views.start_programme, name="start"),
    path("vag/<int:journey_id>/slut/", views.end_programme, name="end"),
    path("vag/<int:journey_id>/konsulent/", views.assign_consultant, name="consultant"),
    path("vag/<int:journey_id>/coach/", views.assign_coach, name="coach"),
    path("vag/<int:journey_id>/insats/", views.start_activity, name="activity"),
    path("vag/<int:journey_id>/insats/<int:part_id>/slut/", views.end_activity, name="end_activity"),
    path("vag/<int:journey_id>/uppfoljning/", views.book_follow_up, name="book"),
    path("vag/<int:journey_id>/uppfoljning/<int:part_id>/", views.hold_follow_up, name="hold"),
    path("vag/<int:journey_id>/avslut/", views.exit_journey, name="exit"),
    path("vag/<int:journey_id>/eftervard/<int:part_id>/", views.hold_aftercare, name="aftercare"),
    path("vag/<int:journey_id>/kartlaggning/", views.mapping, name="mapping"),
    path("vag/<int:journey_id>/plan/", views.plan, name="plan"),
    path("vag/<int:journey_id>/plan/version/<int:number>/", views.plan_version, name="plan_version"),
    path("vag/<int:journey_id>/plan/ny/", views.draft_plan, name="draft_plan"),
    path("vag/<int:journey_id>/plan/mal/", views.change_goal, name="goal"),
    path("vag/<int:journey_id>/plan/rad/", views.add_line, name="line"),
    path("vag/<int:journey_id>/plan/rad/<int:line_id>/", views.change_line, name="change_line"),
    path("vag/<int:journey_id>/plan/rad/<int:line_id>/ta-bort/", views.remove_line, name="remove_line"),
    path("vag/<int:journey_id>/plan/rad/<int:line_id>/klar/", views.finish_line, name="finish_line"),
    path("vag/<int:journey_id>/plan/underskrift/<str:party>/", views.sign_plan, name="sign"),
    path("vag/<int:journey_id>/plan/klar/", views.complete_signing, name="complete"),
    path("vag/<int:journey_id>/plan/ny-version/", views.revise_plan, name="revise"),
]
