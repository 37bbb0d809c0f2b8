"""Settings of the channels, from the environment or ``.env``. A channel without its settings is off."""

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class BotSettings(BaseSettings):
    """Names are fixed by the contract (``BAOPIN_WECHAT_TOKEN`` …)."""

    model_config = SettingsConfigDict(env_prefix="BAOPIN_", env_file=".env", extra="ignore", env_ignore_empty=True)

    county: str = "350111"
    public_url: str = "http://127.0.0.1:8000"
    api_token: SecretStr = SecretStr("")

    wechat_token: SecretStr = SecretStr("")
    wechat_appid: str = ""
    wechat_secret: SecretStr = SecretStr("")
    wechat_aes_key: SecretStr = SecretStr("")
    wechat_api_base: str = "https://api.weixin.qq.com/cgi-bin/"
    wechat_template: str = ""  # id of the template that carries notices to cadres; empty: customer-service text

    telegram_token: SecretStr = SecretStr("")
    telegram_secret: SecretStr = SecretStr("")
    telegram_api_base: str = "https://api.telegram.org"
    telegram_mode: str = "webhook"  # or "polling"
    telegram_proxy: str = ""

    def has_wechat(self) -> bool:
        """The official account can be served: the token signs every request, the app id names us."""
        return bool(self.wechat_token.get_secret_value() and self.wechat_appid)

    def has_telegram(self) -> bool:
        """A bot token is set; the webhook mode also needs the secret."""
        return bool(self.telegram_token.get_secret_value())
