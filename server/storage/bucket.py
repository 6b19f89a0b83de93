"""The bucket of sealed recordings, as the settings name it."""

from recordings.depot import Depot, S3Bucket
from server.settings import Settings


def depot_of(settings: Settings) -> Depot | None:
    """Return where sealed recordings are kept a second time; None where no bucket is set."""
    if not settings.recordings_bucket:
        return None
    return Depot.in_bucket(
        S3Bucket(
            endpoint=settings.recordings_bucket_url,
            name=settings.recordings_bucket,
            access_key=settings.recordings_bucket_user,
            secret_key=settings.recordings_bucket_password.get_secret_value(),
            region=settings.recordings_bucket_region,
        )
    )
