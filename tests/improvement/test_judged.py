"""What people say goes before what words tell: pure rules over keys."""

from pilothouse.improvement.rules.judged import held_together, to_be_judged, troubles_of


def test_words_alone() -> None:
    assert troubles_of([[4, 5], [1, 2, 3]], [], []) == [[1, 2, 3], [4, 5]]


def test_a_link_ties_its_groups_into_one() -> None:
    assert troubles_of([[1, 2], [3, 4]], [(2, 3)], []) == [[1, 2, 3, 4]]


def test_links_alone_make_a_trouble_also_over_a_third() -> None:
    assert troubles_of([], [(1, 9), (9, 2)], []) == [[1, 2, 9]]


def test_words_join_nothing_that_was_told_apart_also_by_way_of_a_link() -> None:
    assert troubles_of([[1, 2]], [], [(2, 1)]) == []
    assert troubles_of([[2, 3]], [(1, 2)], [(1, 3)]) == [[1, 2]]
    assert troubles_of([[1, 4], [2, 3]], [(1, 2)], [(3, 4)]) == [[1, 2, 4]]


def test_who_is_left_out_of_a_group_stays_with_the_others_that_are() -> None:
    assert troubles_of([[1, 2, 3, 4]], [], [(1, 2), (1, 4)]) == [[1, 3], [2, 4]]


def test_links_go_before_what_was_told_apart() -> None:
    assert troubles_of([], [(1, 2), (2, 3)], [(1, 3)]) == [[1, 2, 3]]


def test_of_two_troubles_the_likeliest_pair_is_asked_about_and_no_other() -> None:
    pairs = [(1, 5, 0.36), (5, 2, 0.39), (6, 7, 0.35), (1, 2, 0.38)]
    assert to_be_judged(pairs, [[1, 2]], []) == [(2, 5, 0.39), (6, 7, 0.35)]


def test_what_was_told_from_one_of_a_trouble_is_not_asked_about_the_others() -> None:
    assert to_be_judged([(2, 5, 0.39), (6, 7, 0.35)], [[1, 2]], [(1, 5), (7, 6)]) == []


def test_what_people_tied_is_held_together_over_others_too() -> None:
    assert held_together([(9, 2), (5, 9), (3, 4)]) == {2: 2, 5: 2, 9: 2, 3: 3, 4: 3}
