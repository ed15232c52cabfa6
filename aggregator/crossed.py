"""Crossed ratings: a table of ratings by the levels of several factors, and the sums that a mixed model needs of it.

Everything that is estimated depends on the ratings through weighted sums over pairs of levels only (the cross-products
Z'DZ and Z'Dy of Henderson's equations). They are sparse, and summed up once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
Spans = tuple[tuple[int, int], ...]
"""Firsts, and ones after the last."""

BORDER_LEVELS = 100
"""Random factors of at most so many levels stand in the border, beside the fixed effects."""
PACKED_LEVELS = 128
"""Small blocks are put together until they have about so many levels: one factorisation of 128 is quicker than 128."""


class ModelError(ValueError):
    """These ratings cannot be fitted; the text says why, in one line."""


@dataclass(frozen=True)
class Table:
    """Ratings, an entry of each array per rating."""

    y: Floats
    random: Mapping[str, Numbers]
    """By random factor: codes of its levels, from 0; a level may have no rating."""
    fixed: Mapping[str, Numbers] = field(default_factory=dict)
    weights: Floats | None = None
    """Var(e) = σ²e / weight, above 0; 1 each when None."""

    def __post_init__(self) -> None:
        n = len(self.y)
        if n == 0:
            raise ModelError("there are no ratings")
        if not self.random:
            raise ModelError("there is no random factor")
        if not np.isfinite(self.y).all():
            raise ModelError("a rating is not a finite number")
        if self.weights is not None and not (np.isfinite(self.weights) & (self.weights > 0)).all():
            raise ModelError("a weight is not a finite number above 0")
        columns = [*self.random.items(), *self.fixed.items()]
        if any(len(codes) != n for _, codes in columns) or (self.weights is not None and len(self.weights) != n):
            raise ModelError("the columns are not equally long")
        if negative := [name for name, codes in columns if codes.min() < 0]:
            raise ModelError(f"a level of {negative[0]} is negative")

    def rows(self, chosen: Numbers) -> "Table":
        """Return the ratings at these places, with the same codes."""
        return Table(
            self.y[chosen],
            {name: codes[chosen] for name, codes in self.random.items()},
            {name: codes[chosen] for name, codes in self.fixed.items()},
            None if self.weights is None else self.weights[chosen],
        )


def groups(random: Mapping[str, Numbers]) -> Numbers:
    """Return for each rating the connected group it belongs to, numbered from 0 by first appearance.

    Two ratings are in one group when a path of shared levels leads from one to the other. Between groups nothing but
    the fixed effects links the ratings: differences across groups rest on shrinkage alone.
    """
    columns = list(random.values())
    starts = np.cumsum([0, *(codes.max() + 1 for codes in columns)])
    first = np.concatenate([columns[0]] * len(columns))
    other = np.concatenate([codes + start for codes, start in zip(columns, starts, strict=False)])
    labels = _connected(first, other, int(starts[-1]))[columns[0]]
    _, appeared, inverse = np.unique(labels, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(appeared))[inverse].astype(np.int64)


@dataclass(frozen=True)
class CrossProducts:
    """Weighted sums of a table, in the order in which the equations are solved.

    The random factor with the most levels is *eliminated*: its block of the equations is diagonal. The *rest* are the
    levels of the other factors as columns, ``m`` of them: first those of factors with many levels, sorted into blocks
    between which no eliminated level links; then the border, which is the small random factors and, last, the
    fixed effects (the intercept, and a column for each level but the first of a fixed factor).
    """

    ratings: int
    centre: float
    """Weighted mean of y, taken off before anything is summed: it would cost digits."""
    yy: float
    """Weighted sum of squares of the centred y."""
    log_weights: float
    eliminated: str
    sizes: dict[str, int]
    """Levels of each random factor."""
    places: dict[str, Numbers]
    """Of each random factor: the column of each level; of the eliminated: its row among the eliminated levels."""
    fixed_places: dict[str, Numbers]
    """Of each fixed factor: the column of each level; −1 where it is held at 0."""
    blocks: Spans
    """First column and the one after the last, of each block."""
    block_rows: Spans
    """The same of the eliminated levels that link the columns of each block."""
    border: int
    """The first column of the border."""
    fixed_start: int
    """The first column of the fixed effects, the intercept."""
    within: sparse.csr_array
    """m × m: A'DA of the rest A."""
    across: sparse.csr_array
    """eliminated levels × m: Z'DA."""
    counts: Floats
    """Of the eliminated levels, by row: Z'DZ, the diagonal."""
    sums: Floats
    """Of the rest: A'Dy."""
    eliminated_sums: Floats
    """Of the eliminated levels: Z'Dy."""

    @property
    def fixed_count(self) -> int:
        """Number of fixed effects, the intercept included."""
        return len(self.sums) - self.fixed_start

    def weights(self, name: str) -> Floats:
        """Return the weight of all ratings at each level of a random factor."""
        return self.of_factor(name, self.within.diagonal(), self.counts)

    def of_factor(self, name: str, rest: Floats, eliminated: Floats) -> Floats:
        """Pick what belongs to the levels of a random factor, by code, out of the columns and the eliminated rows."""
        return (eliminated if name == self.eliminated else rest)[self.places[name]]

    def by_column(self, values: Mapping[str, float], fixed: float) -> Floats:
        """Spread a value per random factor, and one for fixed effects, over the columns of the rest."""
        spread = np.full(len(self.sums), fixed)
        for name, place in self.places.items():
            if name != self.eliminated:
                spread[place] = values[name]
        return spread

    @classmethod
    def of(cls, table: Table) -> "CrossProducts":
        """Sum up a table. Fixed effects that follow from those before them are held at 0, as R does."""
        n = len(table.y)
        weights = np.ones(n) if table.weights is None else table.weights
        centre = float(weights @ table.y / weights.sum())
        y = table.y - centre
        sizes = {name: int(codes.max()) + 1 for name, codes in table.random.items()}
        eliminated = max(sizes, key=lambda name: sizes[name])
        rest = [name for name in sizes if name != eliminated]
        large = [name for name in rest if sizes[name] > BORDER_LEVELS]
        places, blocks, block_rows = _place_blocks(table, eliminated, large, sizes)
        column = sum(sizes[name] for name in large)
        border = column
        for name in rest:
            if name not in large:
                places[name] = np.arange(column, column + sizes[name])
                column += sizes[name]
        fixed_start, fixed_places = column, _place_fixed(table, weights, column + 1)
        width = max([fixed_start, *(int(place.max(initial=-1)) for place in fixed_places.values())]) + 1
        taken = [places[name][table.random[name]] for name in rest]
        taken += [np.full(n, fixed_start), *(place[table.fixed[name]] for name, place in fixed_places.items())]
        design = _indicators(taken, np.ones(n), width)
        weighted = _indicators(taken, weights, width)
        codes = places[eliminated][table.random[eliminated]]
        of_level = _indicators([codes], np.ones(n), sizes[eliminated])
        return cls(
            ratings=n,
            centre=centre,
            yy=float(weights @ (y * y)),
            log_weights=float(np.log(weights).sum()),
            eliminated=eliminated,
            sizes=sizes,
            places=places,
            fixed_places=fixed_places,
            blocks=blocks,
            block_rows=block_rows,
            border=border,
            fixed_start=fixed_start,
            within=sparse.csr_array(design.T @ weighted),
            across=sparse.csr_array(of_level.T @ weighted),
            counts=np.bincount(codes, weights=weights, minlength=sizes[eliminated]).astype(np.float64),
            sums=weighted.T @ y,
            eliminated_sums=np.bincount(codes, weights=weights * y, minlength=sizes[eliminated]).astype(np.float64),
        )


def _connected(first: Numbers, other: Numbers, nodes: int) -> Numbers:
    """Return the connected component of each node of the graph with these edges."""
    graph = sparse.coo_array((np.ones(len(first)), (first, other)), shape=(nodes, nodes)).tocsr()
    labels: Numbers = sparse.csgraph.connected_components(graph, directed=False)[1].astype(np.int64)
    return labels


def _indicators(columns: list[Numbers], values: Floats, width: int) -> sparse.csr_array:
    """Return a row per rating with its value in each of its columns; a column of −1 is none."""
    taken = np.stack(columns, axis=1)
    data = np.where(taken >= 0, values[:, None], 0.0).ravel()
    pointers = np.arange(0, taken.size + 1, taken.shape[1])
    matrix = sparse.csr_array((data, np.maximum(taken, 0).ravel(), pointers), shape=(len(taken), width))
    matrix.eliminate_zeros()
    return matrix


def _place_blocks(
    table: Table, eliminated: str, large: list[str], sizes: Mapping[str, int]
) -> tuple[dict[str, Numbers], Spans, Spans]:
    """Sort the levels of the large factors, and the eliminated ones, into blocks between which nothing links."""
    total = sum(sizes[name] for name in large)
    if not total:
        return {eliminated: np.arange(sizes[eliminated])}, (), ()
    starts = dict(zip(large, np.cumsum([0, *(sizes[name] for name in large)]), strict=False))
    nodes = np.concatenate([table.random[name] + starts[name] for name in large])
    hubs = np.concatenate([table.random[eliminated] + total] * len(large))
    labels = _connected(hubs, nodes, total + sizes[eliminated])
    _, labels, levels = np.unique(labels, return_inverse=True, return_counts=True)
    columns_of = np.bincount(labels[:total], minlength=len(levels))
    packed = ((np.cumsum(columns_of) - columns_of) // PACKED_LEVELS)[labels]
    packed = np.minimum(packed, packed[:total].max())  # levels without ratings link nothing and go anywhere
    _, packed = np.unique(packed, return_inverse=True)
    column, row = _sorted_places(packed[:total]), _sorted_places(packed[total:])
    count = int(packed.max()) + 1
    places = {name: column[starts[name] : starts[name] + sizes[name]] for name in large} | {eliminated: row}
    return places, _spans(packed[:total], count), _spans(packed[total:], count)


def _sorted_places(labels: Numbers) -> Numbers:
    """Return where each goes when they are sorted by label."""
    places = np.empty(len(labels), dtype=np.int64)
    places[np.argsort(labels, kind="stable")] = np.arange(len(labels))
    return places


def _spans(labels: Numbers, count: int) -> Spans:
    """Return where each label begins and ends among the sorted."""
    ends = np.cumsum(np.bincount(labels, minlength=count)).tolist()
    return tuple(zip([0, *ends[:-1]], ends, strict=True))


def _place_fixed(table: Table, weights: Floats, column: int) -> dict[str, Numbers]:
    """Give columns to the fixed effects that do not follow from the intercept and those before them."""
    offered = [
        (name, level) for name, codes in table.fixed.items() for level in range(1, int(codes.max(initial=0)) + 1)
    ]
    places = {name: np.full(int(codes.max()) + 1, -1, dtype=np.int64) for name, codes in table.fixed.items()}
    if not offered:
        return places
    number = {name: np.full(len(place), -1, dtype=np.int64) for name, place in places.items()}
    for i, (name, level) in enumerate(offered, start=1):
        number[name][level] = i
    columns = [np.zeros(len(table.y), dtype=np.int64), *(number[name][codes] for name, codes in table.fixed.items())]
    design = _indicators(columns, np.sqrt(weights), len(offered) + 1)
    left = (design.T @ design).toarray()
    norms = np.diag(left).copy()
    for i in range(len(offered) + 1):
        if left[i, i] <= 1e-10 * norms[i] or norms[i] == 0:
            continue
        if i:
            name, level = offered[i - 1]
            places[name][level] = column
            column += 1
        left -= np.outer(left[:, i], left[i] / left[i, i])
    return places
