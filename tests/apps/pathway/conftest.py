import pytest
from tests.factories.pathway import Team, make_team


@pytest.fixture
def team(db: None) -> Team:
    return make_team()
