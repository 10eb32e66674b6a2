"""Which rules a kind of text gets, and in which order; beside each, why it stands where it stands.

A rule that reads words runs only for languages whose words docforge knows; what is left runs for any.
"""

from __future__ import annotations

from docforge.model.source import Kind
from docforge.repair.engine import Rule
from docforge.repair.rules.lines.element_lines import find_element_lines
from docforge.repair.rules.lines.heading_lines import find_heading_lines
from docforge.repair.rules.lines.justified_spaces import find_justified_spaces
from docforge.repair.rules.lines.line_ends import (
    find_kept_hyphens,
    find_line_blocks,
    find_lost_hyphens,
    find_paragraph_ends,
    find_wraps,
)
from docforge.repair.rules.lines.run_in_headings import find_run_in_headings
from docforge.repair.rules.lines.sentence_joins import find_sentence_joins
from docforge.repair.rules.lines.spread_lines import find_spread_lines
from docforge.repair.rules.lines.underlined_headings import find_underlined_headings
from docforge.repair.rules.pages.advertising import find_advertising
from docforge.repair.rules.pages.browser_marks import find_browser_marks
from docforge.repair.rules.pages.doubled_text import find_doubled_text
from docforge.repair.rules.pages.floats import find_float_joins, find_lettering
from docforge.repair.rules.pages.gutters import find_gutters
from docforge.repair.rules.pages.layer_signs import find_layer_signs
from docforge.repair.rules.pages.margin_titles import find_margin_titles
from docforge.repair.rules.pages.page_breaks import (
    find_caption_joins,
    find_page_break_joins,
    find_url_joins,
    find_url_wraps,
)
from docforge.repair.rules.pages.page_furniture import find_running_heads
from docforge.repair.rules.pages.page_order import find_page_order
from docforge.repair.rules.pages.picture_text import find_picture_text
from docforge.repair.rules.pages.read_across import find_read_across
from docforge.repair.rules.pages.reading_order import find_reading_order
from docforge.repair.rules.parts.author_tables import find_author_tables
from docforge.repair.rules.parts.bare_captions import find_bare_captions
from docforge.repair.rules.parts.bare_pipes import find_bare_pipes
from docforge.repair.rules.parts.browser_tables import find_browser_tables
from docforge.repair.rules.parts.caption_labels import find_caption_labels
from docforge.repair.rules.parts.caption_lines import find_caption_lines
from docforge.repair.rules.parts.caption_titles import find_caption_titles
from docforge.repair.rules.parts.contents_lists import find_contents_lists
from docforge.repair.rules.parts.displaced_names import find_displaced_names
from docforge.repair.rules.parts.end_notes import find_end_notes
from docforge.repair.rules.parts.foot_notes import find_foot_notes
from docforge.repair.rules.parts.front_lines import find_front_lines
from docforge.repair.rules.parts.imprint_lines import find_imprint
from docforge.repair.rules.parts.list_captions import find_list_captions
from docforge.repair.rules.parts.measured_captions import find_measured_captions
from docforge.repair.rules.parts.note_marks import find_note_marks
from docforge.repair.rules.parts.picture_captions import find_picture_captions
from docforge.repair.rules.parts.pipe_tables import find_pipe_tables
from docforge.repair.rules.parts.reference_entries import find_reference_entries, find_reference_lines
from docforge.repair.rules.parts.returned_notes import find_returned_notes
from docforge.repair.rules.parts.space_tables import find_space_tables
from docforge.repair.rules.parts.table_heads import find_table_heads
from docforge.repair.rules.parts.table_joints import find_table_joints
from docforge.repair.rules.parts.text_tables import find_text_tables
from docforge.repair.rules.parts.torn_signs import find_torn_signs
from docforge.repair.rules.words.characters import (
    find_control_characters,
    find_ligatures,
    find_line_ends,
    find_mojibake,
    find_spaces,
)
from docforge.repair.rules.words.font_signs import find_font_signs
from docforge.repair.rules.words.glued import (
    find_glued_ampersands,
    find_glued_citations,
    find_glued_sentences,
)
from docforge.repair.rules.words.glued_words import (
    find_glued_marks,
    find_glued_words,
    find_stray_spaces,
    find_url_spaces,
)
from docforge.repair.rules.words.misread_words import find_misread_words
from docforge.repair.rules.words.raised_citations import find_raised_citations
from docforge.repair.rules.words.small_capitals import find_small_capitals
from docforge.repair.words.language import HYPHENATING, RULED

CHARACTERS = (
    Rule("line-ends", find_line_ends, "all rules count lines by one kind of line end"),
    Rule("mojibake", find_mojibake, "before control characters: mojibake may contain them"),
    Rule("control-characters", find_control_characters, "no later rule expects them"),
    Rule("ligature", find_ligatures, "before words are looked up"),
    Rule("font-sign", find_font_signs, "before numbers and words are read"),
)
IMPRINT = Rule(
    "imprint",
    find_imprint,
    "before joins: dates and rights stand between the halves of a first page's sentences",
)
ADVERTISING = Rule(
    "advertising",
    find_advertising,
    "after columns; before its lines are taken for headings, lists and entries",
)
BROWSER = Rule("browser-mark", find_browser_marks, "before lines are read: buttons stand among the text")
PICTURE_CAPTIONS = Rule(
    "picture-caption", find_picture_captions, "before the places of pictures, which tell it, are set aside"
)
RETURNED = Rule("returned-note", find_returned_notes, "before lists and elements: its items are notes")
ELEMENTS = Rule("element-line", find_element_lines, "before all that takes the lines of a block for wraps")
END_NOTES = Rule(
    "end-note", find_end_notes, "after notes at the foot of pages; before lists: its items are notes"
)
AUTHORS = Rule(
    "author-table",
    find_author_tables,
    "before columns, tables and the imprint, which would read its cells as theirs",
)
CONTENTS = Rule("contents-list", find_contents_lists, "before headings: it names them")
WRAPS = Rule("line-wrap", find_wraps, "after every rule that reads line ends")
CAPTIONS = Rule(
    "caption-line", find_caption_lines, "after heads, which cut captions; before tables, which it names"
)
MEASURED = Rule(
    "measured-caption",
    find_measured_captions,
    "after captions with a label, which are blocks then; before tables and all that joins lines",
)
LABELS = Rule(
    "caption-label", find_caption_labels, "after heads, which end blocks; before all that reads labels"
)
TITLES = Rule(
    "caption-title",
    find_caption_titles,
    "after columns, in whose text it stands; before captions, which it cuts",
)
TABLES = Rule("text-table", find_text_tables, "after captions, which anchor it; before rules that join lines")
ENTRY_LINES = Rule(
    "reference-line",
    find_reference_lines,
    "before elements are parted: title, authors and link of an entry stand on lines of their own",
)
ENTRIES = Rule("reference-entry", find_reference_entries, "before wraps, which would run entries together")
SMALL_CAPITALS = Rule(
    "small-capitals", find_small_capitals, "before all that knows a part or a list by its name"
)
PICTURES = Rule("picture-text", find_picture_text, "before all: what a picture holds is no line of the text")
LINES = (
    PICTURES,
    Rule(
        "underlined-heading",
        find_underlined_headings,
        "before all that takes a rule for a page's or a table's",
    ),
    Rule("bare-pipe", find_bare_pipes, "before all that reads rows by their pipes"),
    SMALL_CAPITALS,
    AUTHORS,
    RETURNED,
    PICTURE_CAPTIONS,
    BROWSER,
    Rule("layer-sign", find_layer_signs, "before the second layer, which has the signs, is set aside"),
    Rule("doubled-text", find_doubled_text, "before heads: the second layer begins with them too"),
    Rule("running-head", find_running_heads, "before joins: heads stand between the halves of sentences"),
    Rule(
        "torn-sign", find_torn_signs, "reads spaces at the ends of lines; before tables, whose cells it makes"
    ),
    Rule("justified-space", find_justified_spaces, "before all that takes wide gaps for gutters"),
    Rule(
        "spread-line",
        find_spread_lines,
        "after heads, which stand alone; before all that takes an empty line for the end of a block",
    ),
    Rule(
        "column-gutter", find_gutters, "after heads, which run over both columns; before all that reads lines"
    ),
    Rule("read-across", find_read_across, "beside the gutters; before all that reads lines"),
    IMPRINT,
    ADVERTISING,
    Rule(
        "reading-order",
        find_reading_order,
        "reads trailing and leading spaces; after heads, before anything takes neighbours for one text",
    ),
    LABELS,
    TITLES,
    CAPTIONS,
    MEASURED,
    Rule("page-order", find_page_order, "after heads and columns, whose ends must be bare; before joins"),
    Rule(
        "table-head",
        find_table_heads,
        "after captions, at which a table ends; before tables: their rows are one table's",
    ),
    TABLES,
    Rule(
        "pipe-table", find_pipe_tables, "after heads, which part a table; before joins, which read its lines"
    ),
    Rule("space-table", find_space_tables, "reads wide gaps; after heads, which have wide gaps too"),
    Rule("table-joint", find_table_joints, "after all that makes rows; before lines between parts are read"),
    Rule("foot-note", find_foot_notes, "before joins: notes stand between the halves of sentences"),
    END_NOTES,
    Rule(
        "list-caption",
        find_list_captions,
        "after captions are blocks; before entries are parted and closed up",
    ),
    ENTRY_LINES,
    ELEMENTS,
    CONTENTS,
    Rule("byline-order", find_displaced_names, "before front lines: names and marks are whole by then"),
    Rule("line-block", find_front_lines, "before headings: what stands in front of the text is none"),
    Rule("margin-title", find_margin_titles, "before headings and wraps: its lines are neither"),
    Rule("heading-line", find_heading_lines, "before paragraph ends: a heading is a short line too"),
    Rule(
        "paragraph-end",
        find_paragraph_ends,
        "reads trailing and leading spaces, before anything changes them",
    ),
    Rule(
        "bare-caption",
        find_bare_captions,
        "after all that parts paragraphs; before sentences are joined over it",
        frozenset({"en"}),
    ),
    ENTRIES,
    Rule(
        "figure-lettering", find_lettering, "after captions are blocks; before sentences are joined over it"
    ),
    Rule("float-join", find_float_joins, "after all that parts blocks; before hyphens and wraps are joined"),
    Rule(
        "url-wrap", find_url_wraps, "before hyphen rules: a hyphen at a line end inside an address is its own"
    ),
    Rule("lost-hyphen", find_lost_hyphens, "reads trailing spaces, before wraps are joined", HYPHENATING),
    Rule("kept-hyphen", find_kept_hyphens, "before wraps put a space after the hyphen", HYPHENATING),
    Rule("caption-join", find_caption_joins, "reads trailing spaces; before wraps"),
    Rule("page-break", find_page_break_joins, "after heads are gone, while page breaks are still form feeds"),
    Rule("sentence-join", find_sentence_joins, "after floats are out of the way; before wraps"),
    Rule(
        "url-join", find_url_joins, "before wraps; after page breaks, which may stand inside an address too"
    ),
    WRAPS,
)
WORDS = (
    Rule("run-in-heading", find_run_in_headings, "after wraps: a block is one line by now"),
    Rule(
        "raised-citation",
        find_raised_citations,
        "before note marks, which count too; after entries are blocks, whose count it needs",
    ),
    Rule("note-mark", find_note_marks, "after wraps and reading order: marks count through the whole text"),
    Rule("spaces", find_spaces, "after the rules for which spaces are evidence"),
    Rule(
        "misread-word",
        find_misread_words,
        "after wraps: halves of words at line ends are no words either",
        HYPHENATING,
    ),
    Rule("glued-citation", find_glued_citations, "after wraps: a citation may run over a line end", RULED),
    Rule(
        "glued-ampersand",
        find_glued_ampersands,
        "after glued citations, inside the groups they set free",
        RULED,
    ),
    Rule("url-space", find_url_spaces, "before words are parted: addresses are whole then"),
    Rule("stray-space", find_stray_spaces, "before glued words, which take halves for words", HYPHENATING),
    Rule("glued-mark", find_glued_marks, "before glued words: a mark ends a run"),
    Rule("glued-sentence", find_glued_sentences, "last: URLs and names are whole by now", RULED),
    Rule("glued-words", find_glued_words, "after glued sentences: a stop ends a run", HYPHENATING),
)
LINE_BLOCKS = Rule("web-line", find_line_blocks, "before spaces go; a page's text has no wraps to join")
PROFILES: dict[Kind, tuple[Rule, ...]] = {
    "plain": CHARACTERS + LINES + WORDS,
    "ocr-markdown": CHARACTERS + LINES + WORDS,
    "web": (
        *CHARACTERS,
        RETURNED,
        PICTURE_CAPTIONS,
        BROWSER,
        IMPRINT,
        CAPTIONS,
        MEASURED,
        Rule("browser-table", find_browser_tables, "before tables: its rows look like prose"),
        TABLES,
        END_NOTES,
        ENTRY_LINES,
        ELEMENTS,
        CONTENTS,
        ENTRIES,
        LINE_BLOCKS,
        WRAPS,
        *WORDS,
    ),
    "html": (*CHARACTERS, RETURNED, END_NOTES, ENTRIES, *WORDS),
}
