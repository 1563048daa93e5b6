"""The addresses of the demonstration."""

from django.urls import path

from desvelo.edges.demo import views

app_name = "demo"
urlpatterns = [
    path("demo", views.home, name="home"),
    path("demo/continuar", views.go_on, name="go_on"),
    path("demo/galeria", views.show_gallery, name="gallery"),
    path("demo/pane", views.pane, name="pane"),
    path("demo/reset", views.reset, name="reset"),
    path("demo/clock", views.move_clock, name="clock"),
]
