"""What the server's own log may say of a fault: its kind and its place, never its words.

An exception's text may quote what a person said or typed; uvicorn and asyncio write it out with the traceback.
"""

import logging
import traceback

LOGGERS = ("uvicorn.error", "asyncio")


def keep_words_out() -> None:
    """From here on, tracebacks in the server's log come without the exceptions' own words."""
    for name in LOGGERS:
        logging.getLogger(name).addFilter(without_words)


def without_words(record: logging.LogRecord) -> bool:
    """Write only what and where into the record; it always passes."""
    if record.exc_info and record.exc_info[1]:
        error = record.exc_info[1]
        where = "".join(traceback.format_tb(error.__traceback__))
        record.msg, record.args = f"{record.getMessage().strip()}: {type(error).__name__}\n{where}", ()
        record.exc_info = record.exc_text = None
    return True
