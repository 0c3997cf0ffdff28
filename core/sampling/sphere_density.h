#pragma once

namespace hardlens {

/// How far two points drawn uniformly from the unit sphere in n dimensions lie apart:
///
///   q(d) = C_n d^(n-2) (1 - d²/4)^((n-3)/2),  0 <= d <= 2,  C_n = Γ(n/2) / (√π Γ((n-1)/2)).
///
/// The cosine t = 1 - d²/2 to a fixed point has a density proportional to (1 - t²)^((n-3)/2), and
/// d²/4 is Beta((n-1)/2, (n-1)/2) distributed. Wu et al., "Sampling Matters in Deep Embedding
/// Learning", arXiv:1706.07567; Lehnen & Wesenberg, "The Sphere Game in n Dimensions".
///
/// n need not be whole, so that an effective dimension can stand in for it. All functions throw
/// std::invalid_argument where n is not in [2, 4096].

/// ln C_n.
double sphereLogNormaliser(double n);

/// ln q(d); -infinity where the density is 0 and outside [0, 2], +infinity where it has a pole (n <
/// 3 at 2).
double sphereLogDensity(double distance, double n);

/// q(d) = exp(sphereLogDensity). To draw it as mass per bin, times the bin's width.
double sphereDensity(double distance, double n);

/// Share of pairs closer than `distance`; 0 below 0, 1 from 2. Absolute error below 1e-10.
double sphereCdf(double distance, double n);

/// E[d^k], k >= 0. The second is 2 for every n.
double sphereMoment(double k, double n);

/// Var(d²) = 4/n, exactly.
double squaredDistanceVariance(double n);

/// The distance where q is largest: √(4(n-2)/(2n-5)) for n > 3, otherwise 2.
double sphereMode(double n);

/// ln(1/q(d)) without its constant, the log weight of distance-weighted sampling:
///
///   L(d) = (2-n) ln d - ((n-3)/2) ln(1 - d²/4);  L(√2) = -½ ln 2 for every n.
///
/// distance in (0, 2); outside the limit: an infinity, or NaN where d is NaN.
double inverseDensityLogWeight(double distance, double n);

/// The curves of Figure 2 as the paper printed them: with the whole-number exponent ⌊(n-3)/2⌋,
/// normalised. Equal to q for odd n; for even n the peak lies further right (n = 4 rises to the
/// edge). n: whole, in [3, 4096]; throws std::invalid_argument otherwise.
double printedFigure2Density(double distance, int n);

} // namespace hardlens
