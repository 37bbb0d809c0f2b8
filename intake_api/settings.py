"""Settings of the intake, from the environment or ``.env``. Names are fixed by the contract."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """``BAOPIN_DATABASE_URL``, ``BAOPIN_COUNTY`` (a comma list serves several counties) and so on."""

    model_config = SettingsConfigDict(env_prefix="BAOPIN_", env_file=".env", extra="ignore", env_ignore_empty=True)

    database_url: str = "sqlite:///var/baopin.db"
    county: str = "350111"
    api_token: SecretStr = SecretStr("")
    report_token: SecretStr = SecretStr("")
    warning_token: SecretStr = SecretStr("")  # of whoever sends warnings: may enter them, and nothing else
    secret_key: SecretStr = SecretStr("")
    old_secret_keys: SecretStr = SecretStr("")  # a comma list: they open what the new one did not seal
    cipher: str = "aes"  # or sm4
    demo: bool = False
    media_dir: Path = Path("var/media")
    public_url: str = "http://127.0.0.1:8000"
    # A language model of the county's own that may propose what an answer meant: an OpenAI-compatible …/v1.
    llm_url: str = Field("", pattern=r"^(https?://\S+)?$")
    llm_model: str = ""
    llm_key: SecretStr = SecretStr("")
    llm_seconds: float = Field(2.5, gt=0, le=3)  # the follow-up must come while the person still looks

    @property
    def old_secrets(self) -> tuple[str, ...]:
        """Secrets of before, the newest first."""
        return _listed(self.old_secret_keys.get_secret_value())

    @property
    def counties(self) -> tuple[str, ...]:
        """Codes of the counties served, the default one first."""
        return _listed(self.county)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
