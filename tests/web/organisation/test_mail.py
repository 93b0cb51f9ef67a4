"""Pages of mail: times, letters, one's own choice, and a password by a link."""

from pilothouse.organisation.models import Organisation, Person
from pilothouse.organisation.rules import mail_times
from pilothouse.outbox.models import Letter
from tests.cast import Cast
from tests.house.test_queries import signed_in
from tests.web.records.stage import exported


def test_times_are_set_and_wrong_ones_come_back(cast: Cast) -> None:
    client = signed_in(cast.leader)
    values = {
        "version": Organisation.objects.get().version, "hour": "8", "quiet_from": "18", "quiet_until": "6",
        "weekdays": ["0", "2"], "free": "2026-12-25\n2027-01-01",
    }  # fmt: skip
    assert client.post("/organisation/mail/", {**values, "free": "Christmas"}).status_code == 422
    assert client.post("/organisation/mail/", {**values, "hour": "20"}).status_code == 422
    assert client.post("/organisation/mail/", values).status_code == 302
    times = mail_times(Organisation.objects.get().mail_times)
    assert (times.hour, times.weekdays, len(times.free)) == (8, (0, 2), 2)


def test_what_failed_is_tried_again(cast: Cast) -> None:
    client = signed_in(cast.leader)
    today = client.get("/me/").context["today"]
    letter = Letter.objects.create(
        person=cast.member,
        day=today,
        subject="1",
        text="Do it.",
        state="failed",
        reason="SMTPDataError",
        at="2026-03-02T09:00Z",
    )
    assert "SMTPDataError" in client.get("/organisation/mail/?state=failed").content.decode()
    told = exported(client, "/organisation/mail/?state=failed&format=csv")
    assert [(row[1], row[5]) for row in told] == [(cast.member.name, "SMTPDataError")]
    assert exported(client, "/organisation/mail/?state=sent&format=csv") == []
    assert signed_in(cast.owner).get("/organisation/mail/?format=csv").status_code == 404
    client.post(f"/organisation/mail/{letter.pk}/again/")
    letter.refresh_from_db()
    assert letter.state == "waiting"


def test_everybody_turns_their_own_off(cast: Cast) -> None:
    client = signed_in(cast.member)
    client.post("/me/digest/", {"wanted": "no"})
    assert Person.objects.get(pk=cast.member.pk).no_digest
    assert "Turn it on" in client.get("/me/").content.decode()
