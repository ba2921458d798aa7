/** Exact fractions: nothing is rounded until `toRupiah`. */
export class Rational {
  private constructor(
    readonly top: bigint,
    readonly bottom: bigint,
  ) {}

  static of(top: number | bigint, bottom: number | bigint = 1): Rational {
    const [a, b] = [BigInt(top), BigInt(bottom)];
    return b < 0n ? new Rational(-a, -b) : new Rational(a, b);
  }

  plus(other: Rational): Rational {
    return new Rational(this.top * other.bottom + other.top * this.bottom, this.bottom * other.bottom);
  }

  minus(other: Rational): Rational {
    return this.plus(new Rational(-other.top, other.bottom));
  }

  times(other: Rational): Rational {
    return new Rational(this.top * other.top, this.bottom * other.bottom);
  }

  over(other: Rational): Rational {
    return Rational.of(this.top * other.bottom, this.bottom * other.top);
  }

  isMoreThan(other: Rational): boolean {
    return this.top * other.bottom > other.top * this.bottom;
  }

  isZero(): boolean {
    return this.top === 0n;
  }

  /** Largest whole number not above. */
  floor(): bigint {
    const cut = this.top / this.bottom;
    return this.top < 0n && cut * this.bottom !== this.top ? cut - 1n : cut;
  }

  /** Nearest whole number, halves up. */
  toRupiah(): bigint {
    return this.plus(Rational.of(1, 2)).floor();
  }
}
