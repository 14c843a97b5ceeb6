import pytest
from tests.stories.test_feeds_offers import *
@pytest.mark.asyncio
@pytest.mark.parametrize("language", ["ar","en"])
async def test_look(story, language):
    amina = await story.actor(NAMES[language], language=language)
    await follows(story, amina, "stats.example", [f"Statistics {n}" for n in range(25, 0, -1)])
    await follows(story, amina, "arabic.example", ["البرمجة للجميع", "Rust & C++"])
    def show():
        m=amina.last
        print("-----"); print(m.text); print(m.labels)
    show()
    await amina.presses("Its page"); show()
    await amina.presses("How many a week"); show()
    await amina.presses("Back")
    await amina.presses("Only with words"); show()
    await amina.says("برمجه، rust"); show()
    await amina.presses("Look now"); show()
    await story.wait_until(at(9,1,day=3)); show()
    await amina.presses("{n} · Save", n=1)
    await amina.presses("{n} · Not for me", n=2); show()
    await amina.says("/sources"); show()
    await amina.presses("Export (OPML)")
    print(amina.last.document.content.decode(), amina.last.text)
