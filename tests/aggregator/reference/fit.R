# Fit the reference data with lme4: `Rscript tests/aggregator/reference/fit.R` (apt-get install r-cran-lme4).
# <set>.effects.csv holds ranef and the conditional SDs (the fixed effects held fixed), <set>.components.csv the rest.
suppressMessages(library(lme4))
arguments <- commandArgs(FALSE)
here <- dirname(sub("^--file=", "", grep("^--file=", arguments, value = TRUE)))
models <- list(
  unbalanced = y ~ 1 + service + (1 | rater) + (1 | officer) + (1 | office),
  weighted = y ~ 1 + (1 | rater) + (1 | officer) + (1 | office) + (1 | service),
  boundary = y ~ 1 + service + (1 | rater) + (1 | officer) + (1 | office),
  apart = y ~ 1 + (1 | rater) + (1 | officer) + (1 | office) + (1 | service)
)
control <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10, maxfun = 1e5))
digits <- function(x) formatC(x, digits = 12, format = "g")
for (name in names(models)) {
  ratings <- read.csv(file.path(here, paste0(name, ".csv")))
  ratings$w <- if (is.null(ratings$weight)) 1 else ratings$weight
  fitted <- lmer(models[[name]], ratings, REML = TRUE, weights = w, control = control)
  effects <- ranef(fitted, condVar = TRUE)
  rows <- do.call(rbind, lapply(names(effects), function(factor) data.frame(
    factor = factor, level = rownames(effects[[factor]]), estimate = digits(effects[[factor]][, 1]),
    sd = digits(sqrt(as.vector(attr(effects[[factor]], "postVar")))))))
  write.csv(rows, file.path(here, paste0(name, ".effects.csv")), row.names = FALSE, quote = FALSE)
  variances <- as.data.frame(VarCorr(fitted))
  rows <- rbind(
    data.frame(kind = "variance", name = variances$grp, value = digits(variances$vcov)),
    data.frame(kind = "fixed", name = names(fixef(fitted)), value = digits(fixef(fitted))),
    data.frame(kind = "fixed sd", name = names(fixef(fitted)), value = digits(sqrt(diag(as.matrix(vcov(fitted)))))),
    data.frame(kind = "likelihood", name = "REML", value = digits(as.numeric(logLik(fitted)))))
  write.csv(rows, file.path(here, paste0(name, ".components.csv")), row.names = FALSE, quote = FALSE)
}
