"""An evaluation as text for a terminal."""

from __future__ import annotations

from pipeline.classify.measured import DimensionScore, Evaluation


def to_table(evaluation: Evaluation) -> str:
    """Lay an evaluation out: a line per dimension, then its codes and its confusion matrix. Shares are in per cent."""
    lines = [
        f"{evaluation.n} coded articles, method {evaluation.method}, version {evaluation.version}"
        + (f", {evaluation.missing} without an assessment" if evaluation.missing else ""),
        "",
        f"{'dimension':12}{'n':>5}{'accuracy':>10}{'macro-F1':>10}{'95 %':>14}{'micro-F1':>10}{'95 %':>14}"
        f"{'calib.':>8}{'any F1':>8}{'1st:2nd':>8}{'95 %':>15} | {'coders':>7}{'kappa':>7}{'alpha':>7}{'ceiling':>9}",
    ]
    lines += [_line(each) for each in evaluation.dimensions]
    for each in evaluation.dimensions:
        lines += ["", *_details(each)]
    lines += [
        "",
        "n: articles on which the coders agree. calib.: expected calibration error. any F1: any code against the last.",
        "1st:2nd: balanced accuracy between the first two codes. AP: average precision. Intervals: bootstrap.",
        "coders, kappa (Cohen), alpha (Krippendorff), ceiling (macro-F1): one coder against the other.",
    ]
    return "\n".join(lines) + "\n"


def _line(each: DimensionScore) -> str:
    between = "" if each.contrast_low is None else _interval(each.contrast_low, each.contrast_high or 0.0)
    return (
        f"{each.dimension:12}{each.n:>5}{_percent(each.accuracy):>10}{_percent(each.macro_f1):>10}"
        f"{_interval(each.low, each.high):>14}{_percent(each.micro_f1):>10}"
        f"{_interval(each.micro_low, each.micro_high):>14}{_percent(each.calibration_error):>8}"
        f"{_percent(each.any_f1):>8}{_percent(each.contrast):>8}{between:>15} | {_percent(each.coders_agree):>7}"
        f"{_plain(each.kappa):>7}{_plain(each.alpha):>7}{_percent(each.ceiling):>9}"
    )


def _details(each: DimensionScore) -> list[str]:
    heading = f"{each.dimension:22}{'n':>5}{'precision':>11}{'recall':>8}{'F1':>7}{'95 %':>15}{'AP':>7}"
    if each.confusion:
        heading += "   gold in rows, coded as: " + " ".join(f"{score.code[:10]:>10}" for score in each.codes)
    lines = [heading]
    for number, score in enumerate(each.codes):
        line = (
            f"  {score.code:20}{score.support:>5}{_percent(score.precision):>11}{_percent(score.recall):>8}"
            f"{_percent(score.f1):>7}{_interval(score.f1_low, score.f1_high):>15}{_percent(score.average_precision):>7}"
        )
        if each.confusion:
            line += " " * 27 + " ".join(f"{count:>10}" for count in each.confusion[number])
        lines.append(line)
    return lines


def _plain(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f}"


def _interval(low: float, high: float) -> str:
    return f"[{100 * low:.1f}, {100 * high:.1f}]"
