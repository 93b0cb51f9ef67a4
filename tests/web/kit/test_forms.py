"""Forms: hidden fields, labels, errors in words, two versions side by side."""

import re

from django import forms

from pilothouse.organisation.models import Unit
from pilothouse.web.kit.pages import unfolded
from pilothouse.web.kit.parts import Difference
from tests.web.kit.drawn import drawn

HOSTILE = '"><script>alert(1)</script>'


class Report(forms.Form):
    what = forms.CharField(label="What happened?", help_text="One sentence.")
    how_bad = forms.ChoiceField(label="How bad?", choices=[("a", "A")], widget=forms.RadioSelect)
    note = forms.CharField(label="Note", required=False)
    place = forms.CharField(widget=forms.HiddenInput)


def test_form_carries_token_once_and_version() -> None:
    text = drawn("{% form version=3 %}x{% endform %}")
    assert 'name="csrfmiddlewaretoken"' in text
    assert 'name="version" value="3"' in text
    assert re.search(r'name="once" value="[\w-]{20,}"', text)


def test_two_forms_have_two_once_tokens() -> None:
    text = drawn("{% form %}{% endform %}{% form %}{% endform %}")
    first, second = re.findall(r'name="once" value="([\w-]+)"', text)
    assert first != second


def test_form_by_get_carries_no_token() -> None:
    text = drawn('{% form method="get" %}{% endform %}')
    assert "hidden" not in text


def test_field_ties_label_help_and_error_together() -> None:
    text = drawn("{% field form.what %}", form=Report({"what": ""}))
    assert 'for="id_what"' in text
    assert 'aria-invalid="true"' in text
    described = re.search(r'aria-describedby="([^"]+)"', text)
    assert described is not None
    for name in described.group(1).split():
        assert f'id="{name}"' in text
    assert "Fill this in: nothing stands here yet." in text


def test_group_of_choices_is_a_fieldset() -> None:
    text = drawn("{% field form.how_bad %}", form=Report())
    assert "<fieldset" in text
    assert "<legend>How bad?" in text


def test_optional_is_said_required_is_not() -> None:
    assert "optional" in drawn("{% field form.note %}", form=Report())
    assert "optional" not in drawn("{% field form.what %}", form=Report())


def test_hidden_field_comes_bare() -> None:
    assert "label" not in drawn("{% field form.place %}", form=Report())


def test_summary_links_to_each_wrong_field() -> None:
    text = drawn("{% form_errors form %}", form=Report({"what": ""}))
    assert 'href="#id_what"' in text
    assert "Fill this in: nothing stands here yet." in text


def test_no_summary_without_errors() -> None:
    assert drawn("{% form_errors form %}", form=Report()).strip() == ""


def test_typed_text_comes_back_escaped() -> None:
    text = drawn("{% fields form %}", form=Report({"what": HOSTILE}))
    assert "<script>" not in text
    assert "&quot;&gt;&lt;script&gt;" in text


def test_conflict_keeps_both_versions() -> None:
    differences = [Difference("title", "Title", HOSTILE, "mine")]
    text = drawn('{% conflict d "Other" same=same %}', d=differences, same=[("unit", "LGA")])
    assert text.count('type="radio" name="title"') == 2
    assert 'value="mine" checked' in text
    assert '<input type="hidden" name="unit" value="LGA">' in text
    assert "<script>" not in text


def test_a_select_begins_with_words_and_one_that_was_given_some_keeps_them() -> None:
    class Choosing(forms.Form):
        needed = forms.ModelChoiceField(Unit.objects.none())
        free = forms.ModelChoiceField(Unit.objects.none(), required=False)
        told = forms.ModelChoiceField(Unit.objects.none(), empty_label="none above it")

    text = drawn("{% fields form %}", form=Choosing())
    assert re.findall(r'<option value=""[^>]*>([^<]*)<', text) == ["choose …", "–", "none above it"]


class Long(forms.Form):
    title = forms.CharField(label="Title", max_length=200, help_text="In a few words.")
    share = forms.FloatField(label="Share", min_value=0)
    day = forms.DateField(label="Day")


def test_what_is_too_long_is_refused_in_words_and_never_swallowed() -> None:
    form = Long({"title": "x" * 203, "share": "-1", "day": "soon"})
    text = drawn("{% fields form %}", form=form)
    assert "maxlength" not in text
    assert ">In a few words.<" in text, "how long it may be is said where it is too long"
    assert "Shorten this to at most 200 characters; it has 203." in text
    assert "Write 0 or more." in text
    assert "This is no day. Write it as 2026-03-31." in text


def test_a_password_is_not_said_to_be_still_here() -> None:
    class Secret(forms.Form):
        old = forms.CharField(widget=forms.PasswordInput)

    class Signed(Secret):
        note = forms.CharField()

    assert "Passwords are not kept: type them again." in drawn("{% form_errors form %}", form=Secret({}))
    assert "but for the password: type that again." in drawn("{% form_errors form %}", form=Signed({}))


def test_a_folded_part_that_was_filled_in_stands_open() -> None:
    assert unfolded(Long({"title": "x"}), "title")
    assert unfolded(Long({}), "day")
    assert not unfolded(Report({"what": "x", "how_bad": "a", "place": "p"}), "note")
    assert not unfolded(Long(), "title")
