"""Gold corpora → how well names are found and placed: recognition, resolution, confidence, and the commonest errors."""

from deconflict_map.evaluation.bootstrap import Estimate
from deconflict_map.evaluation.figures import Figures
from deconflict_map.evaluation.gold import read_gold
from deconflict_map.evaluation.record import evaluation_record
from deconflict_map.evaluation.report import report_folder
from deconflict_map.evaluation.run import Block, Corpus, Evaluation, evaluate
from deconflict_map.evaluation.stored import read_predictions
from deconflict_map.evaluation.tables import Table, block_tables, fault_table, summary_table

__all__ = [
    "Block",
    "Corpus",
    "Estimate",
    "Evaluation",
    "Figures",
    "Table",
    "block_tables",
    "evaluate",
    "evaluation_record",
    "fault_table",
    "read_gold",
    "read_predictions",
    "report_folder",
    "summary_table",
]
