"""What is shown when something cannot be done: plain pages that need neither database nor person."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils.cache import add_never_cache_headers

from pilothouse.web.shell.context import theme_of

PAGES = {400: "400.html", 403: "403.html", 404: "404.html", 405: "405.html", 409: "409.html", 429: "429.html"}


def error_page(request: HttpRequest, status: int, template: str = "") -> HttpResponse:
    """The page for `status`. It knows only the colours of the browser, so that it cannot fail in its turn."""
    text = get_template(template or PAGES.get(status, "500.html")).render({"theme": theme_of(request)})
    response = HttpResponse(text, status=status)
    add_never_cache_headers(response)
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's `handler400`."""
    return error_page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's `handler403`."""
    return error_page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's `handler404`. What one may not see and what does not exist look alike."""
    return error_page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's `handler500`."""
    return error_page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's `CSRF_FAILURE_VIEW`: nearly always a page left open over night."""
    return error_page(request, 403, "403_csrf.html")


class ErrorPages:
    """Middleware: a refusal without words (405, 409, 429 with an empty body) gets its page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code not in PAGES or response.streaming or response.content:
            return response
        page = error_page(request, response.status_code)
        for name in ("Allow", "Retry-After"):
            if name in response.headers:
                page.headers[name] = response.headers[name]
        return page
