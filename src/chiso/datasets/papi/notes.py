"""The notes that PAPI's observations carry: a short code in the data, its sentence here."""

from collections.abc import Mapping

from chiso.wording import Text

COMPUTED = "computed by Chiso"
UNPUBLISHED = "not published by PAPI"
TOO_FEW = "fewer than 15 respondents"
PERHAPS_BLANK = "perhaps a blank"
READ_AS_BLANK = "printed as 0, read as a blank"
NO_ERROR = "standard error not published"

NOTES: Mapping[str, Text] = {
    COMPUTED: Text(
        vi="Chiso cộng từ điểm PAPI đã công bố; bảng tổng của năm đó chưa đọc được",
        en="added up by Chiso from published PAPI scores; "
        "that year's table of totals could not be read",
    ),
    UNPUBLISHED: Text(
        vi="PAPI không công bố; lý do không được nêu",
        en="PAPI did not publish it; no reason was given",
    ),
    TOO_FEW: Text(
        vi="dưới 15 người trả lời nên PAPI để trống",
        en="fewer than 15 respondents answered, so PAPI left it blank",
    ),
    PERHAPS_BLANK: Text(
        vi="nghi là ô trống: bảng của PAPI in số 0",
        en="perhaps a blank: PAPI's table prints 0",
    ),
    READ_AS_BLANK: Text(
        vi="bảng của PAPI in số 0; Chiso đọc là ô trống",
        en="PAPI's table prints 0; Chiso reads it as a blank",
    ),
    NO_ERROR: Text(
        vi="PAPI không công bố sai số chuẩn; điều đó không có nghĩa là không có sai số",
        en="PAPI published no standard error; that does not mean there is no error",
    ),
}
