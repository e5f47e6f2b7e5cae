// Writes conda-go-hooks.schema.json, which editors read, from the schema that settings files are checked by.
//   node docs/write-schema.js [FOLDER]    by default the package's own
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SCHEMA, SCHEMA_FILE } from "../dist/config/schema.js";

const [folder = fileURLToPath(new URL("..", import.meta.url))] = process.argv.slice(2);
writeFileSync(join(folder, SCHEMA_FILE), `${JSON.stringify(SCHEMA, null, 2)}\n`);
