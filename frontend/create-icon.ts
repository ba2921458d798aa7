import { type FunctionalComponent, h, type SVGAttributes } from 'vue';

type Shape = [tag: string, attributes: Record<string, string>];

/**
 * An icon of Lucide, drawn in its usual way. The build puts it in the place of Lucide's own `createLucideIcon`
 * (`vite.slim.ts`), which reckons with sizes and widths that no icon of ours has.
 */
export default function createIcon({ node }: { node: readonly Shape[] }): FunctionalComponent<SVGAttributes> {
  const Icon: FunctionalComponent<SVGAttributes> = (given) =>
    h(
      'svg',
      {
        width: 24,
        height: 24,
        viewBox: '0 0 24 24',
        fill: 'none',
        stroke: 'currentColor',
        'stroke-width': 2,
        'stroke-linecap': 'round',
        'stroke-linejoin': 'round',
        'aria-hidden': given['aria-label'] === undefined ? 'true' : undefined,
        ...given,
      },
      node.map(([tag, attributes]) => h(tag, attributes)),
    );
  Icon.inheritAttrs = false;
  return Icon;
}
