"""Writes Sources/Randomness/SobolDirectionNumbers.swift.

The numbers are those of Joe and Kuo (2008), new-joe-kuo-6.21201, as SciPy 1.17.1 carries them in
scipy/stats/_sobol_direction_numbers.npz. Of the 21,201 dimensions there the first 2,048 are kept.
"""

import pathlib

import numpy as np
import scipy.stats

DIMENSIONS = 2048
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
HEAD = '''/// The primitive polynomials and initial direction numbers of Joe and Kuo (2008),
/// doi:10.1137/070709359: their table new-joe-kuo-6.21201, which makes two-dimensional projections even.
///
/// Written by `Tests/RandomnessTests/Oracles/make_direction_numbers.py` from the copy in SciPy.
enum SobolDirectionNumbers {
  static let dimensionCount = %d

  /// Bits, six a letter of the base 64 alphabet, the highest first. Of every dimension from the second
  /// on: its polynomial of degree s as a number of 16 bits, then m₂ … mₛ without their lowest bit, which is
  /// 1, in 1 … s − 1 bits. m₁ is 1.
  static let packed = """
'''

data = np.load(pathlib.Path(scipy.stats.__file__).parent / "_sobol_direction_numbers.npz")
bits = []


def add(number, width):
    bits.extend((number >> (width - 1 - place)) & 1 for place in range(width))


for dimension in range(1, DIMENSIONS):
    polynomial = int(data["poly"][dimension])
    initial = [int(m) for m in data["vinit"][dimension]]
    degree = polynomial.bit_length() - 1
    add(polynomial, 16)
    assert initial[0] == 1 and all(m % 2 == 1 and m < 2 << i for i, m in enumerate(initial[:degree]))
    for i in range(1, degree):
        add(initial[i] >> 1, i)
bits.extend([0] * (-len(bits) % 6))
text = "".join(
    ALPHABET[int("".join(map(str, bits[start : start + 6])), 2)] for start in range(0, len(bits), 6)
)
width = 96
lines = [f"    {text[start : start + width]}\n" for start in range(0, len(text), width)]
path = pathlib.Path(__file__).parents[3] / "Sources/Randomness/SobolDirectionNumbers.swift"
path.write_text(HEAD % DIMENSIONS + "".join(lines) + '    """\n}\n', encoding="utf-8")
