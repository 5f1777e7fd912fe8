"""From a button to the page of the work it started."""

from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from students.models import Job


def followed(job: Job) -> HttpResponseRedirect:
    """Lead to the page of a job that has just been started, and on to what comes of it."""
    return redirect(f"{reverse('job', args=[job.pk])}?follow=1")
