"""Where stylesheets, scripts and fonts are found: under hashed names once collected, under their own until then."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed names that browsers may keep for ever, for every file that `collectstatic` has seen.

    A file that it has not seen keeps its own name instead of breaking the page: WhiteNoise finds it in its app.
    """

    def stored_name(self, name: str) -> str:
        hashed: str | None = self.hashed_files.get(self.hash_key(name))
        return hashed if hashed is not None else name
