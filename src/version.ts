// The version of this tool, as package.json has it.
import { createRequire } from "node:module";

// Not an import attribute: Node 20 prints a warning for those. In the bundle, this stands in dist/cli.cjs.
export const VERSION: string = createRequire(import.meta.url)("../package.json").version;
