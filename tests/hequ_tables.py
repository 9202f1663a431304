"""Cut spending and fixed income of the Hequ pack, over tables of a few rows."""

from tests.hequ_county import TODAY, Row, Rows, county

VILLAGE = "140930100201"
POOR = "registered"
POLICIES = (
    *("boarding_fee", "education_aid", "chronic_visit", "medical_insurance"),
    *("hospital_stay_allowance", "stay_and_accident_insurance", "medical_cost_aid"),
    *("relief_insurance", "relief_claim_decision", "relief_claim", "disability_supplement"),
    *("accident_relief", "fixed_income"),
)


def family(status: str | None = POOR, **person: object) -> dict[str, Rows]:
    """Household h1 in a village, its status since 2014 (None: no entry), and its member p1."""
    entry = {"household_id": "h1", "from_date": "2014-01-01", "status": status}
    return {
        "household": [{"household_id": "h1", "village_code": VILLAGE}],
        "household_status": [entry] if status else [],
        "person": [{"person_id": "p1", "household_id": "h1", **person}],
    }


def one(name: str, /, **tables: Rows) -> Row:
    """The only row of a fact or policy."""
    [row] = rows_of(name, **tables)
    return row


def rows_of(name: str, /, **tables: Rows) -> Rows:
    """The rows of a fact, or the decisions of a policy, over these tables, by their key."""
    return county(**tables).fact(name)


def figures(*names: str, **tables: Rows) -> list[object]:
    """The values of these indicators over these tables."""
    few = county(**tables)
    return [few.figure(name) for name in names]


# Rows, each usual but for the values given


def pupil(**values: object) -> Row:
    """A term of p1, boarding in a junior high school of the county, but for `values`."""
    usual: Row = {"person_id": "p1", "term": "2018-autumn", "school_year": "2018-2019"}
    usual |= {"starts_on": "2018-09-01", "stage": "junior", "county_school": True}
    return {**usual, "boards": True, "boarding_fee": "700", **values}


def stay(**values: object) -> Rows:
    """A stay of p1 of 16 days in a grade-2A hospital, but for `values`."""
    usual = {"stay_id": "s1", "person_id": "p1", "discharged_on": "2018-06-01"}
    return [{**usual, "days": 16, "hospital_grade": "2A", **values}]


def accident(**values: object) -> Rows:
    """An accident of p1 that throws him back, with a loss of 60,000 of which 20,000 came back."""
    usual = {"accident_id": "a1", "person_id": "p1", "occurred_on": "2018-07-01"}
    usual |= {"loss": "60000", "compensated": "20000", "causes_relapse": "true"}
    return [{**usual, **values}]


def card(certified_on: str, expires_on: str | None) -> Row:
    """A disability card of p1."""
    return {"person_id": "p1", "certified_on": certified_on, "expires_on": expires_on}


def source(measure: str = "finance", **values: object) -> Row:
    """A source of household h1 that runs to the day of the run, but for `values`."""
    usual: Row = {
        "source_id": measure,
        "household_id": "h1",
        "measure": measure,
        "in_arrears": False,
    }
    usual |= {"from_date": "2018-01-01", "to_date": TODAY, "yearly_return": "3000"}
    return {**usual, **values}
