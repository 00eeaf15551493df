"""What the tests share: the rules of the manual's tutorial, the tree, the cases."""
import os
import pathlib
import re

import pytest

from jiangbu import Rules

ROOT = pathlib.Path(__file__).resolve().parents[3]

# What the policy knows of an applicant besides prizes.
SOUND = {"is_enterprise": True, "dishonest": False}
DATE = "2024-12-01"


@pytest.fixture(scope="session")
def prize_text():
    """The policy of section 1 of the manual."""
    manual = (ROOT / "rules/README.md").read_text(encoding="utf-8")
    return re.search(r"```yaml\n(# prize\.yaml\n.*?)```", manual, re.DOTALL).group(1)


@pytest.fixture()
def rules(prize_text):
    with Rules.from_texts({"prize.yaml": prize_text}) as loaded:
        yield loaded


@pytest.fixture(scope="session")
def cases_file():
    return pathlib.Path(os.environ["JIANGBU_CASES"])
