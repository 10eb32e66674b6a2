"""Who wrote an article, as JATS: contributors, affiliations, and the notes beside them.

ORCID and ROR are addresses; roles of the CRediT taxonomy and countries carry their standard names.
"""

from __future__ import annotations

import re

from lxml import etree

from docforge.exporters.jats.body import put_in_paragraphs
from docforge.exporters.jats.inline import FULL, put
from docforge.exporters.jats.scope import Scope, add, fresh, say
from docforge.exporters.vocabularies import CREDIT, country_code, credit_term
from docforge.model.edition import EditionMeta
from docforge.model.meta import Affiliation, ArticleMeta, Contributor

ORCID_RE = re.compile(r"(?:https?://orcid\.org/)?(?P<id>\d{4}-\d{4}-\d{4}-\d{3}[\dX])")
VOCABULARY = ("vocab", "vocab-identifier", "vocab-term", "vocab-term-identifier")
ROR_RE = re.compile(r"(?:https?://ror\.org/)?(?P<id>0[a-z0-9]{6}\d{2})")


def put_people(parent: etree._Element, meta: ArticleMeta, edition: EditionMeta, scope: Scope) -> None:
    """Authors, their affiliations, and the notes about authors, with their statements of interests."""
    notes = etree.Element("author-notes")
    if meta.contributors:
        group = add(parent, "contrib-group")
        for person in meta.contributors:
            _person(group, notes, person, edition, scope)
    _affiliations(parent, meta, scope)
    for known, section in scope.moved:
        note = add(notes, "fn", id=known, fn_type="coi-statement")
        put(add(add(note, "p", content_type="title"), "bold"), section.title, scope, FULL)
        put_in_paragraphs(note, section.blocks, scope)
    if len(notes):
        parent.append(notes)


def _person(
    group: etree._Element, notes: etree._Element, person: Contributor, edition: EditionMeta, scope: Scope
) -> None:
    contrib = add(group, "contrib", contrib_type="author", corresp="yes" if person.corresponding else "")
    if m := ORCID_RE.fullmatch(person.orcid.strip()):
        add(contrib, "contrib-id", f"https://orcid.org/{m['id']}", contrib_id_type="orcid")
    _name(contrib, person, scope)
    for role in person.roles:
        element = add(contrib, "role", scope.clean(role))
        if term := credit_term(role):
            name, address = term
            for key, value in zip(VOCABULARY, (*CREDIT, name, address), strict=True):
                element.set(key, value)
    email = scope.clean(person.email) if edition.print_emails else ""
    if email and not person.corresponding:
        add(contrib, "email", email)
    if person.biography:
        put(add(add(contrib, "bio"), "p"), person.biography, scope, FULL)
    for key in person.affiliations:
        if rid := scope.target("aff", key):
            add(contrib, "xref", ref_type="aff", rid=rid)
        else:
            scope.lose(f"{person.name}: the affiliation {key!r} is not in the article's list")
    if email and person.corresponding:
        rid = fresh("corresp", "aff", scope.taken)
        add(contrib, "xref", ref_type="corresp", rid=rid)
        add(add(notes, "corresp", id=rid), "email", email)
    if person.note:
        rid = fresh("author-note", "fn", scope.taken)
        add(contrib, "xref", ref_type="author-notes", rid=rid)
        add(add(notes, "fn", id=rid, fn_type="other"), "p", scope.clean(person.note))


def _name(contrib: etree._Element, person: Contributor, scope: Scope) -> None:
    """``name`` where the certain parts give what was printed; else that is there too, as it was printed."""
    family, given = scope.clean(person.family), scope.clean(person.given)
    printed = scope.clean(person.name)
    eastern = bool(given) and printed == f"{family} {given}"
    if not family:
        add(contrib, "string-name", printed)
    elif eastern or printed == (f"{given} {family}" if given else family):
        _parts(contrib, family, given, eastern)
    else:
        both = add(contrib, "name-alternatives")
        add(both, "string-name", printed, specific_use="display")
        _parts(both, family, given, False).set("specific-use", "index")


def _parts(parent: etree._Element, family: str, given: str, eastern: bool) -> etree._Element:
    name = add(parent, "name", name_style="eastern" if eastern else "western")
    add(name, "surname", family)
    if given:
        add(name, "given-names", given)
    return name


def _affiliations(parent: etree._Element, meta: ArticleMeta, scope: Scope) -> None:
    """Affiliations that authors point to; those that nobody points to, where they are several, as one.

    JATS4R wants every affiliation tied to an author, and whose they are is not told by the source.
    """
    tied = {key for person in meta.contributors for key in person.affiliations}
    loose = [n for n, one in enumerate(meta.affiliations) if one.id not in tied]
    together = len(meta.contributors) > 1 and len(meta.affiliations) > 1 and bool(loose)
    for number, affiliation in enumerate(meta.affiliations):
        if not (together and number in loose):
            known = scope.place("aff", affiliation.id)
            _affiliation(add(parent, "aff", id=known), affiliation, scope)
    if together:
        numbers = " ".join(map(str, loose))
        element = add(parent, "aff", specific_use=f"not-tied {numbers}")
        element.set("id", scope.place("aff", meta.affiliations[loose[0]].id))
        for number in loose:
            if number != loose[0]:
                # A reader that knows no <break> must not glue two names.
                add(element, "break").tail = " "
            _affiliation(element, meta.affiliations[number], scope)


def _affiliation(element: etree._Element, affiliation: Affiliation, scope: Scope) -> None:
    """The text as printed, with the certain parts marked where they stand in it."""
    text = scope.clean(affiliation.text)
    parts: list[tuple[int, str, str]] = []
    for tag, value in (("institution", affiliation.institution), ("country", affiliation.country)):
        at = text.rfind(value) if tag == "country" else text.find(value)
        if value and at >= 0:
            parts.append((at, tag, value))
    m = ROR_RE.fullmatch(affiliation.ror.strip())
    ror = f"https://ror.org/{m['id']}" if m else ""
    done = 0
    for at, tag, value in sorted(parts):
        if at < done:
            continue
        say(element, text[done:at])
        if tag == "institution" and ror:
            wrap = add(element, "institution-wrap")
            add(wrap, "institution", value)
            add(wrap, "institution-id", ror, institution_id_type="ror")
            ror = ""
        else:
            add(element, tag, value, country=country_code(value) if tag == "country" else "")
        done = at + len(value)
    say(element, text[done:])
    if ror:
        add(add(element, "institution-wrap"), "institution-id", ror, institution_id_type="ror")
