import type { Feature, Permission } from '@meja/domain';
import 'vue-router';

export type LayoutName = 'tenant' | 'kasir' | 'kitchen' | 'admin' | 'plain' | 'auto';

declare module 'vue-router' {
  interface RouteMeta {
    /** `auto` follows the role of who is signed in. */
    layout: LayoutName;
    /** What one must hold to enter; of a list, any one. */
    permission?: Permission | readonly Permission[];
    /** What of the plan it needs; without it the page says which plan opens it. */
    feature?: Feature;
    /** Needs no session. */
    public?: boolean;
    /** Needs no session, but more styles than the first page: it wears all of them. */
    whole?: boolean;
    /** Key of the page's title. */
    titleKey: string;
    /** Feature folders whose texts the page needs. */
    messages?: readonly string[];
  }
}
