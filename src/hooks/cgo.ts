// The settings behind --cgo: with them cgo finds the environment's own C libraries.
import type { Override } from "./settings.js";

/** The settings that --cgo puts on top of a profile, as if each had been typed. */
export function cgoOverrides(platform: string): readonly Override[] {
  const isWindows = platform === "win32";
  const root = isWindows ? "{prefix}/Library" : "{prefix}";
  // In quotes, or Go would split them at a space in the prefix; in single ones, which cmd.exe can hold.
  const include = `'-I${root}/include'`;
  const link = [
    `'-L${root}/lib'`,
    // So that a program finds its libraries after deactivation too. Windows looks on the PATH for them.
    ...(isWindows ? [] : [`'-Wl,-rpath,${root}/lib'`]),
  ];
  return [
    { action: "set", variable: "CGO_ENABLED", value: "1" },
    { action: "append", variable: "CGO_CFLAGS", value: include },
    { action: "append", variable: "CGO_CXXFLAGS", value: include },
    { action: "append", variable: "CGO_LDFLAGS", value: link.join(" ") },
  ];
}

/** What takes --cgo back. */
export function noCgoOverrides(platform: string): readonly Override[] {
  const names = cgoOverrides(platform).map(({ variable }) => variable);
  return names.map((variable) => ({ action: "keep", variable }));
}
