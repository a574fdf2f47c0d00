"""What holds for every page and every part of a page, whoever made it."""

from collections import Counter

from lxml import html


def check_page(markup: str) -> None:
    """:raises AssertionError: with the element at fault."""
    if not markup.strip():
        return
    tree = html.fromstring(markup)
    faults = [
        *(f"form without csrf token: {form.get('action')}" for form in tree.xpath(POST_WITHOUT_TOKEN)),
        *(f"inline {element.tag}" for element in tree.xpath(INLINE)),
        *(f"attribute {name} on <{element.tag}>" for element, name in _inline(tree)),
        *(f"id {name!r} stands {count} times" for name, count in Counter(tree.xpath("//@id")).items() if count > 1),
    ]
    assert not faults, "; ".join(faults)


INLINE = "descendant-or-self::script[not(@src)] | descendant-or-self::style"
POST_WITHOUT_TOKEN = (
    "descendant-or-self::form[translate(@method, 'POST', 'post')='post'][not(.//input[@name='csrfmiddlewaretoken'])]"
)


def _inline(tree: html.HtmlElement) -> list[tuple[html.HtmlElement, str]]:
    """Return elements with what the Content-Security-Policy would ignore: style attributes and event handlers."""
    return [
        (element, name)
        for element in tree.iter()
        if isinstance(element.tag, str)
        for name in element.attrib
        if name == "style" or name.startswith("on")
    ]
