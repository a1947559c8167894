# The service without a PostgreSQL of its own; docs/deployment.md says how to run it.

FROM python:3.13-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /opt/ownorbit
RUN python3 -m venv .venv
COPY requirements/server.txt requirements/
RUN .venv/bin/python -m pip install --no-compile --only-binary=:all: --require-hashes \
    -r requirements/server.txt
COPY . .
# Bytecode is made here, for the root is read-only later; by hash, since a copy may move mtimes.
RUN .venv/bin/python -m pip install --no-compile --no-deps --no-build-isolation -e . \
    && .venv/bin/python -m pip uninstall --yes --quiet setuptools pip \
    && .venv/bin/python -m compileall -q -j 0 --invalidation-mode unchecked-hash . \
    && chmod -R a+rX,go-w .

FROM python:3.13-slim-bookworm
LABEL org.opencontainers.image.title="Own Orbit" \
      org.opencontainers.image.description="The backend of a phone app for people who have stopped chasing someone." \
      org.opencontainers.image.licenses="MIT"
RUN groupadd --gid 10001 ownorbit \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent \
        --shell /usr/sbin/nologin ownorbit \
    && install -d -m 0700 -o 10001 -g 10001 /data
WORKDIR /opt/ownorbit
COPY --from=build /opt/ownorbit .
ENV PATH="/opt/ownorbit/.venv/bin:$PATH" \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    OWNORBIT_HOST=0.0.0.0 \
    OWNORBIT_DATA_DIR=/data
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, http.client as h; c = h.HTTPConnection('127.0.0.1', int(os.getenv('OWNORBIT_PORT') or os.getenv('PORT') or 8000), timeout=4); c.request('GET', '/health/ready'); raise SystemExit(c.getresponse().status != 200)"]
ENTRYPOINT ["ownorbit"]
CMD ["serve"]
