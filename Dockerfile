# One image for the API and the bots; docker-compose.yml says which command each runs.
FROM python:3.11-slim-bookworm

WORKDIR /app
RUN useradd --create-home --uid 1000 baopin && mkdir var && chown baopin var
COPY requirements.txt ./
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev \
    && pip install --no-cache-dir --require-hashes -r requirements.txt \
    && apt-get purge -y gcc libc6-dev && apt-get autoremove -y && rm -rf /var/lib/apt/lists/*
COPY pyproject.toml README.md ./
COPY knowledge knowledge
COPY dialogs dialogs
COPY intake_api intake_api
COPY bots bots
RUN pip install --no-cache-dir --no-deps .

USER baopin
ENV PYTHONUNBUFFERED=1
CMD ["baopin", "serve", "--host", "0.0.0.0"]
