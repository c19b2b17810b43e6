# One image for web, worker, beat, sweeper and the one-shot migrate of docker-compose.yml.
FROM python:3.11-slim-bookworm AS packages
WORKDIR /app
COPY requirements.lock ./
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock

FROM python:3.11-slim-bookworm
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 OMP_WAIT_POLICY=passive \
    FACTCHECK_HOME=/var/lib/factcheck STATIC_ROOT=/app/staticfiles
RUN useradd --system --uid 10001 --home-dir /var/lib/factcheck --create-home factcheck
WORKDIR /app
COPY --from=packages /venv /venv
COPY manage.py ./
COPY factcheck factcheck
COPY claims claims
COPY templates templates
COPY seeds seeds
RUN SECRET_KEY=only-for-collecting python manage.py collectstatic --noinput --verbosity 0
USER factcheck
VOLUME /var/lib/factcheck
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "factcheck.wsgi:application", "--host", "0.0.0.0", "--port", "8000", \
     "--workers", "2", "--blocking-threads", "4", "--respawn-failed-workers", "--workers-kill-timeout", "5"]
