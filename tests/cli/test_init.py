def test_init_writes_a_folder_that_passes_its_own_check_and_tests(deskgauge):
    outcome = deskgauge("init", "mine", check=0)
    assert outcome.out == """\
  mine/desk.yaml  the desk, its hours and its survey
  mine/goals.yaml  what is good enough
  mine/metrics.yaml  what is measured
  mine/tests.yaml  what must come out

Next:
  deskgauge check mine
  deskgauge test mine
  deskgauge simulate --days 28 --output events.jsonl
  deskgauge eval -d mine -e events.jsonl --window 7d --by team
"""
    checked = deskgauge("check", "--lint-fatal", "mine", check=0)
    assert (checked.out, checked.err) == ("", "")
    assert deskgauge("test", "mine", check=0).out == "2 tests passed, 6 values compared\n"


def test_init_overwrites_nothing(deskgauge, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "tests.yaml").write_text("mine")
    outcome = deskgauge("init", "mine", check=2)
    assert "mine/tests.yaml" in outcome.err
    assert [p.name for p in (tmp_path / "mine").iterdir()] == ["tests.yaml"]
