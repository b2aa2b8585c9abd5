"""The site's Markdown extension: fences that show code and recordings from files.

`mkdocs.yml` names it as `course.site`; Python-Markdown calls `makeExtension`. A page's
author writes one of these fences, between two lines of ``` or ~~~:

    code PATH [SYMBOL ...] [since=chNN] [lang=NAME] [aside="..."]
        A file, or symbols of it: a function, a class, `Class.member`, an assigned
        name, a call that stands alone (`configure()`), or `@imports`. PATH begins
        with a chapter's stem, `demos/` (in docs/), `tests/`, or the name of another
        file of the repository. `since` highlights the lines that the chapter named
        did not have. Lines inside the fence:
        `highlight: TEXT` marks the lines that hold the text;
        `note: TEXT -> SENTENCE` puts a sentence in Markdown under the block. An
        indented line continues the one above.
    whatsnew STEM
        What the chapter changed since the one before, file by file, and links to the
        page with the changes since earlier ones.
    changes [STEM]
        What changed up to the chapter since each of the earlier ones. Without a stem: a
        list of the pages that show it, which are beside it and called like the stems.
    recorded STEM/NAME.KIND [title="..."] [aside="..."]
        A recording: .http, .console, .txt, .tsv, or .sql, which shows a tab for each
        database NAME.DATABASE.sql.
    bash [aside="..."]
        Commands that the reader types, one or several.
    console STEM/NAME.KIND
        Commands, and the outputs that the robot reader has recorded for them.
    text aside="..."
        Text that is only to be read.
    files STEM
        The chapter's files, folded, and a zip of them that runs by itself.
    chapters
        All chapters in lists, a heading for each part; for the home page.
    map
        Which files there are in which chapter, as a table; for the home page.

`aside` is the reason why a block is no step; the page shows it. Inside a sentence,
`[[...]]` marks what the reader does; docs/decisions/0019 says who reads that.
    quiz STEM, or quiz ID [ID ...]
        All questions of the chapter's bank in quizzes/, or those that are named.

Whatever is wrong in a fence fails the build, naming the page and the line.
"""

from .extension import SiteExtension, makeExtension

__all__ = ["SiteExtension", "makeExtension"]
