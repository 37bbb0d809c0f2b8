"""What a list brings with it once it is imported, and what goes with it when it is taken back."""

from intake_api.office import Office
from intake_api.screening import concerns, hits


def arrived(office: Office, county: str, batch_id: str) -> None:
    """After a batch is applied, or one of its candidates was decided. Called twice it is the same as once."""
    hits.screen(office, county, batch_id)
    concerns.of_batch(office, county, batch_id)


def left(office: Office, county: str, batch_id: str) -> None:
    """After a batch is undone."""
    hits.take_back(office, county, batch_id)
    concerns.of_batch(office, county, batch_id)
