"""A template that never ends or fills the memory is stopped, and told why."""

import pytest

from khuyenhoc_cli.report.word.values import TemplateError
from tests.unit.report.word.helpers import rendered

LISTED = list(range(1000))
COSTLY = [
    ("{% for a in x %}{% for b in x %}{% for c in x %}{% endfor %}{% endfor %}{% endfor %}", "quá nhiều lần"),
    ("{% for a in x recursive %}{{ loop(x) }}{% endfor %}", ""),
    ("{% for i in range(1000000000) %}{% endfor %}", "“range”"),
    ("{{ 9 ** 9 ** 9 }}", "“**”"),
    ("{{ 'a' * 1000000000 }}", "“*”"),
    ("{{ '%1000000000d' % 1 }}", "“%”"),
    ("{{ '{:>1000000000}'.format(1) }}", "“.format”"),
    ("{{ 'a'.center(1000000000) }}", "“.center”"),
    ("{{ 'a' | center(1000000000) }}", "center"),
    ("{% set a = 'aaaaaaaaaa' %}" + "{% set a = a ~ a %}" * 40 + "{{ a }}", "quá dài"),
    ("{% set a %}aaaaaaaaaa{% endset %}" + "{% set a %}{{ a }}{{ a }}{% endset %}" * 40 + "{{ a }}", "quá dài"),
    ("{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}", "“macro”"),
    ("{{ lipsum(n=100000) }}", "“lipsum”"),
]


@pytest.mark.parametrize(("source", "message"), COSTLY)
def test_costly_templates_are_stopped(source: str, message: str) -> None:
    with pytest.raises(TemplateError) as caught:
        rendered(source, x=LISTED)
    assert message in str(caught.value)


def test_an_honest_loop_is_not_stopped() -> None:
    assert rendered("{% for a in x %}{% for b in x[:100] %}{% endfor %}{% endfor %}xong", x=LISTED).data
