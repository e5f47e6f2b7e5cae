// Writes findings.md, the page of all codes, from the catalogue that was built.
import { writeFileSync } from "node:fs";
import { makePage } from "../dist/findings/page.js";

writeFileSync(new URL("findings.md", import.meta.url), makePage());
