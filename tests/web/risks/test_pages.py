"""The pages of risks, as their owner finds and fills them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from pilothouse.improvement.models import Action, Foreseen
from pilothouse.improvement.operations import name_risk, report_problem
from pilothouse.measures.models import Signal
from pilothouse.organisation.models import Person
from pilothouse.records.operations import hand_over
from pilothouse.risks.appetite import in_force
from pilothouse.risks.models import Assessment, Risk, Stake, Trip, Tripwire
from pilothouse.risks.operations import accept_risk, assess_by_matrix
from pilothouse.strategy.operations import name_context_issue
from pilothouse.web.risks.views import home
from tests.cast import Cast, act
from tests.improvement.story import opened
from tests.remembered import remembered
from tests.risks.story import SOON, bear, risk
from tests.stage import Stage
from tests.web.records.stage import exported
from tests.web.risks.stage import Register, set_out

AHEAD = "2099-06-01"  # pages live by the clock, not by the story
SignIn = Callable[[Person], Client]


@pytest.fixture
def register(cast: Cast) -> Register:
    return remembered("register", set_out, cast)


@pytest.fixture
def owner(cast: Cast, register: Register, signed_in: SignIn) -> Client:
    return signed_in(cast.owner)


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_the_overview_says_what_asks_and_what_is_not_borne(owner: Client, register: Register) -> None:
    page = text(owner, "/risks/")
    assert "3 risks are rated; beyond the appetite: 1, not rated: 1." in page
    assert register.warned.code in page
    assert "Snow closes the runway" in page.split('id="beyond"')[1].split("</section>")[0]
    assert f'href="/{register.dear.code}/"' in page.split('class="pbc heat')[1]
    assert "A year costs" in page


def test_the_overview_counts_every_risk_whatever_it_names(
    owner: Client, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(home, "MOST", 1)
    page = text(owner, "/risks/")
    assert "3 risks are rated; beyond the appetite: 1, not rated: 1." in page
    assert "+2 more" in page
    assert register.warned.code in page.split('id="tripped"')[1].split("</section>")[0]


def test_the_page_of_a_risk_tells_cause_rating_curve_and_stakes(owner: Client, register: Register) -> None:
    page = text(owner, f"/{register.dear.code}/")
    for words in ("Two of three are worn", "beyond the appetite", "frequent, large", "One year in ten costs more than",
                  "Two winters", register.process_code, register.objective_code):  # fmt: skip
        assert words in page, words
    assert "Tug breaks &lt;b&gt;down&lt;/b&gt;" in text(owner, f"/{register.plain.code}/")


def test_a_warned_risk_asks_on_its_page_in_my_work_and_on_the_bridge(
    owner: Client, cast: Cast, register: Register, signed_in: SignIn
) -> None:
    page = text(owner, f"/{register.warned.code}/")
    assert "A sign has shown" in page
    assert page.count("#trust") == 2, "beside the warning and the sign that warned"
    assert f'href="/{register.warned.code}/accept/"' in page
    others = text(signed_in(cast.quality), f"/{register.warned.code}/")
    assert f'href="/{register.warned.code}/decline/"' in others
    assert f'href="/{register.warned.code}/accept/"' not in others  # neither theirs nor for them to decide
    assert register.warned.code in text(owner, "/my-work/")
    assert register.warned.code in text(owner, "/bridge/")
    hand_over(act(cast.leader), register.warned, owner=cast.west_owner)  # who sees the risk, and no series of East
    hidden = text(signed_in(cast.west_owner), f"/{register.warned.code}/")
    assert ("a sign in another unit" in hidden, "a sign no longer watched" in hidden) == (True, False)
    assert "#trust" not in hidden


def test_an_acceptance_that_ran_out_says_so_and_is_given_anew_or_ended(
    cast: Cast, register: Register, signed_in: SignIn
) -> None:
    accept_risk(act(cast.leader), register.dear, until=SOON, reason="For this spring")
    leader, code = signed_in(cast.leader), register.dear.code
    page = text(leader, f"/{code}/")
    assert "Nobody accepts it any more" in page
    climbed = page.split("Climbed to you")[1].split("</div>")[0]
    assert [f'href="/{code}/{verb}/"' in climbed for verb in ("accept", "reopen", "rate")] == [True, True, False]
    late = text(leader, "/risks/").split('id="late"')[1]
    assert "accepted no more" in late.split(f'href="/{code}/"')[1].split("</li>")[0]
    leader.post(f"/{code}/accept/", {"version": Risk.objects.get(pk=register.dear.pk).version, "until": AHEAD,
                                     "reason": "Until the new garage is built"})  # fmt: skip
    page = text(leader, f"/{code}/")
    assert "Until the new garage is built" in page
    assert "Nobody accepts it any more" not in page


def test_an_action_answers_the_warning(owner: Client, cast: Cast, register: Register) -> None:
    address = f"/{register.warned.code}/plan/"
    assert "treatment of a risk or opportunity" in text(owner, address)
    given = {"title": "Buy two", "purpose": "treatment", "owner": cast.member.pk, "due": AHEAD}
    assert owner.post(address, given).status_code == 302
    register.warned.refresh_from_db()
    assert (register.warned.state, Trip.objects.get().answer) == ("treated", "treated")
    assert Action.objects.get(origin=register.warned).title in text(owner, f"/{register.warned.code}/")


def test_a_warning_is_declined_with_a_reason(owner: Client, register: Register) -> None:
    address = f"/{register.warned.code}/decline/"
    assert owner.post(address, {"reason": "", "version": register.warned.version}).status_code == 422
    assert owner.post(address, {"reason": "A typing error", "version": register.warned.version}).status_code == 302
    assert "A typing error" in text(owner, f"/{register.warned.code}/")


def test_a_cause_that_risks_share_is_named_in_their_forms_and_told(
    owner: Client, cast: Cast, register: Register
) -> None:
    words = {"title": "One sky", "text": "A storm holds both.", "every": 90, "side": "outside"}
    sky = name_context_issue(act(cast.leader), unit=cast.office, owner=cast.leader, **words)
    address = f"/{register.dear.code}/change/"
    assert "context issue: One sky" in text(owner, address)
    given = {
        "title": "Fuel runs out",
        "unit": cast.east.pk,
        "owner": cast.owner.pk,
        "due": AHEAD,
        "shared_cause": sky.pk,
    }
    owner.post("/risks/new/", given)
    made = Risk.objects.get(title="Fuel runs out")
    ranges = {"often_low": "0.5", "often_high": "2", "loss_low": "100", "loss_high": "2000"}
    owner.post(f"/{made.code}/estimate/", ranges)
    kept = {"title": register.dear.title, "version": register.dear.version, "shared_cause": sky.pk}
    assert owner.post(address, kept).status_code == 302
    page = text(owner, f"/{made.code}/")
    shared = page[page.index("Shares a cause") :]
    assert sky.code in shared
    assert register.dear.code in shared
    assert "2 risks share 1 named cause" in text(owner, "/risks/curve/?unit=EST")


def test_a_risk_is_registered_rated_estimated_and_watched(owner: Client, cast: Cast, register: Register) -> None:
    stakes = list(Stake.objects.values_list("at_stake", flat=True).distinct())
    given = {
        "title": "Fuel runs out", "cause": "One supplier", "consequence": "Nobody leaves", "unit": cast.east.pk,
        "owner": cast.owner.pk, "due": AHEAD, "at_stake": stakes,
    }  # fmt: skip
    answer = owner.post("/risks/new/", given)
    made = Risk.objects.get(title="Fuel runs out")
    assert answer.headers["Location"] == f"/{made.code}/"
    assert owner.post(f"/{made.code}/rate/", {"likelihood": "2", "impact": "5", "basis": ""}).status_code == 302
    ranges = {"often_low": "0,05", "often_high": "0.5", "loss_low": "100", "loss_high": "2000"}
    assert owner.post(f"/{made.code}/estimate/", ranges | {"loss_high": "1234567.5"}).status_code == 422
    ranges |= {"loss_low": "98765.25", "loss_high": "1234567.5"}
    assert owner.post(f"/{made.code}/estimate/", ranges).status_code == 302
    again = text(owner, f"/{made.code}/estimate/")
    assert 'value="1234567.5"' in again
    assert 'value="98765.25"' in again
    assert "By the matrix it is rated “unlikely" in again
    assert "one of the two is to be looked at again" not in text(owner, f"/{made.code}/")
    assert owner.post(f"/{made.code}/rate/", {"likelihood": "4", "impact": "5", "basis": ""}).status_code == 302
    assert "0.05 to 0.5 times a year, which is less often" in text(owner, f"/{made.code}/")
    assert "Estimated so far: 0.05 to 0.5 times a year" in text(owner, f"/{made.code}/rate/")
    assert owner.post(f"/{made.code}/rate/", {"likelihood": "2", "impact": "5", "basis": ""}).status_code == 302
    series = Tripwire.objects.get().series
    sign = {"series": series.pk, "how": "-1", "level": "55"}
    assert owner.post(f"/{made.code}/watch/", sign).status_code == 302
    page = text(owner, f"/{made.code}/")
    for words in ("unlikely, very large", "0.05 to 0.5 times a year", "below 55"):
        assert words in page, words
    wire = Tripwire.objects.get(record=made)
    assert owner.post(f"/{made.code}/watch/{wire.pk}/remove/").status_code == 302
    assert "below 55" not in text(owner, f"/{made.code}/")


def test_who_rates_a_risk_sees_where_the_appetite_runs_before_it_is_saved(owner: Client, register: Register) -> None:
    page = text(owner, f"/{register.plain.code}/rate/")
    assert page.count('class="matrix-beyond"') == len(in_force().beyond) > 0
    assert "lies beyond the appetite: what is rated there has to be treated" in page


def test_an_estimate_is_never_wrong_by_a_thousand_in_silence(owner: Client, register: Register) -> None:
    """“0,5 … 2.000” is one to two thousand; “1.000” alone is asked about; a kept number stays as it stood."""
    address = f"/{register.plain.code}/estimate/"
    ranges = {"often_low": "0,5", "often_high": "2,5", "loss_low": "1.000", "loss_high": "2 000"}
    assert owner.post(address, ranges).status_code == 302
    made = Assessment.objects.filter(record=register.plain).latest("id")
    assert (made.often_low, made.loss_low, made.loss_high) == (0.5, 1000.0, 2000.0)
    asked = owner.post(address, ranges | {"often_low": "1", "often_high": "2"})
    assert asked.status_code == 422
    assert "“1.000” can be read in two ways. Write 1000 or 1.0." in asked.content.decode()
    assert owner.post(address, ranges | {"loss_low": "1.1250", "loss_high": "9"}).status_code == 302
    kept = {"often_low": "1", "often_high": "2", "loss_low": "1.125", "loss_high": "1'100,5"}
    assert owner.post(address, kept).status_code == 302
    made = Assessment.objects.filter(record=register.plain).latest("id")
    assert (made.loss_low, made.loss_high) == (1.125, 1100.5)


def test_what_was_typed_is_kept_where_it_does_not_fit(owner: Client, register: Register) -> None:
    given = {"often_low": "3", "often_high": "1", "loss_low": "10", "loss_high": "20", "basis": "My own words"}
    answer = owner.post(f"/{register.plain.code}/estimate/", given)
    assert (answer.status_code, "My own words" in answer.content.decode()) == (422, True)
    assert "The lower end comes first." in answer.content.decode()
    line = owner.post(f"/{register.plain.code}/watch/", {"series": Tripwire.objects.get().series_id, "how": "1"})
    assert line.status_code == 422
    assert not Assessment.objects.filter(record=register.plain).exists()


def test_a_risk_answers_the_signals_that_wait_and_is_tied_to_the_others(stage: Stage, signed_in: SignIn) -> None:
    client, signal = signed_in(stage.cast.leader), stage.open_signal
    address = f"/risks/new/?signal={signal.code}"
    assert signal.title in text(client, address)
    given = {"title": "The west falls too", "unit": stage.cast.west.pk, "owner": stage.cast.west_owner.pk,
             "due": AHEAD}  # fmt: skip
    late = client.post(f"{address}&signal={stage.signal.code}", given | {"signal": [signal.code, stage.signal.code]})
    assert (late.status_code, Risk.objects.exists()) == (409, False)
    page = late.content.decode()
    assert 'value="The west falls too"' in page
    assert stage.signal.title in page.partition("It is tied to this one")[2]
    assert f'name="signal" value="{signal.code}"' in page
    assert f'name="tied" value="{stage.signal.code}"' in page
    before = Signal.objects.get(pk=stage.signal.pk).version
    sent = client.post(address, given | {"signal": signal.code, "tied": stage.signal.code}, follow=True)
    assert "It answers 1 signal. It is tied to 1 that is answered elsewhere." in sent.content.decode()
    assert Signal.objects.get(pk=signal.pk).state == "answered"
    made = Risk.objects.get()
    assert (made.origin_id, made.links.get().other_id) == (signal.pk, stage.signal.pk)
    assert Signal.objects.get(pk=stage.signal.pk).version == before


def test_the_register_filters_sorts_and_exports(owner: Client, register: Register) -> None:
    beyond = text(owner, "/risks/register/?appetite=beyond")
    assert register.dear.code in beyond
    assert register.warned.code not in beyond
    unrated = text(owner, "/risks/register/?appetite=unrated")
    assert register.plain.code in unrated
    assert register.dear.code not in unrated
    assert register.dear.code in text(owner, "/risks/register/?likelihood=5&impact=4&sort=-yearly")
    rows = b"".join(owner.get("/risks/register/?format=csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert "Snow closes the runway" in rows
    assert register.chance.title in text(owner, "/risks/opportunities/")


def test_the_curve_is_of_what_one_may_see(owner: Client, cast: Cast, register: Register, signed_in: SignIn) -> None:
    assert "The appetite line is for the whole organisation" in text(owner, "/risks/curve/")
    points = [list(map(float, row)) for row in exported(owner, "/risks/curve/?format=csv")]
    assert points == sorted(points, key=lambda point: (-point[0], point[1]))
    assert len(points) > 5
    assert "Nobody has said yet which chance" in text(signed_in(cast.leader), "/risks/curve/")
    assert "No risk is estimated yet" in text(signed_in(cast.west_owner), "/risks/curve/")


def test_what_alone_crosses_the_appetite_line_is_beyond_whatever_its_rating(
    owner: Client, cast: Cast, register: Register, signed_in: SignIn
) -> None:
    address = f"/{register.dear.code}/"
    assess_by_matrix(act(cast.owner), register.dear, likelihood=1, impact=1)
    accept_risk(act(cast.owner), register.dear, until=SOON, reason="Slight")
    assert "Every risk that is rated or estimated lies within" in text(owner, "/risks/")
    bear(cast, (100.0, 0.05))
    assert "its estimate alone crosses the line, with" in text(owner, "/risks/")
    assert register.dear.code in text(owner, "/risks/register/?appetite=beyond")
    assert register.dear.code not in text(owner, "/risks/register/?appetite=within")
    assert "alone beyond the appetite line" in text(owner, address)
    assert "No longer accepted: it lies beyond the appetite that was set now." in text(owner, address)
    told = "What a bad year may cost lies beyond what we said we would bear"
    assert f'href="/risks/curve/"><b class="needs">{told}' in text(signed_in(cast.leader), "/bridge/")
    assert told not in text(owner, "/bridge/")
    assert "beyond the appetite line</span>: all risks together cost more than 100" in text(
        signed_in(cast.leader), "/risks/"
    )


def test_the_hit_rate_keeps_hindsight_apart(owner: Client, cast: Cast, register: Register) -> None:
    page = text(owner, "/risks/hit-rate/")
    assert "registered only afterwards" in page
    other = opened(cast)
    assert "nobody has said yet" in text(owner, "/risks/hit-rate/")
    wrong = owner.post(f"/{other.code}/foreseen/", {"choice": "other", "number": "RSK-9999"})
    assert wrong.status_code == 422
    assert owner.post(f"/{other.code}/foreseen/", {"choice": "none", "version": other.version}).status_code == 302
    assert Foreseen.objects.get(issue=other).risk is None
    assert owner.post(f"/{other.code}/foreseen/withdraw/").status_code == 302
    assert not Foreseen.objects.filter(issue=other).exists()
    other.refresh_from_db()
    address = f"/{other.code}/foreseen/"
    assert owner.post(address, {"choice": "unknown", "version": other.version}).status_code == 302
    assert "Said so far:" in text(owner, address)
    page = text(owner, "/risks/hit-rate/")
    assert "of 2 serious issues stood on the register before they began, as far as anybody knows" in page
    assert "That is 0 of the 1 of which somebody knows it. Of 1 nobody can tell" in page


def test_the_hit_rate_tells_nothing_of_a_risk_that_one_does_not_see(
    owner: Client, cast: Cast, register: Register, signed_in: SignIn
) -> None:
    before, after = act(cast.leader, later=timedelta(hours=1)), act(cast.leader, later=timedelta(days=3))
    hidden = risk(cast, by=before, unit=cast.west, owner=cast.west_owner, title="Hidden")
    assess_by_matrix(before, hidden, likelihood=5, impact=4, basis="Two winters")
    issue = report_problem(after, unit=cast.east, title="Bars ran out", severity="serious")
    name_risk(after, issue, risk=hidden)
    for client, seen in ((signed_in(cast.leader), True), (owner, False)):
        page = text(client, "/risks/hit-rate/")
        told = {row[0]: row[6:10] for row in exported(client, "/risks/hit-rate/?format=csv")}[issue.code]
        assert (told[:2] == [hidden.code, "Hidden"]) is seen
        assert any(told) is seen
        assert ("a risk of another unit" in page) is not seen
        for part in (
            "Hidden",
            "Rated then:",
            "no warning in the 90 days before it began",
            "that you see warned before it began",
        ):
            assert (part in page) is seen, part


def test_the_hit_rate_says_that_somebody_was_asked(cast: Cast, signed_in: SignIn) -> None:
    owner = signed_in(cast.owner)
    issue = opened(cast)
    assert "Nobody has matched any of them yet" in text(owner, "/risks/hit-rate/")
    name_risk(act(cast.owner), issue, risk=None, known=False)
    page = text(owner, "/risks/hit-rate/")
    assert "Of 1 it is not known. So there is no hit rate." in page
    assert "Nobody has matched" not in page


def test_a_number_beside_another_answer_is_asked_about(owner: Client, cast: Cast, register: Register) -> None:
    issue = opened(cast)
    for choice in ("none", "unknown"):
        given = {"choice": choice, "number": register.dear.code, "version": issue.version}
        refused = owner.post(f"/{issue.code}/foreseen/", given)
        assert refused.status_code == 422
        assert "You gave a number" in refused.text
        assert f'value="{register.dear.code}"' in refused.text
    assert not Foreseen.objects.filter(issue=issue).exists()
    given = {"choice": "other", "number": register.dear.code, "version": issue.version}
    assert owner.post(f"/{issue.code}/foreseen/", given).status_code == 302


def test_the_hit_rate_says_where_it_is_cut(owner: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("improvement.queries", "web.risks.views"):
        monkeypatch.setattr(f"pilothouse.{module}.foresight.MOST", 1)
    assert "There were more" not in text(owner, "/risks/hit-rate/")
    opened(cast)
    assert len(exported(owner, "/risks/hit-rate/?format=csv")) == 1  # the newest
    assert "the newest 1 of the twelve months" in text(owner, "/risks/hit-rate/")


def test_process_and_objective_say_what_endangers_them(owner: Client, register: Register) -> None:
    for code in (register.process_code, register.objective_code):
        assert register.dear.code in text(owner, f"/{code}/"), code


def test_the_matrix_is_set_by_leadership(cast: Cast, signed_in: SignIn, owner: Client) -> None:
    assert "Set another" not in text(owner, "/organisation/appetite/")
    leader = signed_in(cast.leader)
    given = {
        "likelihood": "rare\nat times\noften", "consequence": "small\nlarge\nhuge", "unit_of_loss": "EUR",
        "line": "1000: 10 %\n20000: 1%", "reason": "Agreed", "size": "5.5", "beyond": ["3.3", "3.4"],
    }  # fmt: skip
    first = leader.post("/organisation/appetite/", given)
    assert (first.status_code, 'value="3.3" checked' in first.content.decode()) == (422, True)
    wrong = leader.post("/organisation/appetite/", {**given, "size": "3.3", "line": "much"})
    assert "is no step" in wrong.content.decode()
    rare = leader.post("/organisation/appetite/", {**given, "size": "3.3", "beyond": [], "line": "1000: 0.05 %"})
    assert "At least 0.1 %" in rare.content.decode()
    assert leader.post("/organisation/appetite/", {**given, "size": "3.3", "beyond": ["3.3"]}).status_code == 302
    assert (in_force().line, in_force().beyond) == (((1000.0, 0.1), (20000.0, 0.01)), {(3, 3)})
    assert "A year may cost more than" in text(owner, "/organisation/appetite/")
    long = {**given, "size": "3.3", "beyond": [], "line": "1234567.5: 7 %"}
    assert leader.post("/organisation/appetite/", long).status_code == 302
    assert "1234567.5: 7 %" in text(leader, "/organisation/appetite/")


def test_an_opportunity_lives_from_register_to_end(owner: Client, cast: Cast, register: Register) -> None:
    page, version = f"/{register.chance.code}/", register.chance.version
    assert "A grant until June" in text(owner, page)
    assert owner.post(f"{page}rate/", {"likelihood": "4", "impact": "4", "version": version}).status_code == 302
    assert "What one time brings, at least" in text(owner, f"{page}estimate/")
    ranges = {"often_low": "3", "often_high": "1", "loss_low": "40", "loss_high": "2000", "basis": "A grant of 2024"}
    wrong = owner.post(f"{page}estimate/", ranges)
    assert (wrong.status_code, "A grant of 2024" in wrong.content.decode()) == (422, True)
    assert owner.post(f"{page}estimate/", ranges | {"often_high": "6"}).status_code == 302
    told = text(owner, page)
    for words in ("A year brings", "Chance that a year brings more", "3 to 6 times a year, 40 to 2", "A grant of 2024"):
        assert words in told, words
    assert "costs" not in told[told.index('id="rated"') :]
    assert register.chance.code in text(owner, "/risks/opportunities/?sort=-yearly").split("A year brings")[1]
    assert owner.post(f"{page}realise/", {"reason": "Four tugs"}).status_code == 302
    assert "Realised: Four tugs" in text(owner, page)
    again = {"reason": "Two more", "due": AHEAD}
    assert owner.post(f"{page}reopen/", again).status_code == 302
    assert owner.post(f"{page}drop/", {"reason": "Enough"}).status_code == 302


def test_a_stranger_finds_nothing(cast: Cast, register: Register, signed_in: SignIn) -> None:
    client = signed_in(cast.west_owner)
    for verb in ("", "change/", "rate/", "estimate/", "accept/", "decline/", "close/", "reopen/", "watch/"):
        assert client.get(f"/{register.dear.code}/{verb}").status_code == 404, verb
    assert register.dear.code not in text(client, "/risks/")


def test_an_empty_register_teaches(cast: Cast, signed_in: SignIn) -> None:
    assert "No risk is on the register yet" in text(signed_in(cast.owner), "/risks/")
    assert risk(cast).code in text(signed_in(cast.owner), "/risks/")
