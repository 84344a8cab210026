"""What holds for every verb: help, version, exit codes, colours."""
import pytest

VERBS = ["init", "check", "test", "eval", "explain", "import", "simulate"]


def test_help_lists_the_verbs_and_the_exit_codes(deskgauge):
    help = deskgauge("--help", check=0).out
    for verb in VERBS:
        assert f"\n  {verb} " in help
    assert "0 clean, 1 findings or failed tests, 2 the tool could not work, 3 only lint findings" in help


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_its_flags(deskgauge, verb):
    assert "--help" in deskgauge(verb, "--help", check=0).out


def test_the_version_goes_to_standard_output(deskgauge):
    assert deskgauge("--version", check=0).out.startswith("deskgauge ")


@pytest.mark.parametrize("args", [[], ["chek"], ["check", "--wrong"], ["eval", "--top", "-1", "-e", "x"], ["--color", "red", "check"]])
def test_a_wrong_flag_is_a_failure_of_the_tool(deskgauge, args):
    outcome = deskgauge(*args, check=2)
    assert outcome.out == ""
    assert outcome.err != ""


@pytest.mark.parametrize("args", [["check", "nowhere"], ["test", "nowhere"], ["eval", "-d", "nowhere", "-e", "x"],
                                  ["import", "nowhere", "-m", "x"], ["check", "."], ["simulate", "--days", "1", "-o", "no/such/folder/x"]])
def test_a_file_that_cannot_be_used_is_a_failure_of_the_tool(deskgauge, args):
    outcome = deskgauge(*args, check=2)
    assert outcome.out == ""
    assert outcome.err.startswith(f"deskgauge {args[0]}: error: ")


def test_colour_is_for_terminals_only(deskgauge, starter):
    assert "\033" not in deskgauge("test", starter, "-v", check=0).out
    assert "\033" in deskgauge("--color", "always", "test", starter, "-v", check=0).out
    assert "\033" not in deskgauge("--color", "never", "test", starter, "-v", check=0).out
