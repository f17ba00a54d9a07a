"""The name of a spaCy pipeline → the pipeline, reduced to the components that `doc.ents` needs.

Refuses, in one line each: spaCy missing, a pipeline that isn't here, one that can't be loaded, one that finds no
entities, and one that has none of the labels that are asked for. A pipeline's own code runs while it is loaded and used
and may raise anything; what counts as its fault is listed below, and only that is caught.
"""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from deconflict_map.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# What faulty files, versions that don't fit and components of one's own raise: the standard library's families of
# errors, without those that tell of us (AssertionError) or of the machine (MemoryError).
_FAULTS = (
    ArithmeticError,
    AttributeError,
    EOFError,
    ImportError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
_LONGEST_REASON = 200
_ENTITIES = "doc.ents"


class Entity(Protocol):
    """An entity of a text: offsets in code points, and its label."""

    start_char: int
    end_char: int
    label_: str


class Document(Protocol):
    """What a pipeline makes of a text."""

    ents: Sequence[Entity]


class Declaration(Protocol):
    """What a component's factory says of it."""

    assigns: Iterable[str]


class Pipeline(Protocol):
    """What we use of `spacy.Language`."""

    max_length: int
    pipe_names: list[str]

    def __call__(self, text: str) -> Document:
        """Read a text."""
        ...

    def get_pipe(self, name: str) -> object:
        """A component."""
        ...

    def get_pipe_meta(self, name: str) -> Declaration:
        """A component's declaration."""
        ...

    def select_pipes(self, *, enable: list[str]) -> object:
        """Leave only these components working."""
        ...


@contextmanager
def told_in_one_line(model: str, what: str, do: str) -> Iterator[None]:
    """Turn a pipeline's own errors into one line, and keep its warnings to itself.

    Raises:
        UsageError: The pipeline raised an error.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except _FAULTS as error:
        reason = " ".join(str(error).split())[:_LONGEST_REASON] or type(error).__name__
        raise UsageError(f"{what}: {reason}", where=f"spacy:{model}", do=do) from error


def load_pipeline(model: str) -> Pipeline:
    """The pipeline called `model`, an installed package or a folder, with only what finds entities at work.

    Raises:
        UsageError: spaCy isn't installed, or there is no such pipeline, or it can't find entities.
    """
    where = f"spacy:{model}"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import spacy  # noqa: PLC0415 -- slow, optional, and asked for by few
    except ModuleNotFoundError as error:
        if error.name != "spacy":
            raise UsageError(f"spaCy lacks {error.name}", where=where, do="install spaCy again") from error
        raise UsageError("spaCy isn't installed", where=where, do="install deconflict-map[spacy]") from error
    except _FAULTS as error:
        raise UsageError("spaCy can't be imported", where=where, do="install spaCy again") from error
    with told_in_one_line(
        model, "can't be loaded", "check it with spacy.load(), or install it for your spaCy's version"
    ):
        if not (spacy.util.is_package(model) or Path(model).exists()):
            raise UsageError(
                "no installed package and no folder is called so",
                where=where,
                do=f"install it (python -m spacy download {model}), or give the folder that nlp.to_disk() wrote",
            )
        pipeline = cast("Pipeline", spacy.load(model))
        wanted = _needed(pipeline)
        if wanted:
            pipeline.select_pipes(enable=wanted)
    if not wanted:
        names = ", ".join(pipeline.pipe_names) or "none"
        raise UsageError(
            f"no component finds entities (it has {names})", where=where, do="give a pipeline with ner or entity_ruler"
        )
    return pipeline


def _needed(pipeline: Pipeline) -> list[str]:
    """The components that `doc.ents` needs, in the pipeline's order.

    A trained recogniser needs what it listens to. Rules may ask for anything that stands before them, such as lemmas.
    """
    from spacy.pipeline import EntityRecognizer  # noqa: PLC0415 -- spaCy is loaded by now

    names = pipeline.pipe_names
    needed: set[str] = set()
    for index, name in enumerate(names):
        component = pipeline.get_pipe(name)
        if not _finds_entities(component, pipeline.get_pipe_meta(name)):
            continue
        before = names[:index]
        if isinstance(component, EntityRecognizer):
            before = [other for other in before if name in _listeners(pipeline.get_pipe(other))]
        needed.update(before, (name,))
    return [name for name in names if name in needed]


def _finds_entities(component: object, declaration: Declaration) -> bool:
    """Whether a component sets `doc.ents`: it says so, or it is somebody's own and doesn't say what it sets."""
    assigned = set(declaration.assigns)
    if _ENTITIES in assigned or getattr(component, "annotate_ents", False):
        return True
    return not assigned and component.__module__.split(".")[0] != "spacy"


def _listeners(component: object) -> Sequence[str]:
    """Names of the components that read a component's vectors; spaCy's and other packages' transformers have them."""
    return tuple(getattr(component, "listening_components", ()))


def check_labels(pipeline: Pipeline, model: str, labels: frozenset[str], *, own: bool) -> None:
    """Refuse labels that the pipeline can't give: any of the user's `own`, or all of the usual ones.

    Raises:
        UsageError: Such a label. Not raised where a component doesn't tell its labels.
    """
    known: dict[str, str] = {}
    for name in pipeline.pipe_names:
        component = pipeline.get_pipe(name)
        if _finds_entities(component, pipeline.get_pipe_meta(name)):
            told = getattr(component, "labels", None)
            if told is None:
                return
            known.update((str(label).casefold(), str(label)) for label in told)
    strange = sorted(labels - known.keys())
    if not strange or (not own and len(strange) < len(labels)):
        return
    what = (
        f"no entity is labelled {', '.join(strange).upper()}" if own else "no label that it gives is known for places"
    )
    have = ", ".join(sorted(known.values())) or "none"
    raise UsageError(
        f"{what} (its labels: {have})", where=f"spacy:{model}", do=f"name those of places: spacy:{model}#LABEL,…"
    )
