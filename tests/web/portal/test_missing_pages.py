"""A page that does not exist offers the nearest that do."""

import pytest

from tests.web.reading import Page


@pytest.mark.parametrize(
    ("address", "offered"),
    [
        ("/papi/2025", "/papi/2024"),
        ("/papi/2021", "/papi/2022"),
        ("/papi/two", "/papi/2024"),
        ("/papi/2023/ha-noy", "/papi/2023/01"),
        ("/papi/2023/99", "/papi/2023"),
        ("/papi/2023/01/4.9", "/papi/2023/01/4.4"),
        ("/papi/2023/01/kiem soat tham nhung trong khu vuc cong", "/papi/2023/01/4"),
        ("/en/papi/2023/hanoi-city", "/en/papi/2023"),
        ("/papi/2025.csv", "/papi/2024"),
    ],
)
def test_unknown_year_province_or_node_offers_the_nearest(client, address, offered) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert offered in Page(response).links


def test_error_page_carries_the_code_of_the_request(client) -> None:
    response = client.get("/nothing/here")
    assert response.status_code == 404
    assert response.headers["X-Request-ID"] in response.content.decode()


def test_unknown_method_page_is_not_found(client) -> None:
    assert client.get("/method/nothing-of-the-kind").status_code == 404
    assert client.get("/method/..%2Fsecret").status_code == 404
