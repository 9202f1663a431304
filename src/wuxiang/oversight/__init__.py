"""Who looks after the work: for now, whom chance picks to be checked."""

from wuxiang.oversight.draw import commitment, digest_of, drawn, seed_of

__all__ = ["commitment", "digest_of", "drawn", "seed_of"]
