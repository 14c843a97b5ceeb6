# Two stages: what builds is not in what runs. Each RUN line of the first stage is run by a test, too.
FROM python:3.11-slim AS build
WORKDIR /src
RUN python -m venv /opt/halqa
COPY requirements.lock ./
RUN /opt/halqa/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot ./bot
RUN /opt/halqa/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps .

FROM python:3.11-slim
RUN useradd --system --uid 10001 --home-dir /data --create-home halqa
COPY --from=build /opt/halqa /opt/halqa
ENV PATH=/opt/halqa/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HALQA_DATABASE__URL=sqlite+aiosqlite:////data/halqa.db
USER halqa
WORKDIR /data
VOLUME /data
HEALTHCHECK --interval=30s --timeout=6s --start-period=30s CMD ["halqa", "health"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["halqa"]
CMD ["run"]
