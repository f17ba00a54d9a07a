"""An evaluation → a folder with its tables, pictures, errors and predictions."""

from deconflict_map.evaluation.report.folder import report_folder

__all__ = ["report_folder"]
