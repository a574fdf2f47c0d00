from framsteg.workingmodel import chapters, shipped_model


def test_a_value_that_the_source_does_not_give_is_marked(trollhattan):
    deadlines = next(chapter for chapter in chapters(trollhattan) if chapter.title == "Frister").sections[0]
    start = next(part for part in deadlines.parts if part.id == "start_jobbcentrum")

    assert [fact.title for fact in start.facts if fact.is_unknown] == ["inom", "varning före", "eskaleras till"]
    assert all(fact.text == "okänd" for fact in start.facts if fact.is_unknown)


def test_a_chapter_without_anything_in_the_file_is_still_told(whole):
    goals = next(chapter for chapter in chapters(whole) if chapter.title == "Mål")

    assert goals.sections == ()


def test_the_demands_of_the_law_are_a_chapter_of_their_own_where_a_model_has_them(trollhattan):
    assert chapters(shipped_model("aktivitetskrav"))[-1].title == "Lagens krav"
    assert chapters(trollhattan)[-1].title != "Lagens krav"
