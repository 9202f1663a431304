"""The demo county: invented people in the real villages of Hequ, and the files an office has."""

from wuxiang.demo.county import HEQU, County, generate
from wuxiang.demo.files import write_files
from wuxiang.demo.making import make_demo
from wuxiang.demo.nation import bytes_for, write_parquet
from wuxiang.demo.summary import DemoSummary, Progress

__all__ = [
    "HEQU",
    "County",
    "DemoSummary",
    "Progress",
    "bytes_for",
    "generate",
    "make_demo",
    "write_files",
    "write_parquet",
]
