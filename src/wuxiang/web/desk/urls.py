"""Addresses of the start page, the register and the work."""

from django.urls import path

from wuxiang.web.desk import correcting, events, households, past, tasks, views

urlpatterns = [
    path("", views.home, name="home"),
    path("worker.js", views.worker, name="worker"),
    path("places/", households.places, name="places"),
    path("places/<str:above>/", households.places, name="villages"),
    path("households/", households.households, name="households"),
    path("households/<str:key>/", households.household, name="household"),
    path("households/<str:key>/history/", households.history, name="history"),
    path("households/<str:key>/why/", households.why, name="why"),
    path("households/<str:key>/visit/", tasks.visit, name="visit"),
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
    path("people/<str:key>/reveal/", households.reveal, name="reveal"),
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/<int:number>/", tasks.task, name="task"),
    path("tasks/<int:number>/<str:name>/", tasks.move, name="move"),
]
