"""The addresses of rounds."""

from chiso_web.assessment.appraisal.urls import urlpatterns as appraisal
from chiso_web.assessment.demo.urls import urlpatterns as demo
from chiso_web.assessment.library.urls import urlpatterns as library
from chiso_web.assessment.publishing.urls import urlpatterns as publishing
from chiso_web.assessment.running.urls import urlpatterns as running
from chiso_web.assessment.selfscore.urls import urlpatterns as selfscore
from chiso_web.assessment.surveying.urls import urlpatterns as surveying

app_name = "assessment"
# the form last: its contents are named by whatever follows the unit
urlpatterns = [*running, *surveying, *library, *appraisal, *publishing, *demo, *selfscore]
