// What a go.mod or go.work file says, directive by directive, or the faults for which Go refuses it.
import type { Line } from "./syntax.js";

export interface ModuleVersion {
  readonly path: string;
  /** "" when none is given. */
  readonly version: string;
}

interface Directive {
  /** Where it stands, to be shown or edited. */
  readonly at: Line;
}

export interface Replace extends Directive {
  readonly old: ModuleVersion;
  /** A folder when it has no version. */
  readonly new: ModuleVersion;
}

export interface Require extends Directive, ModuleVersion {
  readonly indirect: boolean;
}

export interface ParseError {
  readonly line: number;
  readonly column: number;
  /** In Go's words, without the place. */
  readonly message: string;
  /**
   * - `version`: the word is no version. It may be a branch, and a build would ask the proxy for it.
   * - `target`: a replacement that is neither a folder nor a module with a version.
   * - `blank`: the path of a folder has a space in it and no quotes around it.
   * - `directive`: the line begins with a word that is no directive.
   * - `conflict`: git's markers are in the file.
   * - `encoding`: the file is not plain UTF-8.
   * - `syntax`: everything else.
   */
  readonly kind: "syntax" | "version" | "target" | "blank" | "directive" | "conflict" | "encoding";
  /** The word that it is about; of `encoding` what the file is, of `conflict` the line of the first marker. */
  readonly word: string | null;
}

/** A version that `go mod edit` takes, but a build takes only once `go mod tidy` has written it out. */
export interface LooseVersion {
  readonly line: number;
  readonly written: string;
  /** Null when it is no version; it may be a branch. */
  readonly canonical: string | null;
}

/** Something that Go versions before `since` refuse. */
export interface NewerSyntax {
  readonly line: number;
  readonly what: string;
  /** As in `1.21`. */
  readonly since: string;
}

interface AnyFile {
  readonly go: (Directive & { readonly version: string }) | null;
  readonly toolchain: (Directive & { readonly name: string }) | null;
  readonly godebug: readonly (Directive & { readonly key: string; readonly value: string })[];
  readonly replace: readonly Replace[];
  readonly newer: readonly NewerSyntax[];
  readonly loose: readonly LooseVersion[];
  /** If there is one, Go takes nothing of the file. */
  readonly errors: readonly ParseError[];
}

export interface ModFile extends AnyFile {
  readonly module: (Directive & { readonly path: string; readonly deprecated: string }) | null;
  readonly require: readonly Require[];
  readonly exclude: readonly (Directive & ModuleVersion)[];
  readonly retract: readonly (Directive & {
    readonly low: string;
    readonly high: string;
    readonly rationale: string;
  })[];
  readonly tool: readonly (Directive & { readonly path: string })[];
  readonly ignore: readonly (Directive & { readonly path: string })[];
}

export interface WorkFile extends AnyFile {
  readonly use: readonly (Directive & { readonly path: string })[];
}
