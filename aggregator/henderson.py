"""Henderson's mixed model equations, solved exactly and densely.

The model is y = Xβ + Σ_k Z_k u_k + e with Var(u_k) = σ²_k I and Var(e) = σ²e D⁻¹, D = diag(weights). With ratios
γ_k = σ²_k/σ²e, Λ = diag(√γ) on random and 1 on fixed effects, W = [Z X] and θ = Λv, the equations (C. R. Henderson,
Biometrics 31:423–447, 1975) read::

    M v = ΛW'Dy,   M = ΛW'DWΛ + I (on random effects),   Var(θ̂ − θ) = σ²e ΛM⁻¹Λ

They are scaled as in lme4 (Bates, Mächler, Bolker, Walker, J. Stat. Software 67(1), 2015), so that a ratio of 0 is no
special case and M is never close to singular. Elimination goes from the outside in, each step exact:

1. the factor with the most levels, whose block 1 + γn is diagonal;
2. the blocks of the other large factors, each by a dense Cholesky factorisation with its full inverse;
3. the border (small factors and fixed effects), by another.

There are neither iterations nor random numbers. Libraries may add in another order, so that results agree between
machines to about nine digits, not to the last.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse
from scipy.linalg import lapack
from scipy.linalg.blas import dsymm

from aggregator.crossed import CrossProducts, Floats, ModelError

PAIRS_AT_ONCE = 1 << 22
ROWS_AT_ONCE = 1 << 12


@dataclass(frozen=True)
class Equations:
    """The factorised equations of a table at given ratios γ; made by ``Equations.of``.

    With T = M_b⁻¹ N of the blocks M_b and their border N, and the border's inverse H⁻¹, the inverse of the rest is
    diag(M_b⁻¹, 0) + R H⁻¹ R' with R = [−T; I].
    """

    cross: CrossProducts
    ratios: dict[str, float]
    scale: Floats
    """Λ of the rest."""
    diagonal: Floats
    """1 + γn of the eliminated levels."""
    link: sparse.csr_array
    """Λ Z'DA Λ: eliminated levels × the rest."""
    inverses: tuple[Floats, ...]
    """M_b⁻¹, the lower triangle of each."""
    reach: Floats
    """R."""
    border_inverse: Floats
    """H⁻¹."""
    random_border_inverse: Floats
    """The same with the fixed effects held fixed: 0 in their rows and columns."""
    log_determinant: float
    """Of M."""

    @classmethod
    def of(cls, cross: CrossProducts, ratios: dict[str, float]) -> "Equations":
        """Factorise; ``ratios`` by random factor, 0 or more."""
        roots = {name: float(np.sqrt(ratio)) for name, ratio in ratios.items()}
        scale = cross.by_column(roots, 1.0)
        diagonal = 1 + ratios[cross.eliminated] * cross.counts
        link = _scaled(cross.across, np.full(len(diagonal), roots[cross.eliminated]), scale)
        rest = _scaled(cross.within, scale, scale) - _scaled(link, 1 / diagonal, np.ones(len(scale))).T @ link
        rest = (rest + sparse.diags_array(cross.by_column(dict.fromkeys(ratios, 1.0), 0.0))).tocsr()
        reach = np.zeros((len(scale), len(scale) - cross.border))
        reach[cross.border :] = np.eye(len(scale) - cross.border)
        border = rest[cross.border :, cross.border :].toarray()
        log_determinant, inverses = float(np.log(diagonal).sum()), []
        for start, stop in cross.blocks:
            beside = rest[start:stop, cross.border :].toarray()
            factor, log_size = _factorise(rest[start:stop, start:stop].toarray(order="F"))
            towards = lapack.dpotrs(factor, beside, lower=1)[0]
            reach[start:stop] = -towards
            border -= beside.T @ towards
            log_determinant += log_size
            inverses.append(lapack.dpotri(factor, lower=1, overwrite_c=1)[0])
        border_inverse, log_size = _inverse(border)
        random = cross.fixed_start - cross.border
        random_border_inverse = np.zeros_like(border)
        random_border_inverse[:random, :random] = _inverse(border[:random, :random])[0]
        return cls(
            cross,
            ratios,
            scale,
            diagonal,
            link,
            tuple(inverses),
            reach,
            border_inverse,
            random_border_inverse,
            log_determinant + log_size,
        )

    def solve(self, rest: Floats, eliminated: Floats) -> tuple[Floats, Floats]:
        """Return M⁻¹ times one or more right sides (columns), as the part of the rest and of the eliminated levels."""
        diagonal = self.diagonal[:, None]
        given = rest - self.link.T @ (eliminated / diagonal)
        solved = self.reach @ (self.border_inverse @ (self.reach.T @ given))
        for (start, stop), inverse in zip(self.cross.blocks, self.inverses, strict=True):
            solved[start:stop] += dsymm(1.0, inverse, given[start:stop], lower=1)
        return solved, (eliminated - self.link @ solved) / diagonal

    @cached_property
    def solution(self) -> tuple[Floats, Floats]:
        """v̂ of the rest and of the eliminated levels."""
        cross = self.cross
        rest = self.scale * cross.sums
        eliminated = np.sqrt(self.ratios[cross.eliminated]) * cross.eliminated_sums
        solved, of_eliminated = self.solve(rest[:, None], eliminated[:, None])
        return solved[:, 0], of_eliminated[:, 0]

    @cached_property
    def quadratic_form(self) -> float:
        """y'Py · σ²e: the squares left after fixed and random effects have had their due."""
        cross, (rest, eliminated) = self.cross, self.solution
        explained = rest @ (self.scale * cross.sums)
        explained += np.sqrt(self.ratios[cross.eliminated]) * (eliminated @ cross.eliminated_sums)
        return max(cross.yy - float(explained), 0.0)

    @cached_property
    def diagonals(self) -> tuple[Floats, Floats]:
        """The diagonal of M⁻¹, of the rest and of the eliminated levels.

        Of the eliminated levels it is 1/d + (L S⁻¹ L')/d², with the link L and the inverse S⁻¹ of the rest.
        """
        return self._diagonals(self.border_inverse)

    @cached_property
    def held_diagonals(self) -> tuple[Floats, Floats]:
        """The same with the fixed effects held fixed."""
        return self._diagonals(self.random_border_inverse)

    def effective_weights(self) -> tuple[Floats, Floats]:
        """Return the weight of all ratings of each level, less what went into knowing the eliminated levels.

        Σ_t w_t − Σ_r w_r²/(n_r + λ_r) with w_r the weight shared with eliminated level r, of n_r in all, λ_r = 1/γ_r.
        """
        cross = self.cross
        share = self.ratios[cross.eliminated] / self.diagonal
        return cross.within.diagonal() - cross.across.power(2).T @ share, cross.counts

    def _diagonals(self, border_inverse: Floats) -> tuple[Floats, Floats]:
        inside, outside = self._diagonals_of_blocks
        rest = inside + np.einsum("ij,ij->i", self.reach @ border_inverse, self.reach)
        linked = outside.copy()
        for start in range(0, len(linked), ROWS_AT_ONCE):
            through = self.link[start : start + ROWS_AT_ONCE] @ self.reach
            linked[start : start + ROWS_AT_ONCE] += np.einsum("ij,ij->i", through @ border_inverse, through)
        return rest, (1 + linked / self.diagonal) / self.diagonal

    @cached_property
    def _diagonals_of_blocks(self) -> tuple[Floats, Floats]:
        """The diagonals of diag(M_b⁻¹, 0) and of L diag(M_b⁻¹, 0) L'."""
        inside, outside = np.zeros(len(self.scale)), np.zeros(len(self.diagonal))
        blocks = zip(self.cross.blocks, self.cross.block_rows, self.inverses, strict=True)
        for (start, stop), (first, last), inverse in blocks:
            inside[start:stop] = inverse.diagonal()
            outside[first:last] = _inner_products(self.link[first:last, start:stop], inverse)
        return inside, outside


def _inner_products(matrix: sparse.csr_array, inverse: Floats) -> Floats:
    """Return row · inverse · row' for each row, over its pairs of entries; ``inverse`` has its lower triangle."""
    matrix.sort_indices()
    counts = np.diff(matrix.indptr)
    rows = np.repeat(np.arange(len(counts)), counts)
    partners = np.arange(1, len(rows) + 1) - matrix.indptr[rows]  # itself and those to its left
    ends = np.cumsum(partners)
    total = np.zeros(len(counts))
    first = 0
    while first < len(rows):
        done = ends[first - 1] if first else 0
        last = max(int(np.searchsorted(ends, done + PAIRS_AT_ONCE, side="right")), first + 1)
        many = partners[first:last]
        left = np.repeat(np.arange(first, last), many)
        right = np.arange(len(left)) - np.repeat(ends[first:last] - many - done - matrix.indptr[rows[first:last]], many)
        products = matrix.data[left] * matrix.data[right] * inverse[matrix.indices[left], matrix.indices[right]]
        products[left != right] *= 2
        total += np.bincount(rows[left], weights=products, minlength=len(counts))
        first = last
    return total


def _scaled(matrix: sparse.csr_array, rows: Floats, columns: Floats) -> sparse.csr_array:
    """Return diag(rows) · matrix · diag(columns)."""
    data = matrix.data * np.repeat(rows, np.diff(matrix.indptr)) * columns[matrix.indices]
    return sparse.csr_array((data, matrix.indices, matrix.indptr), shape=matrix.shape)


def _factorise(matrix: Floats) -> tuple[Floats, float]:
    """Return the lower Cholesky factor, made in place, and the logarithm of the determinant."""
    factor, problem = lapack.dpotrf(matrix, lower=1, overwrite_a=1, clean=0)
    if problem:
        raise ModelError("the equations are singular: two fixed factors say nearly the same")
    return factor, 2 * float(np.log(factor.diagonal()).sum())


def _inverse(matrix: Floats) -> tuple[Floats, float]:
    """Return the full symmetric inverse and the logarithm of the determinant."""
    if not len(matrix):
        return matrix, 0.0
    factor, log_size = _factorise(np.array(matrix, order="F"))
    lower = np.tril(lapack.dpotri(factor, lower=1)[0])
    return lower + np.tril(lower, -1).T, log_size
