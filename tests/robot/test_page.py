"""What the robot sees of a page: steps, blocks with their outputs, tabs, remarks."""

from pathlib import Path

import pytest

from course.errors import UsageError
from course.robot.page import Block, Exchange, Step, read_page

HTML = """
<nav><span class="course-step">Not on the page.</span></nav>
<article>
<h2 id="a">Run it<a class="headerlink" href="#a">¶</a></h2>
<p>Now <span class="course-step">save it
 as <code>a.py</code></span>:</p>
<div class="highlight" data-kind="code"><span class="filename">a.py</span>
<pre><span></span><code><span class="k">x</span> = 1
</code></pre></div>
<div class="highlight" data-kind="command" data-recording="ch01/a.http"><pre><code>
<span class="course-prompt">curl
</span><span class="course-continued">  -i
</span></code></pre></div>
<div class="highlight" data-kind="output"><pre><code>HTTP
</code></pre></div>
<div class="highlight" data-kind="command" data-recording="ch01/b.http"><pre><code>
<span class="course-prompt">true
</span></code></pre></div>
<h3>Later</h3>
<div class="highlight" data-kind="command"><pre><code><span class="course-prompt">ls
</span><span class="course-prompt">pwd
</span></code></pre></div>
<div class="course-aside"><div class="highlight" data-kind="command"><pre><code>
<span class="course-prompt">docker
</span></code></pre></div><p>Not a step: no Docker.</p></div>
<div class="tabbed-set"><div class="tabbed-labels">
<label>SQLite</label><label>MySQL</label></div><div class="tabbed-content">
<div class="tabbed-block"><div class="highlight" data-kind="sql"><pre><code>SELECT 1
</code></pre></div></div>
<div class="tabbed-block"><div class="highlight" data-kind="sql"><pre><code>SELECT 2
</code></pre></div></div></div></div>
<section class="course-whatsnew"><div class="highlight" data-kind="diff"
 data-file="chapters/ch01/main.py" data-copy="new&#10;"><pre><code><span
 class="course-line">same
</span><del class="course-line">old
</del><ins class="course-line">new
</ins></code></pre></div></section>
<h2>Exercises</h2><h3>More</h3>
<div class="highlight" data-kind="command"><pre><code><span class="course-prompt">ls
</span></code></pre></div>
</article>
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "ch01.html"
    file.write_text(HTML, encoding="utf-8")
    return file


def test_a_step_has_its_code_in_backticks(page: Path) -> None:
    first = read_page(page).items[0]

    assert first == Step("Run it", "save it as `a.py`")


def test_code_has_its_title(page: Path) -> None:
    block = read_page(page).items[1]

    assert block == Block("Run it", 1, "code", "a.py", "x = 1\n", section="Run it")


def test_a_recorded_command_has_its_output(page: Path) -> None:
    with_output, without = read_page(page).items[2:4]

    assert isinstance(with_output, Block)
    assert with_output.exchanges == (Exchange("curl\n  -i", "HTTP\n"),)
    assert isinstance(without, Block)
    assert without.exchanges == (Exchange("true", ""),)


def test_a_plain_block_of_commands_shows_no_output(page: Path) -> None:
    block = read_page(page).items[4]

    assert isinstance(block, Block)
    assert block.heading == "Later"
    assert block.exchanges == (Exchange("ls", None), Exchange("pwd", None))


def test_a_remark_belongs_to_its_block(page: Path) -> None:
    block = read_page(page).items[5]

    assert isinstance(block, Block)
    assert block.aside == "Not a step: no Docker."


@pytest.mark.parametrize(
    ("database", "sql"), [("SQLite", "SELECT 1\n"), ("MySQL", "SELECT 2\n")]
)
def test_of_the_tabs_one_is_read(page: Path, database: str, sql: str) -> None:
    block = read_page(page, database).items[6]

    assert isinstance(block, Block)
    assert block.text == sql


def test_a_diff_has_the_new_lines_the_old_ones_and_the_copy(page: Path) -> None:
    block = read_page(page).items[7]

    assert isinstance(block, Block)
    assert (block.kind, block.title) == ("new", "chapters/ch01/main.py")
    assert (block.text, block.removed) == ("same\nnew\n", ("old",))
    assert block.copied == "new\n"


def test_exercises_are_the_readers_own_work(page: Path) -> None:
    block = read_page(page).items[8]

    assert isinstance(block, Block)
    assert (block.heading, block.section) == ("More", "Exercises")


def test_what_is_no_page_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="build the site first"):
        read_page(tmp_path / "none.html")

    (tmp_path / "empty.html").write_text("<p>nothing</p>")
    with pytest.raises(UsageError, match="has no article"):
        read_page(tmp_path / "empty.html")
