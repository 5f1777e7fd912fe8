"""The first file of an installation, over the API."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from students.models import Institution, Mark
from students.tests import factories

pytestmark = pytest.mark.django_db
MARKS = b"roll_no,name,branch,semester,Physics\nR1,First One,CSE,4,95\n"


def test_it_makes_its_institution_and_term(asking):
    root = asking(factories.user("root", is_superuser=True))
    body = {"file": SimpleUploadedFile("marks.csv", MARKS), "kind": "marks"}
    run = root.post("/api/v1/imports/", body, format="multipart").json()
    assert not Institution.objects.exists()
    assert (run["institution"], run["created"]["institution"]) == (None, "MAIN")
    url = f"/api/v1/imports/{run['id']}/commit/"
    done = root.post(url, {"digest": run["digest"]}, format="json").json()
    assert (done["state"], done["institution"]) == ("stored", "MAIN")
    assert Mark.objects.get().score == 95
