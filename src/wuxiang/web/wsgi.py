"""The application as the server loads it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wuxiang.web.settings")
application = get_wsgi_application()
