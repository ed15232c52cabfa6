"""Estimates of a mixed model as what they are: weighted sums of the ratings, of which the exact variance is known.

Fixed effects and predictions solve Henderson's equations C θ = W'Dy, so that c'θ̂ = Σ_t a_t y_t with a = D W C⁻¹ c.
Whatever D was, ratings with Var(y) = Σ_k σ²_k Z_kZ_k' + σ²e I give it the variance::

    Var(a'y) = Σ_k σ²_k |Z_k'a|² + σ²e |a|²

The weights say how much a rating is to count, not how precise it is: one of last year is no less precise than one of
today. With σ²e/w for its variance intervals would be too wide.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from aggregator.crossed import CrossProducts, Floats, Numbers, Table
from aggregator.henderson import Equations
from aggregator.variance_components import VarianceComponents

RESIDUAL = "residual"


@dataclass(frozen=True)
class Model:
    """A table and its equations, factorised at given variance components."""

    table: Table
    equations: Equations

    @classmethod
    def of(cls, table: Table, components: VarianceComponents) -> "Model":
        """Factorise the equations; ``components`` are of the table's random factors."""
        ratios = {name: components.random[name] / components.residual for name in table.random}
        return cls(table, Equations.of(CrossProducts.of(table), ratios))

    @property
    def weights(self) -> Floats:
        """Of the ratings."""
        return np.ones(len(self.table.y)) if self.table.weights is None else self.table.weights

    def of_fixed(self, name: str, contrasts: Floats) -> Floats:
        """Return a (ratings × contrasts) for contrasts (levels × contrasts) of a fixed factor."""
        cross = self.equations.cross
        rest = np.zeros((len(cross.sums), contrasts.shape[1]))
        place = cross.fixed_places[name]
        rest[place[place >= 0]] = contrasts[place >= 0]
        return self._solve(rest, np.zeros((len(cross.counts), contrasts.shape[1])))

    def of_random(self, name: str, levels: Numbers) -> Floats:
        """Return a (ratings × levels) for the predictions of levels of a random factor."""
        cross = self.equations.cross
        rest, eliminated = np.zeros((len(cross.sums), len(levels))), np.zeros((len(cross.counts), len(levels)))
        where = eliminated if name == cross.eliminated else rest
        where[cross.places[name][levels], np.arange(len(levels))] = 1
        return self._solve(rest, eliminated)

    @property
    def intercept(self) -> float:
        """The mean at the first level of each fixed factor."""
        cross = self.equations.cross
        return float(self.equations.solution[0][cross.fixed_start]) + cross.centre

    def effects(self, name: str) -> Floats:
        """Return the predictions of a random factor's levels."""
        equations = self.equations
        return float(np.sqrt(equations.ratios[name])) * equations.cross.of_factor(name, *equations.solution)

    def left_over(self) -> Floats:
        """Return D(y − Xβ̂ − Zû), by rating: σ²e · P y."""
        rest, eliminated = (part[:, None] for part in self.equations.solution)
        fitted = self._spread(*self._unscaled(rest, eliminated))[:, 0]
        return self.weights * (self.table.y - self.equations.cross.centre - fitted)

    def residuals(self, columns: Floats) -> Floats:
        """Return σ²e · P F for columns F: what fixed and random effects leave of them."""
        cross = self.equations.cross
        weighted = self.weights[:, None] * columns
        rest = np.zeros((len(cross.sums), columns.shape[1]))
        eliminated = np.zeros((len(cross.counts), columns.shape[1]))
        for factor, codes in self.table.random.items():
            where = eliminated if factor == cross.eliminated else rest
            where[cross.places[factor]] = level_sums(codes, weighted, cross.sizes[factor])
        rest[cross.fixed_start] = weighted.sum(axis=0)
        for factor, codes in self.table.fixed.items():
            place = cross.fixed_places[factor]
            rest[place[place >= 0]] = level_sums(codes, weighted, len(place))[place >= 0]
        return weighted - self._solve(rest, eliminated)

    def _solve(self, rest: Floats, eliminated: Floats) -> Floats:
        """Return D W C⁻¹ times right sides."""
        equations = self.equations
        root = np.sqrt(equations.ratios[equations.cross.eliminated])
        solved = equations.solve(equations.scale[:, None] * rest, root * eliminated)
        return self.weights[:, None] * self._spread(*self._unscaled(*solved))

    def _unscaled(self, rest: Floats, eliminated: Floats) -> tuple[Floats, Floats]:
        equations = self.equations
        root = np.sqrt(equations.ratios[equations.cross.eliminated])
        return equations.scale[:, None] * rest, root * eliminated

    def _spread(self, rest: Floats, eliminated: Floats) -> Floats:
        """Return for each rating the sum of the effects of its levels."""
        cross = self.equations.cross
        total: Floats = np.tile(rest[cross.fixed_start], (len(self.table.y), 1))
        for factor, codes in self.table.random.items():
            total += cross.of_factor(factor, rest, eliminated)[codes]
        for factor, codes in self.table.fixed.items():
            place = cross.fixed_places[factor]
            total += np.where(place[:, None] < 0, 0.0, rest[place])[codes]
        return total


def level_sums(codes: Numbers, columns: Floats, levels: int) -> Floats:
    """Return the sums of columns over the ratings of each level: Z'F."""
    ratings = len(codes)
    indicator = sparse.csr_array((np.ones(ratings), (codes, np.arange(ratings))), shape=(levels, ratings))
    sums: Floats = indicator @ columns
    return sums


def spreads(table: Table, a: Floats) -> dict[str, Floats]:
    """Return a'Z_kZ_k'a by random factor, and a'a as the residual's; matrices of estimators × estimators."""
    found = {RESIDUAL: a.T @ a}
    for name, codes in table.random.items():
        sums = level_sums(codes, a, int(codes.max()) + 1)
        found[name] = sums.T @ sums
    return found


def variances(table: Table, a: Floats, components: VarianceComponents) -> Floats:
    """Return the variance of each estimator (column of ``a``)."""
    total: Floats = components.residual * np.einsum("ij,ij->j", a, a)
    for name, codes in table.random.items():
        sums = level_sums(codes, a, int(codes.max()) + 1)
        total += components.random[name] * np.einsum("ij,ij->j", sums, sums)
    return total


def by_component(components: VarianceComponents) -> Mapping[str, float]:
    """Return the variance components by name, the residual's among them."""
    return {RESIDUAL: components.residual, **components.random}
