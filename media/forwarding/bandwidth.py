"""How much of pictures a thin line carries: sound always, pictures as far as they fit, more by trial.

Pictures are sent in rungs (`forwarding.layers`): each adds a picture or makes one better. A browser's estimate
(REMB) counts what it receives and never rises far above that, so it cannot tell that a line has room for
more. More is therefore tried after a while of calm, first with padding that nobody misses, then with the
picture, and a failed trial is repeated ever later.
"""

from collections.abc import Sequence
from typing import Final

from media.forwarding.lateness import Lateness
from media.forwarding.layers import count_within
from media.forwarding.ramp import Ramp

LOSSY: Final = 0.1
"""A greater loss than this means that the line is full, unless the browser's estimate says otherwise."""
VERY_LOSSY: Final = 0.2
"""A greater loss than this leaves the line to the sound, whatever the estimate says."""
ENOUGH: Final = 0.9
"""An estimate below this share of what is being sent means a full line, if packets are lost or late as well.

By itself it does not: a browser that gets too little of its processor estimates low on the best line, and
after a quiet while any estimate is behind what comes.
"""
FALLEN: Final = 0.75
"""An estimate below this share of its highest lately has met a queue: then pictures are made smaller, not fewer."""
COLLAPSED: Final = 0.7
"""An estimate that falls below this share of what is being sent is followed at once: the voice is in the same queue."""
SETTLE: Final = 1.0
"""Seconds after less was decided in which estimate and queue still tell of what was sent before."""
DRAINED: Final = 4.0
"""Seconds after anything was tried or taken away in which round trips still tell of that, and not of the line."""
SLIGHTLY_LOSSY: Final = 0.02
ROOM: Final = 1.05
"""An estimate below this share of what is being sent speaks against a trial."""
PATIENCE: Final = 2
"""Decisions in a row that must find the line full before something is taken away."""
LONG_PATIENCE: Final = 5
"""The same before the last pictures are taken away from a line on which nothing is lost."""
_SECOND: Final = 0.9
"""Seconds within which decisions count as one."""
FIRST_HOLD: Final = 8.0
"""Seconds of calm before the first trial; doubled after each failed one."""
MAX_HOLD: Final = 40.0
MAX_SOUND_HOLD: Final = 160.0
"""The same for the first picture beside sound alone: a failed trial costs the voice, and padding tells without it."""
MAX_PROBE_HOLD: Final = 32.0
"""Seconds between two times that padding is tried for a better picture, at most: that can wait.

For the first picture of all it is tried every `SOUND_HOLD` seconds, more gently.
"""
PROBE_SOON: Final = 2.0
"""Seconds after a trial began in which padding would not tell what it does from what the trial does."""
BEGIN: Final = 0.2
"""With how much of the first picture padding begins beside sound alone, which may be all that the line carries."""
SOUND_HOLD: Final = 6.0
"""Seconds between two times that padding is tried beside sound alone."""
MARGIN: Final = 2
"""How often over padding must have been carried before a picture is tried again that failed not long ago.

And before the first picture is tried beside sound alone: it begins with all of itself at once, a burst of some tenths
of a second on a line that only just carries it, and the voice comes behind that.
"""
TIGHT: Final = 1.2
"""How often over padding must have been carried for a first picture that did not fail not long ago, at least.

Then the padding has met the end of the line, and the picture is tried only once that has drained. It may be too much;
but who is never shown the picture that fits has lost more than who hears one syllable late.
"""
TRIAL: Final = 4.0
"""Seconds within which a trial can fail, and before the next after one that did not."""
ESTIMATE_LIFE: Final = 3.0
"""Seconds for which an estimate counts: browsers send some each second while they receive pictures."""
GROWTH: Final = 1.0
"""What a trial may add at once, as a share of what is sent: with less a good line would be found too slowly."""
REMEMBERED: Final = 60.0
"""Seconds after which a line that was too thin for something counts as wide when everything left of it fits."""
_HEADROOM: Final = 0.9
_TREMBLING: Final = 0.9
"""How fast it is forgotten what the first picture took, per decision: it is measured over a few frames only."""
_FADING: Final = 0.98
"""How fast the highest estimate is forgotten, per estimate."""
BELIEVED: Final = 4
"""Seconds in which an estimate below what is sent is believed although nothing is lost or late: a line whose delay
wanders keeps it low for ever."""


class PictureBudget:
    """One receiver's line. Call `decide` every second, and at once when `is_alarmed`."""

    __slots__ = (
        "_allowed",
        "_before_trial",
        "_contradicted",
        "_counted_at",
        "_dearest",
        "_doubted_at",
        "_estimate",
        "_estimate_at",
        "_estimate_before",
        "_full_for",
        "_hold",
        "_lateness",
        "_peak",
        "_probe_hold",
        "_probes_at",
        "_ramp",
        "_reduced_at",
        "_tight",
        "_told_at",
        "_trial_peak",
        "_tried_at",
        "_wait_until",
        "_wanted",
        "_wanted_at",
        "fell",
        "felt",
        "room",
    )

    def __init__(self) -> None:
        self.fell = False
        """Whether the estimate is lower than it was at the last decision."""
        self.felt = False
        """Whether a report has told since then that padding makes the voice late."""
        self.room = float("inf")
        """bit/s of pictures that the line was last found to carry; infinite unless it was too thin for something."""
        self._allowed: int | None = None  # None: every rung there is
        self._before_trial = 0
        self._contradicted = 0
        self._counted_at = float("-inf")
        self._dearest = 0.0  # what the first rung took lately: it trembles
        self._doubted_at = float("-inf")
        self._estimate = 0
        self._estimate_at = float("-inf")
        self._estimate_before = 0
        self._full_for = 0
        self._hold = FIRST_HOLD
        self._lateness = Lateness()
        self._peak = 0.0
        self._probe_hold = FIRST_HOLD
        self._probes_at = float("-inf")
        self._ramp = Ramp()
        self._reduced_at = float("-inf")
        self._tight = False  # whether padding has just carried a little more than the first picture takes
        self._told_at = float("-inf")
        self._trial_peak = 0
        self._tried_at = float("-inf")
        self._wait_until = float("-inf")
        self._wanted = 0  # how many rungs there were when the line carried too few of them
        self._wanted_at = float("-inf")

    @property
    def probe_rate(self) -> float:
        """bit/s of padding to send now."""
        return self._ramp.rate

    @property
    def limited(self) -> bool:
        """Whether the line was too thin for something lately."""
        return self._allowed is not None

    def listens(self, now: float) -> bool:
        """Whether the round trip tells just now what a trial does, so that it should be asked for often."""
        return self.probe_rate > 0 or self._is_first_on_trial(now)

    def take_report(self, now: float, round_trip: float) -> None:
        """Take note that the browser has told what it receives, and of a new round trip in seconds, 0 without one."""
        self._told_at = now
        settled = self._is_first_on_trial(now) and now - self._tried_at > SETTLE
        if self.probe_rate or settled:
            self.felt = self._ramp.delays(round_trip) or self.felt
        elif now - max(self._reduced_at, self._tried_at, self._ramp.ended_at) > DRAINED:
            self._ramp.note_usual(round_trip)

    def take_estimate(self, bitrate: int, now: float) -> None:
        """Take note of how much of pictures the browser believes it can receive, in bit/s."""
        self.fell = bitrate < self._estimate_before
        self._estimate = bitrate
        self._estimate_at = self._told_at = now
        self._trial_peak = max(bitrate, self._trial_peak)
        self._peak = max(bitrate, self._peak * _FADING)

    def is_alarmed(self, now: float, sent: float) -> bool:
        """Whether the estimate has fallen so far below `sent`, bit/s lately, that a decision cannot wait.

        While more is being tried, the answer is a fall below what the estimate has been since: by itself it moves a
        little up and down, and what is tried is above it from the first.
        """
        if self.felt:
            return True
        if not self.fell or not self._is_fresh(now) or now - self._reduced_at < SETTLE:
            return False
        if self.probe_rate or self._is_on_trial(now):
            return self._estimate < ENOUGH * min(sent + self.probe_rate, self._trial_peak)
        return self._estimate < COLLAPSED * sent

    def decide(  # noqa: PLR0913 - all that is known of a line
        self,
        now: float,
        rungs: Sequence[float],
        sent: float,
        loss: float,
        round_trip: float,
        *,
        may_probe: bool = False,
        least: int = 0,
        rich: int = 0,
    ) -> int:
        """Return how many of `rungs`, the most important first, are to be sent from now on.

        `rungs` are the rates they add and `sent` that of the pictures sent to this receiver, in bit/s over
        the last second; `loss` is the fraction the receiver reports, `round_trip` in seconds. With
        `may_probe` the caller sends padding at `probe_rate`. The first `least` rungs keep every picture small
        and fluent; the `rich` next are pictures that alone are more than `room`.
        """
        present = len(rungs)
        allowed = present if self._allowed is None else min(self._allowed, present)
        self._dearest = max([*rungs[:1], _TREMBLING * self._dearest])
        self._lateness.note(round_trip, loss)
        self._doubt(now, sent, loss)
        full = self._is_full(now, sent, loss)
        alarmed = self.is_alarmed(now, sent)
        fallen = (alarmed or self._has_fallen(now, sent)) and allowed > least
        self._count(now, full=full or fallen)
        patient = self._full_for >= PATIENCE
        self._estimate_before = self._estimate
        felt = self.felt
        self.fell = self.felt = False
        if self.probe_rate:
            self._follow_ramp(now, rungs, allowed, loss, felt=felt, alarmed=alarmed)
        elif now - self._reduced_at < SETTLE:
            pass
        elif allowed and (patient or (alarmed and (fallen or self._is_on_trial(now)))):
            # What is late but not lost may come by a way that has become longer: a few seconds later that is known.
            surely = full and patient and (loss > SLIGHTLY_LOSSY or self._full_for >= LONG_PATIENCE)
            if surely or allowed > least or self._is_on_trial(now):
                self._reduce(now, rungs[: allowed - 1], sent, loss, 0 if surely else least)
        elif not self._full_for and self._allowed is not None:
            alone = least <= allowed < least + rich
            self._look_for_more(now, rungs, allowed, sent, loss, may_probe=may_probe, alone=alone)
        if self._allowed is None or self._allowed >= present:
            return present
        self._wanted, self._wanted_at = present, now
        return self._allowed

    def fit(self, rungs: Sequence[float], least: int = 0) -> int:
        """Return how many of `rungs`, in another order than they were decided on, are to be sent: those with `room`.

        The first `least` are sent in any case.
        """
        count = max(least, count_within(self.room, rungs))
        if self._allowed is not None:
            self._allowed = count
        self._dearest = max(rungs[:1], default=0.0)
        return count

    def _count(self, now: float, *, full: bool) -> None:
        """Count the seconds in a row that found the line full: at alarms there are decisions between."""
        if not full:
            self._full_for = 0
        elif not self._full_for or now - self._counted_at > _SECOND:
            self._full_for += 1
            self._counted_at = now

    def _doubt(self, now: float, sent: float, loss: float) -> None:
        """Count the seconds in which the estimate alone says that the line is full."""
        if self._estimate >= ENOUGH * sent or loss > SLIGHTLY_LOSSY or self._lateness.is_late:
            self._contradicted = 0
        elif now - self._doubted_at > _SECOND:
            self._contradicted += 1
            self._doubted_at = now

    def _is_full(self, now: float, sent: float, loss: float) -> bool:
        low = self._is_fresh(now) and self._estimate < ENOUGH * sent
        doubted = low or not self._is_fresh(now)
        if loss > (LOSSY if doubted else VERY_LOSSY):
            return True
        rising = 0 < self._estimate_before < self._estimate  # a browser that sees a queue raises nothing
        return low and not rising and (loss > SLIGHTLY_LOSSY or self._lateness.is_late)

    def _has_fallen(self, now: float, sent: float) -> bool:
        return self._is_fresh(now) and self._estimate < min(FALLEN * self._peak, ENOUGH * sent)

    def _is_fresh(self, now: float) -> bool:
        """Whether there is an estimate that counts."""
        return now - self._estimate_at <= ESTIMATE_LIFE and self._contradicted < BELIEVED

    def _is_on_trial(self, now: float) -> bool:
        return now - self._tried_at <= TRIAL

    def _is_first_on_trial(self, now: float) -> bool:
        """Whether a picture is being tried where there was sound alone."""
        return not self._before_trial and self._is_on_trial(now)

    def _has_room(self, now: float, sent: float) -> bool:
        """Believe an estimate that speaks against a trial, but not for ever."""
        low = self._is_fresh(now) and self._estimate < ROOM * sent
        return not low or now >= self._wait_until + MAX_HOLD

    def _arriving(self, now: float, sent: float, loss: float) -> float:
        """Return what arrives in bit/s; infinity, to see, where that is not known."""
        arriving = sent * (1 - loss) if sent else float("inf")
        return min(arriving, _HEADROOM * self._estimate) if self._is_fresh(now) else arriving

    def _reduce(self, now: float, rungs: Sequence[float], sent: float, loss: float, least: int) -> None:
        """Send at most `rungs` and no less than `least`; after a failed trial what was sent before it."""
        failed = self._is_on_trial(now)
        self._tried_at = float("-inf")
        self._reduced_at = now
        if failed:
            self._allowed = min(self._before_trial, len(rungs))
        else:
            room = self._arriving(now, sent, loss)
            self._allowed = max(least, count_within(room, rungs))
            if not least:
                self.room = room
        self._peak = self._estimate
        if self._full_for >= PATIENCE:
            self._full_for = 0
        self._wait_longer(now, failed=failed)

    def _wait_longer(self, now: float, *, failed: bool) -> None:
        longest = MAX_HOLD if self._allowed else MAX_SOUND_HOLD
        self._hold = min(2 * self._hold, longest) if failed else FIRST_HOLD
        self._wait_until = now + self._hold
        self._probes_at = now + FIRST_HOLD

    def _look_for_more(  # noqa: PLR0913 - all that is known of a line
        self,
        now: float,
        rungs: Sequence[float],
        allowed: int,
        sent: float,
        loss: float,
        *,
        may_probe: bool,
        alone: bool,
    ) -> None:
        further = rungs[allowed:]
        waits = now < self._wait_until
        if not self._is_on_trial(now):
            self.room = max(self.room, sent * (1 - loss))
        if not further:
            # What is gone may be back in a moment: a browser stops its largest layer when its processor is full.
            if not waits and (len(rungs) >= self._wanted or now - self._wanted_at > REMEMBERED):
                self._allowed = None
                self.room = float("inf")
            return
        padding = (max(further[0], GROWTH * sent) if allowed else self._dearest) if may_probe else 0.0
        if not self._has_room(now, sent) or now < (self._probes_at if padding else self._wait_until):
            return
        self._settle_trial()
        if self._tight:
            self._tight = False
            if now - self._ramp.ended_at <= DRAINED:
                self._climb(now, allowed, 1)
                return
        margin = MARGIN if waits else 1
        if not padding:
            self._ramp.begin(now, 0.0, 0.0, loss)
            self._climb(now, allowed, 1)
        elif allowed and alone:
            self._begin_ramp(now, max(GROWTH * sent, BEGIN * further[0]), further[0] * margin, loss)
        elif allowed:
            self._begin_ramp(now, padding, sum(further, 0.0) * margin, loss)
        else:
            self._begin_ramp(now, padding * BEGIN, padding * MARGIN * margin, loss, gentle=True)

    def _begin_ramp(self, now: float, first: float, most: float, loss: float, *, gentle: bool = False) -> None:
        self._trial_peak = self._estimate
        self._ramp.begin(now, first, most, loss, gentle=gentle)

    def _settle_trial(self) -> None:
        """Take note that the last trial, if there was one, did not fail."""
        if self._tried_at > float("-inf"):
            self._hold = FIRST_HOLD

    def _follow_ramp(
        self, now: float, rungs: Sequence[float], allowed: int, loss: float, *, felt: bool, alarmed: bool
    ) -> None:
        if not self._ramp.follow(now, loss, self._told_at, felt=felt, alarmed=alarmed):
            return
        waits = now < self._wait_until
        further = count_within(self._ramp.held / (MARGIN if waits else 1), rungs[allowed:])
        if self._ramp.complete:
            further = max(further, 1)  # padding has an end; whether still more is carried only the picture tells
        if not allowed:
            further = int(self._ramp.complete)
        if further:
            self._climb(now, allowed, further)
            return
        self._tight = not allowed and not waits and self._ramp.held >= TIGHT * self._dearest
        self._probe_hold = min(2 * self._probe_hold, MAX_PROBE_HOLD) if self._ramp.hurt else FIRST_HOLD
        self._probes_at = now + (self._probe_hold if allowed else SETTLE if self._tight else SOUND_HOLD)

    def _climb(self, now: float, allowed: int, further: int) -> None:
        self._before_trial = allowed
        self._allowed = allowed + max(1, further)
        self._tried_at = now
        self._wait_until = now + TRIAL
        self._probes_at = now + PROBE_SOON
        self._probe_hold = FIRST_HOLD
