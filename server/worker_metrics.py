"""The media workers on the page Prometheus reads: one table of names, one label `worker`."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from typing_extensions import override

if TYPE_CHECKING:
    from media.pool import WorkerReport


class _Series(NamedTuple):
    """Several counters of a worker as one metric; `label` tells them apart."""

    name: str
    says: str
    label: str | None
    counters: dict[str, str]
    """Name of the counter to value of the label."""


_COUNTERS: Final = (
    _Series(
        "mediation_media_packets", "Packets.", "direction", {"packets_received": "received", "packets_sent": "sent"}
    ),
    _Series("mediation_media_bytes", "Bytes.", "direction", {"bytes_received": "received", "bytes_sent": "sent"}),
    _Series(
        "mediation_media_drops",
        "Packets not passed on, by reason.",
        "reason",
        {
            reason: reason
            for reason in (
                "send_drops",
                "strangers",
                "malformed",
                "unauthentic",
                "replayed",
                "unknown_streams",
                "rejected",
                "throttled",
                "stun_refused",
                "tap_dropped",
                "failures",
            )
        },
    ),
    _Series("mediation_media_retransmissions", "Packets sent again on request.", None, {"retransmissions": ""}),
    _Series(
        "mediation_media_retransmissions_refused", "Requested beyond the budget.", None, {"retransmissions_refused": ""}
    ),
    _Series("mediation_media_keyframe_requests", "Pictures that browsers asked for.", None, {"keyframe_requests": ""}),
    _Series(
        "mediation_media_handshakes",
        "DTLS handshakes.",
        "outcome",
        {"handshakes": "complete", "handshakes_failed": "failed"},
    ),
    _Series("mediation_media_refused", "People and places refused: full.", None, {"transports_refused": ""}),
    _Series("mediation_media_loop_stalls", "Times the loop stood still for 100 ms.", None, {"loop_stalls": ""}),
)
_GAUGES: Final = (
    _Series("mediation_media_transports", "Browsers.", None, {"transports": ""}),
    _Series("mediation_media_routers", "Places.", None, {"routers": ""}),
    _Series("mediation_media_taps", "Sources copied to the recorder.", None, {"taps": ""}),
    _Series("mediation_media_pictures_waiting", "Pictures kept back by thin lines.", None, {"pictures_waiting": ""}),
    _Series("mediation_media_loop_late_ms", "Longest lateness of the loop, last 10-20 s.", None, {"loop_late_ms": ""}),
    _Series("mediation_media_memory_bytes", "Resident memory.", None, {"memory_bytes": ""}),
)


class WorkerMetrics(Collector):
    """Shows the reports it was given last."""

    def __init__(self) -> None:
        self.reports: Sequence[WorkerReport] = ()

    @override
    def collect(self) -> Iterator[Metric]:
        """Yield every metric of every worker that has told it."""
        for series in _COUNTERS:
            yield from self._fill(series, CounterMetricFamily(series.name, series.says, labels=_labels(series)))
        for series in _GAUGES:
            yield from self._fill(series, GaugeMetricFamily(series.name, series.says, labels=_labels(series)))
        yield self._of_supervision("mediation_media_up", "Whether the worker answers.", "alive")
        yield self._of_supervision("mediation_media_draining", "Whether it takes no new room.", "draining")
        yield self._of_supervision("mediation_media_rooms", "Rooms placed on it.", "rooms")
        yield self._of_supervision("mediation_media_answer_seconds", "Time to answer a heartbeat.", "answer_seconds")
        restarts = CounterMetricFamily("mediation_media_restarts", "Times it was replaced.", labels=("worker",))
        for report in self.reports:
            restarts.add_metric((str(report.number),), report.restarts)
        yield restarts

    def _fill(
        self, series: _Series, family: CounterMetricFamily | GaugeMetricFamily
    ) -> Iterator[CounterMetricFamily | GaugeMetricFamily]:
        for report in self.reports:
            for counter, value in series.counters.items():
                if counter in report.counters:
                    labels = (str(report.number), value) if series.label else (str(report.number),)
                    family.add_metric(labels, report.counters[counter])
        yield family

    def _of_supervision(self, name: str, says: str, field: str) -> GaugeMetricFamily:
        family = GaugeMetricFamily(name, says, labels=("worker",))
        for report in self.reports:
            family.add_metric((str(report.number),), float(getattr(report, field)))
        return family


def _labels(series: _Series) -> tuple[str, ...]:
    return ("worker", series.label) if series.label else ("worker",)
