// The checksum database: a GOSUMDB that names none, that is off for everything, and what does not switch it off.
import { add, change, type Origin } from "./change.js";
import { type AboutOf, explain, type Sentences } from "./explanation.js";
import { type BadValue, explainValue } from "./value.js";

const FAULTS = {
  missing: ["names no database", ["missing GOSUMDB"]],
  fields: ["has more than a name and a URL", ["invalid GOSUMDB: too many fields"]],
  name: ["is not a database", ["invalid GOSUMDB: malformed verifier id"]],
  url: ["has a URL that Go cannot read", ["invalid GOSUMDB URL: "]],
} as const satisfies Record<string, readonly [string, readonly string[]]>;

export type ChecksumFault = keyof typeof FAULTS;

export const CHECKSUMS = {
  "checksum-database-invalid": ({
    fault,
    ...bad
  }: BadValue & { readonly fault: ChecksumFault }) => {
    const [what, go] = FAULTS[fault] ?? FAULTS.name;
    return explainValue(
      bad,
      what,
      go,
      "use sum.golang.org, which is Go's own choice; off switches the database off",
    );
  },
  "checksum-database-off": ({
    blocks,
    ...bad
  }: BadValue & {
    /** Whether Go could download a toolchain, but for this. */
    readonly blocks: boolean;
  }) =>
    explainValue(
      bad,
      `lets Go take every module that is not in a go.sum yet unchecked${blocks ? ", and download no toolchain at all" : ""}`,
      blocks ? ["checksum database disabled by GOSUMDB=off"] : [],
      "name in GOPRIVATE what the database does not know, and have it for the rest",
    ),
  "insecure-still-checked": ({
    patterns,
    wanted,
    isNew,
    from,
  }: {
    readonly patterns: string;
    /** The GONOSUMDB that has them too. */
    readonly wanted: string;
    /** Whether there is none yet. */
    readonly isNew: boolean;
    /** Where there is one, or where GOINSECURE comes from. */
    readonly from: Origin;
  }) => {
    const { fix, commands } = (isNew ? add : change)("GONOSUMDB", wanted, from);
    return explain(
      `GOINSECURE allows http for ${patterns}, and Go still asks the checksum database for it`,
      ["verifying "],
      `if the database does not know these modules, ${fix}`,
      ...commands,
    );
  },
  "checksum-variable-unknown": ({
    variable,
    from,
  }: {
    readonly variable: string;
    readonly from: Origin;
  }) => {
    const { fix, commands } = change(variable, null, from);
    return explain(
      `${variable} does nothing: no go command reads it`,
      [],
      `name in GONOSUMDB the modules that the checksum database does not know, and ${fix}`,
      ...commands,
    );
  },
} as const satisfies Sentences;

const FROM: Origin = { source: "shell", file: null, line: null, selector: null };

export const ABOUT_CHECKSUMS: AboutOf<typeof CHECKSUMS> = {
  "checksum-database-invalid": {
    about:
      "GOSUMDB is off, the name of a database that Go knows, or a name with its key; a URL may follow. With anything else no module can be added to a go.sum.",
    example: {
      level: "error",
      line: null,
      args: { variable: "GOSUMDB", value: "none", from: null, fault: "name" },
    },
  },
  "checksum-database-off": {
    about:
      "The checksum database shows that everybody gets the same code for a version. With GOSUMDB=off nothing checks what go.sum does not have yet, and since Go 1.21 no toolchain is downloaded, unless GOPROXY is one single file:// URL. GOPRIVATE or GONOSUMDB does it for the modules that need it. It does not help against a checksum mismatch: go.sum is compared in any case.",
    example: {
      level: "warning",
      line: null,
      args: { variable: "GOSUMDB", value: "off", from: null, blocks: true },
    },
  },
  "insecure-still-checked": {
    about:
      "GOINSECURE lets Go fetch a module over http or with a bad certificate. It does not keep Go from asking the checksum database about it, which GOPRIVATE and GONOSUMDB do.",
    example: {
      level: "info",
      line: null,
      args: { patterns: "example.com", wanted: "example.com", isNew: true, from: FROM },
    },
  },
  "checksum-variable-unknown": {
    about:
      "Many pages advise GONOSUMCHECK=1, and no go command reads it. What keeps Go from asking the checksum database is GOPRIVATE or GONOSUMDB, for the modules that match.",
    example: {
      level: "warning",
      line: null,
      args: { variable: "GONOSUMCHECK", from: FROM },
    },
  },
};
