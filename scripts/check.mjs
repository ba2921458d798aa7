/** `pnpm check`: exactly what the pipeline runs. */
import './test.mjs';
