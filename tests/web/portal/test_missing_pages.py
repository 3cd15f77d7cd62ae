"""A page that does not exist offers the nearest that do."""

import re

import pytest

from tests.web.reading import Page


@pytest.mark.parametrize(
    ("address", "offered"),
    [
        ("/papi/2025", "/papi/2024"),
        ("/papi/2021", "/papi/2022"),
        ("/papi/two", "/papi/2024"),
        ("/papi/²", "/papi/2024"),
        ("/papi/99999999999999999999", "/papi/2024"),
        ("/papi/2023/ha-noy", "/papi/2023/01"),
        ("/papi/2023/99", "/papi/2023"),
        ("/papi/2023/01/4.9", "/papi/2023/01/4.4"),
        ("/papi/2023/01/kiem soat tham nhung trong khu vuc cong", "/papi/2023/01/4"),
        ("/en/papi/2023/atlantis", "/en/papi/2023"),
        ("/papi/2025.csv", "/papi/2024"),
    ],
)
def test_unknown_year_province_or_node_offers_the_nearest(client, address, offered) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert offered in Page(response).links


def offers(client, address: str) -> list[str]:
    links = Page(client.get(address)).links
    return [link for link in links if re.fullmatch(r"/papi/\d{4}", link)]


def test_nearest_year_is_offered_first(client) -> None:
    assert offers(client, "/papi/2025") == ["/papi/2024", "/papi/2023", "/papi/2022"]
    assert offers(client, "/papi/2017")[0] == "/papi/2018"


def test_nothing_near_is_not_announced_as_near(client) -> None:
    text = Page(client.get("/papi/2023/xxxxxxxx")).text
    assert "Không có tỉnh, thành phố nào tên “xxxxxxxx”" in text
    assert "Gần nhất" not in text


def test_control_and_direction_marks_are_not_echoed(client) -> None:
    for address in (
        "/papi/2023/q%07%E2%80%AEq",
        "/papi/q%07%E2%80%AEq",
        "/search?q=q%07%E2%80%AEq",
    ):
        text = client.get(address).content.decode()
        assert "“q q”" in text, address
        assert not set(text) & {"\x07", "\u202e"}


def test_error_page_carries_the_code_of_the_request(client) -> None:
    response = client.get("/nothing/here")
    assert response.status_code == 404
    assert response.headers["X-Request-ID"] in response.content.decode()


def test_unknown_method_page_is_not_found(client) -> None:
    assert client.get("/method/nothing-of-the-kind").status_code == 404
    assert client.get("/method/..%2Fsecret").status_code == 404
