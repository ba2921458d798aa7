import type { Discount, PriceBillInput, TaxClass } from '../types';
import { Rational } from './rational';

/*
 * The pricing rules once more, from their description and in another style: exact fractions, whole columns at a time,
 * one rounding where the rules say so. It shares no code with the engine.
 */

export interface OracleBill {
  subtotal: bigint;
  discountTotal: bigint;
  serviceCharge: bigint;
  taxTotal: bigint;
  taxIncludedTotal: bigint;
  total: bigint;
  lineTotals: bigint[];
  lineTaxes: bigint[];
}

const ONE = Rational.of(1);
const percent = (basisPoints: number): Rational => Rational.of(basisPoints, 10_000);
const add = (column: bigint[]): bigint => column.reduce((sum, cell) => sum + cell, 0n);
const zip = (a: bigint[], b: bigint[], by: (x: bigint, y: bigint) => bigint): bigint[] =>
  a.map((cell, row) => by(cell, b[row] ?? 0n));
const plus = (a: bigint[], b: bigint[]): bigint[] => zip(a, b, (x, y) => x + y);
const minus = (a: bigint[], b: bigint[]): bigint[] => zip(a, b, (x, y) => x - y);

/** Largest remainder, one unit at a time to whoever is furthest below the exact share, the first of equals. */
export function oracleShares(total: bigint, weights: bigint[]): bigint[] {
  if (weights.length === 0) return [];
  const even = add(weights) === 0n;
  const whole = even ? BigInt(weights.length) : add(weights);
  const exact = weights.map((weight) => Rational.of(total * (even ? 1n : weight), whole));
  const shares = exact.map((share) => share.floor());
  while (add(shares) < total) {
    let neediest = 0;
    exact.forEach((share, row) => {
      const lacks = share.minus(Rational.of(shares[row] ?? 0n));
      const most = (exact[neediest] as Rational).minus(Rational.of(shares[neediest] ?? 0n));
      if (lacks.isMoreThan(most)) neediest = row;
    });
    shares[neediest] = (shares[neediest] ?? 0n) + 1n;
  }
  return shares;
}

function off(discount: Discount | null | undefined, from: bigint): bigint {
  if (!discount) return 0n;
  if (discount.type === 'PERCENT') return Rational.of(from).times(percent(discount.value)).toRupiah();
  return BigInt(discount.value) < from ? BigInt(discount.value) : from;
}

/** Share of the price that is taxed. */
function taxedShare(taxClass: TaxClass): Rational {
  const rule =
    taxClass.dpp ?? (taxClass.kind === 'PPN' && taxClass.rate === 1200 ? 'ELEVEN_TWELFTHS' : 'FULL');
  return rule === 'FULL' ? ONE : Rational.of(11, 12);
}

function isSameTax(a: TaxClass, b: TaxClass): boolean {
  const says = (one: TaxClass): unknown[] => [
    one.code,
    one.kind,
    one.rate,
    one.inclusive,
    taxedShare(one).top,
  ];
  return says(a).every((word, index) => word === says(b)[index]);
}

export function oracleBill(input: PriceBillInput): OracleBill {
  const { lines, settings } = input;
  const seen: TaxClass[] = [];
  const classOf = lines.map(({ taxClass }) => {
    const known = seen.find((one) => isSameTax(one, taxClass));
    if (!known) seen.push(taxClass);
    return known ?? taxClass;
  });
  const classes = seen.filter((one) => one.kind !== 'NONE' && one.rate > 0);
  const only = (column: bigint[], taxClass: TaxClass): bigint[] =>
    column.map((cell, row) => (classOf[row] === taxClass ? cell : 0n));
  const nothing = lines.map(() => 0n);

  const gross = lines.map((line) => {
    const extras = line.modifiers.map((one) => BigInt(one.price) * BigInt(one.quantity));
    return Rational.of(BigInt(line.unitPrice) + add(extras))
      .times(Rational.of(line.quantityMilli, 1000))
      .toRupiah();
  });
  const lineDiscounts = gross.map((cell, row) => off(lines[row]?.discount, cell));
  const afterLines = minus(gross, lineDiscounts);
  const orderDiscount = off(input.discount, add(afterLines));
  const discounted = minus(afterLines, oracleShares(orderDiscount, afterLines));

  const contained = classes
    .filter((one) => one.inclusive)
    .map((one) => {
      const prices = only(discounted, one);
      const share = taxedShare(one);
      const effective = percent(one.rate).times(share);
      const exactBase = Rational.of(add(prices)).times(share).over(ONE.plus(effective));
      // With a reduced base it is the base that is written down, and the rate is applied to what is written.
      const base = share.top === share.bottom ? exactBase : Rational.of(exactBase.toRupiah());
      const tax = base.times(percent(one.rate)).toRupiah();
      return oracleShares(tax, prices);
    })
    .reduce(plus, nothing);
  const net = minus(discounted, contained);

  const rule = settings.serviceCharge;
  const charge =
    rule && rule.orderTypes.includes(input.orderType)
      ? Rational.of(add(net)).times(percent(rule.rate)).toRupiah()
      : 0n;
  const service = oracleShares(charge, net);
  const taxedService = rule?.taxed ? service : nothing;

  const onTop = classes
    .map((one) => {
      const basis = only(plus(one.inclusive ? nothing : net, taxedService), one);
      const dpp = Rational.of(add(basis)).times(taxedShare(one)).toRupiah();
      return oracleShares(Rational.of(dpp).times(percent(one.rate)).toRupiah(), basis);
    })
    .reduce(plus, nothing);

  const lineTaxes = plus(contained, onTop);
  const lineTotals = plus(plus(net, service), lineTaxes);
  return {
    subtotal: add(gross),
    discountTotal: add(lineDiscounts) + orderDiscount,
    serviceCharge: charge,
    taxTotal: add(lineTaxes),
    taxIncludedTotal: add(contained),
    total: add(lineTotals) + BigInt(input.tipTotal ?? 0),
    lineTotals,
    lineTaxes,
  };
}
