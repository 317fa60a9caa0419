"""Errors whose message is one clear sentence: what is wrong with what, and what to do."""


class DatelineError(Exception):
    """Base of all of them; the shell prints the message and exits with 1."""


class SourceError(DatelineError):
    """A file, folder or text that cannot be read as an article."""


class StoreError(DatelineError):
    """The data folder cannot be opened, written, or is in use by another process."""


class ModelError(DatelineError):
    """A model is missing, damaged, unreachable, or answers what cannot be used."""


class QuestionError(DatelineError):
    """A question that cannot be asked: empty, or too long."""


class ProcessError(DatelineError):
    """A process of our own cannot be started, or ended before it was done."""
