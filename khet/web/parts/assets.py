"""How static files are kept: under names by their content, also where scripts name each other."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class AssetStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Static files whose scripts import each other by their kept names."""

    support_js_module_import_aggregation = True
