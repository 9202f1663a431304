"""Addresses of the start page, the register and the work."""

from django.urls import path

from wuxiang.web.desk import (
    correcting,
    events,
    handing,
    households,
    incomes,
    papers,
    past,
    tasks,
    views,
    visits,
)

urlpatterns = [
    path("", views.home, name="home"),
    path("offline/", views.offline, name="offline"),
    path("worker.js", views.worker, name="worker"),
    path("places/", households.places, name="places"),
    path("places/<str:above>/", households.places, name="villages"),
    path("households/", households.households, name="households"),
    path("households/<str:key>/", households.household, name="household"),
    path("households/<str:key>/history/", households.history, name="history"),
    path("households/<str:key>/income/", incomes.income, name="income"),
    path("households/<str:key>/why/", households.why, name="why"),
    path("households/<str:key>/file/", past.file, name="file"),
    path("households/<str:key>/changes/", past.changed, name="changes"),
    path(
        "households/<str:key>/correct/<str:table>/<int:version>/",
        correcting.correct,
        name="correct",
    ),
    path("households/<str:key>/event/<str:kind>/", events.event, name="event"),
    path("households/<str:key>/undo/<int:batch>/", correcting.undo, name="undo-change"),
    path("people/<str:key>/", past.person, name="person"),
    path("households/<str:key>/visit/", visits.visit, name="visit"),
    path("households/<str:key>/call/", visits.call, name="call"),
    path("households/<str:key>/papers/", papers.papers, name="papers"),
    path("households/<str:key>/papers/<str:document>/", papers.paper, name="paper"),
    path("people/<str:key>/phone/", visits.phone, name="phone"),
    path("calls/", visits.calls, name="calls"),
    path("people/<str:key>/reveal/", households.reveal, name="reveal"),
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/hand-out/", handing.hand_out, name="hand-out"),
    path("tasks/hand-outs/", handing.handouts, name="handouts"),
    path("tasks/hand-outs/<int:number>/", handing.take_back, name="take-back"),
    path("tasks/<int:number>/", tasks.task, name="task"),
    path("tasks/<int:number>/photos/<uuid:name>/", tasks.photo, name="photo"),
    path(
        "tasks/<int:number>/photos/<uuid:name>/small/",
        tasks.photo,
        {"small": True},
        name="photo-small",
    ),
    path("tasks/<int:number>/<str:name>/", tasks.move, name="move"),
]
