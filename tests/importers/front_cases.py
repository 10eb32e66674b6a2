"""Heads of articles in damaged dumps, a case for each kind of layout, and the text that they stand over."""

from __future__ import annotations

from dataclasses import dataclass, field

from docforge.importers.read import Hints, read_copy
from docforge.model.source import Kind, SourceText
from docforge.repair.record import Reading

PROSE = (
    "The fences of the valley fall down every spring, and nobody has asked why they do so in this\n"
    "place and in no other. We measured them for three years and counted every post that leaned\n"
    "or fell. The posts of oak stood longest, as the farmers had told us that they would stand,\n"
    "and those of pine were down within a season. What follows is an account of the counting and\n"
    "of what it may mean for those who must mend them when the snow is gone from the hills.\n"
)
SHORT = (
    "Farmers of the northern hills lose a tenth of their fences to the snow of each winter. This study\n"
    "asks which woods last, counts posts on nine farms over three winters, and finds that what matters\n"
    "is neither age nor depth but the kind of tree that a post was cut from before it was set.\n"
)
BODY = f"Introduction\n{PROSE}{PROSE}\nMethods\n{PROSE}{PROSE}\nResults\n{PROSE}{PROSE}"


def reading(text: str, kind: Kind = "plain") -> Reading:
    found = read_copy(SourceText.of(text, "t.txt", kind), Hints())
    assert found.conservation.holds, found.conservation
    return found


@dataclass(frozen=True)
class Case:
    name: str
    head: str
    title: str
    authors: list[str]
    affiliations: list[str] = field(default_factory=list)
    abstract: int = 0
    keywords: int = 0
    kind: Kind = "plain"
    gone: tuple[str, ...] = ()


CASES = [
    Case(
        "superscripts glued to names",
        "Why Fences Fall in the Valleys\nof the North\nAda Wren1,2, Bo van der Oak2* and Cleo M. Rook-Hale1\n"
        "1 Department of Fences, University of Nowhere, Elm Town, Noland\n2 Institute of Posts,"
        " Otherplace, Noland\n"
        "* Corresponding author: bo.oak@example.org\n\nAbstract\n"
        + SHORT
        + "\nKeywords: fences; posts; snow\n\n",
        "Why Fences Fall in the Valleys of the North",
        ["Ada Wren", "Bo van der Oak", "Cleo M. Rook-Hale"],
        [
            "Department of Fences, University of Nowhere, Elm Town, Noland",
            "Institute of Posts, Otherplace, Noland",
        ],
        1,
        3,
    ),
    Case(
        "superscripts on lines of their own",
        "Why Fences Fall in the Valleys of the North\nAda Wren\n1, Bo Oak\n2,3 and Cleo M. Rook\n1\n"
        "1 Department of Fences, University of Nowhere, Noland 2 Institute of Posts, Otherplace, Noland 3"
        " School\n"
        "of Snow, Hill Town, Noland\n\nAbstract\n" + SHORT + "\n",
        "Why Fences Fall in the Valleys of the North",
        ["Ada Wren", "Bo Oak", "Cleo M. Rook"],
        [
            "Department of Fences, University of Nowhere, Noland",
            "Institute of Posts, Otherplace, Noland",
            "School of Snow, Hill Town, Noland",
        ],
        1,
    ),
    Case(
        "masthead, kind, dates and rights around",
        "Annals of Rural Things, Vol. 12, No. 3, 2019, 41-57\nISSN 1234-5679\nRESEARCH ARTICLE Open"
        " Access\n\n"
        "Why Fences Fall\nin the North\n\nAda Wren 1, Bo Oak 2\n\n1 University of Nowhere, Noland\n2"
        " Posts Ltd, Noland\n\n"
        "Received: 3 May 2018; Accepted: 7 June 2018; Published: 9 July 2018\nAcademic Editor: Dora Elm\n\n"
        "Abstract: "
        + SHORT
        + "\nKeywords: fences, posts\n\n© 2018 by the authors. This article is an open access article\n"
        "distributed under the terms of the Creative Commons Attribution License.\n\n",
        "Why Fences Fall in the North",
        ["Ada Wren", "Bo Oak"],
        ["University of Nowhere, Noland", "Posts Ltd, Noland"],
        1,
        2,
        gone=("Received", "Dora Elm", "Creative Commons", "ISSN"),
    ),
    Case(
        "a head as of Springer, degrees, correspondence",
        "J Rural Things (2019) 12:34–56\nDOI 10.1234/s00000-019-0001-1\nORIGINAL PAPER\nWhy fences fall"
        " in the north\n"
        "Ada Wren, MD, PhD · Bo Oak, MSc · Cleo Rook\nReceived: 3 May 2018 / Accepted: 7 June 2018\n"
        "© The Author(s) 2019\nAbstract " + SHORT + "Keywords Fences · Posts · Snow\n\n",
        "Why fences fall in the north",
        ["Ada Wren", "Bo Oak", "Cleo Rook"],
        [],
        1,
        3,
        gone=("Received", "Author(s)"),
    ),
    Case(
        "letters as marks, addresses in braces",
        "Why Fences Fall in the North: A Study of\nPosts and Snow\nAda Wren a,*, Bo Oak b and Cleo Rook a,b\n"
        "a Department of Fences, University of Nowhere, Noland\nb Institute of Posts, Otherplace, Noland\n"
        "E-mail: {ada, bo}@example.org\n\nABSTRACT\n" + SHORT + "\nIndex Terms—fences, posts, snow\n\n",
        "Why Fences Fall in the North: A Study of Posts and Snow",
        ["Ada Wren", "Bo Oak", "Cleo Rook"],
        ["Department of Fences, University of Nowhere, Noland", "Institute of Posts, Otherplace, Noland"],
        1,
        3,
    ),
    Case(
        "one author to a line, each with a place",
        "Why Fences Fall in the North\n\nAda Wren\nUniversity of Nowhere, Noland\nada.wren@example.org\n\n"
        "Bo Oak\nInstitute of Posts, Otherplace\nbo.oak@example.org\n\nAbstract. " + SHORT + "\n",
        "Why Fences Fall in the North",
        ["Ada Wren", "Bo Oak"],
        ["University of Nowhere, Noland", "Institute of Posts, Otherplace"],
        1,
    ),
    Case(
        "capitals, particles, suffixes, an organisation",
        "WHY FENCES FALL IN THE NORTH\n\nADA VAN DER WREN, BO OAK JR., CLEO D'ELM III AND THE FENCE STUDY"
        " GROUP\n\n"
        "Department of Fences, University of Nowhere\n\nAbstract\n" + SHORT + "\n",
        "WHY FENCES FALL IN THE NORTH",
        ["ADA VAN DER WREN", "BO OAK JR.", "CLEO D'ELM III", "THE FENCE STUDY GROUP"],
        ["Department of Fences, University of Nowhere"],
        1,
    ),
    Case(
        "names of many scripts' lands",
        "Why Fences Fall in the North\n\nNguyễn Thị Hương1, Øystein Åsgård1, María José García-López2,"
        " Xiao-Ming Li2,*,"
        " M. N. S. Özdemir1\n\n1 University of Nowhere, Noland\n2 Institute of Posts, Otherplace\n\n"
        "Abstract\n" + SHORT + "\n",
        "Why Fences Fall in the North",
        ["Nguyễn Thị Hương", "Øystein Åsgård", "María José García-López", "Xiao-Ming Li", "M. N. S. Özdemir"],
        ["University of Nowhere, Noland", "Institute of Posts, Otherplace"],
        1,
    ),
    Case(
        "a sidebar of links before the abstract",
        "Fencing: A tool to count the posts of\nfences\nAda Wren 1 and Bo Oak 1\n1 Wood Lab, Elm Town,"
        " Noland\n"
        "DOI: 10.1234/fence.00001\nSoftware\n• Review\n• Repository\n• Archive\nSubmitted: 3 May"
        " 2018\nPublished: 9 July 2018\n"
        "License\nAuthors of papers retain copyright\nand release the work under a\nCreative Commons"
        " Attribution 4.0\n"
        "International License (CC BY 4.0).\nSummary\n" + SHORT + "Statement of need\n" + SHORT,
        "Fencing: A tool to count the posts of fences",
        ["Ada Wren", "Bo Oak"],
        ["Wood Lab, Elm Town, Noland"],
        gone=("Repository", "Submitted", "retain copyright"),
    ),
    Case(
        "marks misread by OCR, a name cut by a blank line",
        "fence: open tools for the counting of posts\n\nAda Wren®!?, Bo Oak®°, Cleo Rook ©', and"
        " Dan\n\nL. Hale ©!\n\n"
        "1 School of Fences, University of Nowhere, Noland 2 Institute of Posts, Noland\n\nAbstract\n\n"
        + SHORT
        + "\n",
        "fence: open tools for the counting of posts",
        ["Ada Wren", "Bo Oak", "Cleo Rook", "Dan L. Hale"],
        ["School of Fences, University of Nowhere, Noland", "Institute of Posts, Noland"],
        1,
    ),
    Case(
        "Markdown of a PDF",
        "# **ruralthings** \n\n_Article_ \n\n## **Why Fences Fall in** **_the North_** \n\n"
        "**Ada Wren**<sup>**1**</sup> **, Bo Oak**<sup>**2,***</sup> **and Cleo Rook**<sup>**1**</sup> \n\n"
        "- 1 Department of Fences, University of Nowhere, Noland \n\n- 2 Institute of Posts, Otherplace \n\n"
        "**Submitted:** 3 May 2018 **Published:** 9 July 2018 \n\n**Abstract:** "
        + SHORT.replace("\n", " ")
        + "\n\n**Keywords:** fences; posts \n\n## **1. Introduction** \n\n"
        + SHORT.replace("\n", " ")
        + "\n\n",
        "Why Fences Fall in the North",
        ["Ada Wren", "Bo Oak", "Cleo Rook"],
        ["Department of Fences, University of Nowhere, Noland", "Institute of Posts, Otherplace"],
        1,
        2,
        "ocr-markdown",
        ("Submitted",),
    ),
    Case(
        "a web page's table of authors",
        "Why Fences Fall in the North\n\nAUTHORS\n\nAFFILIATIONS\n\nAda Wren\n\nFence Research\n\nBo"
        " Oak\n\nPost Labs\n\n"
        "PUBLISHED\n\nDOI\n\nNot published yet.\n\nNo DOI yet.\n\n",
        "Why Fences Fall in the North",
        ["Ada Wren", "Bo Oak"],
        ["Fence Research", "Post Labs"],
        gone=("PUBLISHED", "No DOI yet"),
    ),
    Case(
        "an abstract in labelled parts",
        "Why Fences Fall in the North\nAda Wren*, Bo Oak\nUniversity of Nowhere, Noland\nAbstract\n"
        "Background: The fences of the valley fall down every spring, and nobody has asked why they do"
        " so\nin this place.\n"
        "Methods: We measured them for three years and counted every post that leaned or fell on the"
        " hills\nin the north.\n"
        "Conclusion: Oak stands longest, and pine is down within a season of the snow that falls on"
        " the\nhills.\n"
        "Keywords: fences, posts\n",
        "Why Fences Fall in the North",
        ["Ada Wren", "Bo Oak"],
        ["University of Nowhere, Noland"],
        3,
        2,
    ),
    Case(
        "an abstract without its name",
        "REVIEW\npublished: 9 July 2018\ndoi: 10.1234/fence.1\n\nWhy Fences Fall in the\nNorth\nAda Wren"
        " † and Bo Oak*†\n"
        "School of Fences, University of Nowhere, Noland\n\nEdited by:\nDora Elm,\nUniversity of Elsewhere\n"
        "*Correspondence:\nBo Oak\nbo.oak@example.org\n\n" + SHORT + "Keywords: fences, posts, snow\n\n",
        "Why Fences Fall in the North",
        ["Ada Wren", "Bo Oak"],
        ["School of Fences, University of Nowhere, Noland"],
        1,
        3,
        gone=("Dora Elm", "doi"),
    ),
    Case(
        "numbers before places run on, an organisation, a sidebar below the abstract",
        "RESEARCH ARTICLE\nWhy fences fall in the north: A three-year\nstudy of posts\n"
        "Ada Wren1☯, Bo Oak2☯*, Cleo Rook1,3, on behalf of the Fence Study Group\n"
        "1 Department of Fences, University of Nowhere, Elm Town, Noland, 2 Institute of Posts, Otherplace,\n"
        "Noland, 3 School of Snow, Hill Town, Noland\n"
        "☯ These authors contributed equally to this work.\n* bo.oak@example.org\nAbstract\n" + SHORT + "\n"
        "OPEN ACCESS\nCitation: Wren A, Oak B, Rook C (2018) Why fences fall in the north.\n"
        "Wood 13(5): e0123456.\n"
        "Editor: Dora Elm, University of Elsewhere\nReceived: May 3, 2018\nAccepted: June 7, 2018\n"
        "Copyright: © 2018 Wren et al. This is an open access article distributed under the terms of the\n"
        "Creative Commons Attribution License.\n\n",
        "Why fences fall in the north: A three-year study of posts",
        ["Ada Wren", "Bo Oak", "Cleo Rook", "Fence Study Group"],
        [
            "Department of Fences, University of Nowhere, Elm Town, Noland",
            "Institute of Posts, Otherplace, Noland",
            "School of Snow, Hill Town, Noland",
        ],
        1,
        gone=("Dora Elm", "Citation", "contributed equally"),
    ),
    Case(
        "spaced labels, keywords one to a line",
        "Rural Things 45 (2018) 123–134\n\nContents lists available at FenceBase\n\nRural Things\n\n"
        "journal homepage: www.example.org/ruralthings\n\n"
        "Why fences fall in the north: A study of posts and\n"
        "snow\n\nAda Wren a, b, *, Bo Oak b, Cleo Rook c\n"
        "a Department of Fences, University of Nowhere, Elm Town, Noland\n"
        "b Institute of Posts, Otherplace, Noland\nc Post Labs, Hill Town, Noland\n\nA R T I C L E I N F"
        " O\n\nArticle history:\nReceived 3 May 2018\n"
        "Accepted 7 June 2018\nAvailable online 9 July 2018\n\nKeywords:\nFences\nPosts\nSnow\n\n"
        "A B S T R A C T\n\n" + SHORT + "© 2018 Fence Press Ltd. All rights reserved.\n\n",
        "Why fences fall in the north: A study of posts and snow",
        ["Ada Wren", "Bo Oak", "Cleo Rook"],
        [
            "Department of Fences, University of Nowhere, Elm Town, Noland",
            "Institute of Posts, Otherplace, Noland",
            "Post Labs, Hill Town, Noland",
        ],
        1,
        3,
        gone=("FenceBase", "All rights"),
    ),
    Case(
        "addresses at the foot of the first page",
        "Wren et al. Journal of Fences (2018) 19:123 \nhttps://doi.org/10.1234/s00000-018-0001-1\n\n"
        "RESEARCH ARTICLE Open Access\n\nWhy fences fall in the north: a study\nof posts\n"
        "Ada Wren1†, Bo Oak2† and Cleo Rook1*\n\nAbstract\nBackground: "
        + SHORT
        + "Keywords: Fences, Posts\n\n"
        "* Correspondence: cleo.rook@example.org\n†Ada Wren and Bo Oak contributed equally to this work.\n"
        "1Department of Fences, University of Nowhere, Elm Town, Noland\n"
        "Full list of author information is available at the end of the article\n\n",
        "Why fences fall in the north: a study of posts",
        ["Ada Wren", "Bo Oak", "Cleo Rook"],
        ["Department of Fences, University of Nowhere, Elm Town, Noland"],
        1,
        2,
        gone=("Correspondence", "Full list"),
    ),
    Case(
        "memberships among the names, an abstract behind a dash",
        "IEEE TRANSACTIONS ON FENCES, VOL. 12, NO. 3, MARCH 2018 123\n"
        "Why Fences Fall in the North: A Study of\nPosts and Snow\n"
        "Ada Wren, Member, IEEE, Bo Oak, and Cleo Rook, Senior Member, IEEE\n"
        "Abstract—" + SHORT + "Index Terms—Fences, posts, snow.\n\n",
        "Why Fences Fall in the North: A Study of Posts and Snow",
        ["Ada Wren", "Bo Oak", "Cleo Rook"],
        [],
        1,
        3,
    ),
    Case(
        "an abstract glued to its word, below places on one line",
        "RESEARCH ARTICLE\nWhy fences fall in the north\nAda Wren1, Bo Oak2*\n"
        "1Department of Fences, University of Nowhere, Noland; 2Institute of Posts, Otherplace, Noland\n"
        "Abstract " + SHORT + "DOI: https://doi.org/10.1234/fence.00001.001\n\n",
        "Why fences fall in the north",
        ["Ada Wren", "Bo Oak"],
        ["Department of Fences, University of Nowhere, Noland", "Institute of Posts, Otherplace, Noland"],
        1,
    ),
    Case(
        "a name cut by a hyphen, under a title whose last line looks like a name",
        "Why Fences Fall: A Study of the\nOpen-Source Posts\nAda Wren1*, Bo Oak2, Cleo Mar\u00ad\n"
        "tenson1, Kit Hale2\n"
        "1\nDepartment of Fences, University of Nowhere, Noland\n2\nInstitute of Posts, Otherplace, Noland\n"
        "Abstract\n" + SHORT + "\n",
        "Why Fences Fall: A Study of the Open-Source Posts",
        ["Ada Wren", "Bo Oak", "Cleo Martenson", "Kit Hale"],
        ["Department of Fences, University of Nowhere, Noland", "Institute of Posts, Otherplace, Noland"],
        1,
    ),
    Case(
        "the family's name first",
        "Why Fences Fall in the Valleys\n\nWren, Ada; Oak, Bo; Rook, Cleo van der\n\n"
        "1. Department of Fences, University of Nowhere\n2. Institute of Posts, Noland\n\n"
        + "Abstract\n"
        + SHORT
        + "\n",
        "Why Fences Fall in the Valleys",
        ["Wren, Ada", "Oak, Bo", "Rook, Cleo van der"],
        ["Department of Fences, University of Nowhere", "Institute of Posts, Noland"],
        1,
    ),
    Case(
        "a name a line, without marks",
        "Why Fences Fall in the Valleys\n\nAda Wren\nBo Oak\nCleo van der Rook\n\n"
        "1. Department of Fences, University of Nowhere\n2. Institute of Posts, Noland\n\n"
        + "Abstract\n"
        + SHORT
        + "\n",
        "Why Fences Fall in the Valleys",
        ["Ada Wren", "Bo Oak", "Cleo van der Rook"],
        ["Department of Fences, University of Nowhere", "Institute of Posts, Noland"],
        1,
    ),
    Case(
        "titles before names",
        "Why Fences Fall in the Valleys\n\nProf. Dr. Ada Wren, Dr. Bo Oak\n\n"
        "1. Department of Fences, University of Nowhere\n2. Institute of Posts, Noland\n\n"
        + "Abstract\n"
        + SHORT
        + "\n",
        "Why Fences Fall in the Valleys",
        ["Ada Wren", "Bo Oak"],
        ["Department of Fences, University of Nowhere", "Institute of Posts, Noland"],
        1,
    ),
    Case(
        "marks that OCR read as other signs",
        "Why Fences Fall in the Valleys\n\nAda Wren‘, Bo Oak:, Cleo Rook! and Dan Hale?\n\n"
        "1. Department of Fences, University of Nowhere\n2. Institute of Posts, Noland\n\n"
        + "Abstract\n"
        + SHORT
        + "\n",
        "Why Fences Fall in the Valleys",
        ["Ada Wren", "Bo Oak", "Cleo Rook", "Dan Hale"],
        ["Department of Fences, University of Nowhere", "Institute of Posts, Noland"],
        1,
    ),
    Case(
        "a name over two lines, from its particle on",
        "Why Fences Fall in the Valleys\n\nAda Wren1, Bo Oak2, Maria Silva\nde Souza2, Dan Hale1\n\n"
        "1. Department of Fences, University of Nowhere\n2. Institute of Posts, Noland\n\n"
        + "Abstract\n"
        + SHORT
        + "\n",
        "Why Fences Fall in the Valleys",
        ["Ada Wren", "Bo Oak", "Maria Silva de Souza", "Dan Hale"],
        ["Department of Fences, University of Nowhere", "Institute of Posts, Noland"],
        1,
    ),
    Case(
        "letters glued to names",
        "Why Fences Fall in the Valleys\n\nAda Wrena, Bo Oakb, Cleo Rooka,*\n\n"
        "a Department of Fences, University of Nowhere\nb Institute of Posts, Noland\n\n"
        + "Abstract\n"
        + SHORT
        + "\n",
        "Why Fences Fall in the Valleys",
        ["Ada Wren", "Bo Oak", "Cleo Rook"],
        ["Department of Fences, University of Nowhere", "Institute of Posts, Noland"],
        1,
    ),
    Case(
        "authors below the abstract",
        "Why Fences Fall in the Valleys\n\nAbstract\n\n" + SHORT + "\n\nAda Wren1, Bo Oak2\n\n"
        "1 Department of Fences, University of Nowhere\n2 Institute of Posts, Noland\n\n",
        "Why Fences Fall in the Valleys",
        ["Ada Wren", "Bo Oak"],
        ["Department of Fences, University of Nowhere", "Institute of Posts, Noland"],
        1,
    ),
]
