"""Refusals have words, and need neither database nor person."""

import pytest
from django.conf import settings
from django.http import HttpResponse, HttpResponseNotAllowed

from pilothouse.config import urls
from pilothouse.web.shell import errors
from tests.web.kit.drawn import request_for


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 429, 500])
def test_each_refusal_says_what_to_do(status: int) -> None:
    response = errors.error_page(request_for("/nowhere/"), status)
    text = response.content.decode()
    assert response.status_code == status
    assert "What is kept" in text
    assert "What to do" in text
    assert "no-store" in response["Cache-Control"]


def test_what_is_not_here_can_be_searched_for() -> None:
    text = errors.error_page(request_for("/ISS-9999/"), 404).content.decode()
    assert '<form class="search" action="/search/"' in text
    assert 'type="search" id="q" name="q"' in text


def test_the_path_asked_for_is_not_repeated() -> None:
    assert b"secret-name" not in errors.not_found(request_for("/secret-name/"), Exception()).content


def test_colours_of_the_browser_are_kept() -> None:
    assert 'data-theme="dark"' in errors.server_error(request_for("/", theme="dark")).content.decode()


def test_a_made_up_theme_is_ignored() -> None:
    assert "data-theme" not in errors.server_error(request_for("/", theme='x" onload="')).content.decode()


def test_an_empty_refusal_gets_its_page_and_keeps_its_headers() -> None:
    response = errors.ErrorPages(lambda _request: HttpResponseNotAllowed(["POST"]))(request_for("/"))
    assert response["Allow"] == "POST"
    assert b"What to do" in response.content


def test_a_refusal_with_words_is_left_alone() -> None:
    said = HttpResponse("own words", status=409)
    assert errors.ErrorPages(lambda _request: said)(request_for("/")) is said


def test_the_refusals_are_wired() -> None:
    assert settings.CSRF_FAILURE_VIEW == "pilothouse.web.shell.errors.csrf_failure"
    assert "pilothouse.web.shell.errors.ErrorPages" in settings.MIDDLEWARE
    wired = [urls.handler400, urls.handler403, urls.handler404, urls.handler500]
    assert wired == [errors.bad_request, errors.forbidden, errors.not_found, errors.server_error]
