"""How a turn comes about: order, waiting, stopping, failing."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import ModelError
from rag.answer import Event, EvidenceFound, Finished
from rag.web.conversation import (
    KEPT_TURNS,
    READING_SAMPLES,
    Conversation,
    Desk,
    Turn,
    Warmup,
)
from tests.web.scripted import BRIDGE, ScriptedQA, answered, citation, evidence, play

QUOTE = "“Our ferries can carry everyone,”"


def ferries(question: str) -> Iterator[Event]:
    return play(
        answered(
            question,
            f"Tomas Lind: {QUOTE} [1].",
            [citation(1, BRIDGE, QUOTE)],
            [evidence(BRIDGE, QUOTE)],
        )
    )


def desk_over(qa: ScriptedQA) -> Desk:
    warmup = Warmup(qa)
    warmup.start()
    return Desk(qa, warmup)


def test_evidence_comes_before_text_and_text_before_the_answer() -> None:
    turn = Turn(1, "ferries?")
    seen = [
        (bool(turn.evidence), bool(turn.text), turn.answer is not None)
        for _ in desk_over(ScriptedQA({"ferries": ferries})).follow(turn)
    ]
    assert seen == sorted(seen)
    assert (True, False, False) in seen
    assert (True, True, False) in seen
    assert seen[-1] == (True, True, True)
    assert turn.state == "done"


def test_evidence_does_not_wait_for_the_model_but_the_answer_does() -> None:
    qa = ScriptedQA({"ferries": ferries})
    qa.ready.clear()
    turn = Turn(1, "ferries?")
    steps = desk_over(qa).follow(turn)
    for _ in steps:
        if turn.state == "waiting":
            break
    assert turn.evidence
    assert turn.notice == "The model is still loading; the answer follows."
    assert not turn.text
    qa.ready.set()
    list(steps)
    assert turn.state == "done"


def test_one_generation_at_a_time_and_evidence_for_the_second() -> None:
    desk = desk_over(ScriptedQA({"ferries": ferries}))
    first, second = Turn(1, "ferries?"), Turn(1, "ferries again?")
    under_way = desk.follow(first)
    while not first.text:
        next(under_way)
    waiting = desk.follow(second)
    while second.state != "waiting":
        next(waiting)
    assert second.evidence
    assert second.notice == "Another question is being answered; yours is next."
    list(under_way)
    list(waiting)
    assert second.answer is not None


def test_a_stream_closed_in_the_middle_stops_the_model_and_lets_the_next_one_in() -> None:
    closed = threading.Event()

    def endless(question: str) -> Iterator[Event]:
        try:
            yield EvidenceFound((evidence(BRIDGE, QUOTE),))
            while True:
                yield from list(ferries(question))[1:2]
        finally:
            closed.set()

    desk = desk_over(ScriptedQA({"endless": endless, "ferries": ferries}))
    turn = Turn(1, "endless?")
    steps = desk.follow(turn)
    while not turn.text:
        next(steps)
    assert isinstance(steps, Iterator)
    steps.close()  # type: ignore[attr-defined]
    assert closed.is_set()
    assert desk.ask("ferries?").status == "answered"


def test_a_stopped_turn_ends_and_keeps_its_text() -> None:
    talk = Conversation()
    turn = talk.begin("ferries?")
    steps = desk_over(ScriptedQA({"ferries": ferries})).follow(turn)
    while not turn.text:
        next(steps)
    assert talk.busy
    talk.stop()
    list(steps)
    assert turn.state == "stopped"
    assert turn.text
    assert turn.answer is None
    assert not talk.busy


def test_a_failing_model_is_one_sentence(caplog: pytest.LogCaptureFixture) -> None:
    def down(question: str) -> Iterator[Event]:
        yield EvidenceFound(())
        raise ModelError("The model at http://127.0.0.1:9 does not answer; start it.")

    def broken(question: str) -> Iterator[Event]:
        yield EvidenceFound(())
        raise KeyError("a bug")

    desk = desk_over(ScriptedQA({"down": down, "broken": broken, "ferries": ferries}))
    turn = Turn(1, "down?")
    list(desk.follow(turn))
    assert (turn.state, turn.notice) == (
        "failed",
        "The model at http://127.0.0.1:9 does not answer; start it.",
    )
    turn = Turn(2, "broken?")
    list(desk.follow(turn))
    assert turn.state == "failed"
    assert "a bug" not in turn.notice
    assert "KeyError: 'a bug'" in caplog.text
    assert desk.ask("ferries?").status == "answered"


def test_a_failing_warm_up_is_told_and_does_not_hold_up_questions() -> None:
    class Damaged(ScriptedQA):
        def warm(self) -> None:
            raise ModelError("The model file is damaged; run make run again.")

    desk = desk_over(Damaged({"ferries": ferries}))
    assert desk.ask("ferries?").status == "answered"
    assert desk.warmup.error == "The model file is damaged; run make run again."


def test_a_question_asked_at_the_first_start_waits_for_the_sample_articles(tmp_path: Path) -> None:
    qa = ScriptedQA({"ferries": ferries}, articles=[])
    warmup = Warmup(qa, [tmp_path], tmp_path / "mark")
    warmup.start()
    turn = Turn(1, "ferries?")
    steps = Desk(qa, warmup).follow(turn)
    for _ in steps:
        if turn.state == "waiting":
            break
    assert turn.notice == READING_SAMPLES
    assert not turn.evidence
    qa.readable.set()
    list(steps)
    assert turn.state == "done"
    assert (tmp_path / "mark").exists()


def test_sample_articles_are_read_once_and_only_into_an_empty_index(tmp_path: Path) -> None:
    for articles in ([], [BRIDGE]):
        qa = ScriptedQA(articles=articles)
        qa.readable.set()
        mark = tmp_path / f"mark{len(articles)}"
        for _ in range(2):
            Warmup(qa, [tmp_path], mark).run()
            assert qa.count() == 1
            assert mark.exists()


def test_sample_articles_that_were_asked_for_come_into_any_index(tmp_path: Path) -> None:
    qa = ScriptedQA(articles=[BRIDGE])
    qa.readable.set()
    Warmup(qa, [tmp_path]).run()
    assert qa.count() == 2
    Warmup(qa, []).run()
    assert qa.count() == 2


def test_only_the_newest_turns_are_kept() -> None:
    talk = Conversation()
    for n in range(KEPT_TURNS + 5):
        turn = talk.begin(f"question {n}")
        list(desk_over(ScriptedQA()).follow(turn))
    assert len(talk.turns) == KEPT_TURNS
    assert talk.turns[-1].number == KEPT_TURNS + 5


def test_ask_gives_the_finished_answer() -> None:
    events = list(ferries("ferries?"))
    assert isinstance(events[-1], Finished)
    assert desk_over(ScriptedQA({"ferries": ferries})).ask("ferries?") == events[-1].answer
