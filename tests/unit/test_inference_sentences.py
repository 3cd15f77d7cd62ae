"""What is said of ranks and comparisons, word by word; the first two are those of the glossary."""

from chiso.inference import (
    NO_ERROR,
    RankSet,
    compare,
    compare_many,
    comparison_in_words,
    left_out_in_words,
    papi_rule,
    papi_rule_in_words,
    rank_in_words,
)
from chiso.values import Estimate
from chiso.wording import say


def test_rank_is_said_as_in_the_glossary() -> None:
    sentence = rank_in_words(9, RankSet(4, 17))
    assert say(sentence, "vi") == (
        "Xếp thứ 9; do sai số chọn mẫu, thứ hạng thực có thể nằm trong khoảng từ thứ 4 đến thứ 17 "
        "(độ tin cậy 95%)."
    )
    assert say(sentence, "en") == (
        "Rank 9; because of sampling error the true rank may lie anywhere from 4 to 17 "
        "(95% confidence)."
    )


def test_a_year_without_error_is_said_as_in_the_glossary() -> None:
    assert say(NO_ERROR, "vi") == (
        "PAPI không công bố sai số của năm này; thứ hạng chỉ để tham khảo."
    )


def test_a_single_rank_is_not_said_as_a_range() -> None:
    sentence = say(rank_in_words(1, RankSet(1, 1), level=0.995), "vi")
    assert sentence == (
        "Xếp thứ 1; sai số chọn mẫu không để ngỏ thứ hạng nào khác (độ tin cậy 99,5%)."
    )


def test_units_left_out_are_named_in_the_sentence() -> None:
    sentence = say(rank_in_words(9, RankSet(4, 17), among=58), "vi")
    assert sentence.startswith("Xếp thứ 9 trong 58 đơn vị có sai số công bố; do sai số chọn mẫu")
    assert say(left_out_in_words(3), "en").endswith("3 units.")
    assert left_out_in_words(0) is None


def test_unit_without_error_has_no_range() -> None:
    assert say(rank_in_words(None, None), "vi") == (
        "Không có sai số công bố: không tính được khoảng thứ hạng của đơn vị này."
    )


def test_change_beyond_its_error_is_said_with_its_interval() -> None:
    """1 ± 1.96 × 0.5."""
    one = compare(Estimate(40.0, se=0.3), Estimate(41.0, se=0.4))
    assert say(comparison_in_words(one), "vi") == (
        "Chênh lệch +1,00 điểm (khoảng tin cậy 95% từ +0,02 đến +1,98): vượt quá sai số chọn mẫu."
    )


def test_change_inside_its_error_is_no_difference() -> None:
    one = compare(Estimate(41.0, se=0.3), Estimate(40.5, se=0.4))
    assert say(comparison_in_words(one, digits=1), "en") == (
        "Difference −0.5 points (95% confidence interval from −1.5 to +0.5): within sampling "
        "error, no ground to say that there is a difference."
    )


def test_change_that_the_correction_takes_back_says_so() -> None:
    pairs = [(Estimate(0.0, se=0.0), Estimate(z, se=1.0)) for z in (2.5, 2.2, 1.0)]
    first, second, _ = (say(comparison_in_words(one), "vi") for one in compare_many(pairs))
    assert first.endswith("vượt quá sai số chọn mẫu, kể cả khi xét 3 phép so sánh cùng lúc.")
    assert second.endswith("khi xét 3 phép so sánh cùng lúc thì chưa vượt quá sai số chọn mẫu.")


def test_change_without_error_is_a_difference_only() -> None:
    one = compare(Estimate(40.0), Estimate(41.0, se=0.4))
    assert say(comparison_in_words(one), "vi") == (
        "Chênh lệch +1,00 điểm. Không có sai số công bố nên chưa thể nói chênh lệch này có vượt "
        "quá sai số chọn mẫu hay không."
    )


def test_papi_rule_is_said_with_the_relative_change() -> None:
    found = [say(papi_rule_in_words(papi_rule(40.0, after)), "vi") for after in (42.6, 37.0, 40.4)]
    assert found == [
        "Theo quy tắc ±5% của PAPI: tăng (+6,50%).",
        "Theo quy tắc ±5% của PAPI: giảm (−7,50%).",
        "Theo quy tắc ±5% của PAPI: không thay đổi đáng kể (+1,00%).",
    ]
    assert say(papi_rule_in_words(None), "en").startswith("No relative change")
