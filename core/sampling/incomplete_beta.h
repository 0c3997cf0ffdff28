#pragma once

namespace hardlens {

/// ln B(a, b) = ln Γ(a) + ln Γ(b) - ln Γ(a + b). a, b > 0.
double logBeta(double a, double b);

/// The regularised incomplete beta function I_x(a, b), the distribution function of Beta(a, b), by
/// its continued fraction (Abramowitz & Stegun 26.5.8). Absolute error below 1e-10 for a, b up to
/// 2048; small values keep their relative precision.
///
/// x in [0, 1]; a, b > 0. Throws std::invalid_argument otherwise.
double incompleteBeta(double x, double a, double b);

} // namespace hardlens
