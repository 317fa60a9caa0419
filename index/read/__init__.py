"""Articles from files, folders, archives, exports, pages, feeds and web addresses."""

from index.read.files import LISTED, SUFFIXES, articles_in
from index.read.web import Known, articles_at, is_address

__all__ = ["LISTED", "SUFFIXES", "Known", "articles_at", "articles_in", "is_address"]
