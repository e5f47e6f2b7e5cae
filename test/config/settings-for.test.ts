// What a settings file comes to for one environment.
import { expect, it } from "vitest";
import type { Config } from "../../src/config/config.js";
import { settingsFor } from "../../src/config/settings-for.js";
import { cgoOverrides } from "../../src/hooks/cgo.js";
import { DEFAULT_PROFILE } from "../../src/hooks/profiles.js";
import { resolveSettings } from "../../src/hooks/resolve-settings.js";
import { formatOverride } from "../../src/hooks/settings.js";

const API = { name: "api", prefix: "/opt/conda/envs/api" };
const CGO = cgoOverrides("linux").map((one) => formatOverride(one));

/** The overrides as they would be typed. */
function list(config: Config, environment: { name: string | null; prefix: string } = API) {
  return settingsFor(config, environment, "linux")?.overrides.map((one) => formatOverride(one));
}

it("is null for a file that asks nothing of the environment", () => {
  expect(settingsFor({}, API, "linux")).toBeNull();
  expect(settingsFor({ scan: { ignore: ["vendor-inconsistent"] } }, API, "linux")).toBeNull();
  expect(settingsFor({ variables: {} }, API, "linux")).toBeNull();
  expect(settingsFor({ environments: { web: { cgo: true } } }, API, "linux")).toBeNull();
});

it("starts from the default profile, and from the environment's own before the general one", () => {
  expect(settingsFor({ cgo: false }, API, "linux")).toEqual({
    profile: DEFAULT_PROFILE,
    overrides: [],
    shells: null,
  });
  const config = {
    profile: "direct",
    shells: ["bash"],
    environments: { api: { profile: "offline", shells: ["fish"] } },
  };
  expect(settingsFor(config, API, "linux")).toMatchObject({ profile: "offline", shells: ["fish"] });
  const web = { ...API, name: "web" };
  expect(settingsFor(config, web, "linux")).toMatchObject({ profile: "direct", shells: ["bash"] });
});

it("puts cgo first, then what is general, then what is the environment's", () => {
  const config: Config = {
    variables: { GOPROXY: "off", GOFLAGS: { append: ["-race"] } },
    cgo: true,
    environments: { api: { variables: { GOFLAGS: { append: ["-v"] }, GOBIN: "unset" } } },
  };
  expect(list(config)).toEqual([
    ...CGO,
    "--set GOPROXY=off",
    "--append GOFLAGS=-v",
    "--unset GOBIN",
  ]);
});

it("leaves out general cgo, but not what is added to its flags", () => {
  const variables = { CGO_CFLAGS: { append: ["-O3"] } };
  const api = { cgo: false };
  expect(list({ cgo: true, variables, environments: { api } })).toEqual([
    "--append CGO_CFLAGS=-O3",
  ]);
  expect(list({ variables, environments: { api: { cgo: true } } })).toEqual([
    ...CGO,
    "--append CGO_CFLAGS=-O3",
  ]);
});

it("knows the words unset and keep from values that are the same", () => {
  const variables = { GOPROXY: "unset", GOFLAGS: "keep", GOPRIVATE: { set: "keep" } };
  expect(list({ variables })).toEqual([
    "--unset GOPROXY",
    "--keep GOFLAGS",
    "--set GOPRIVATE=keep",
  ]);
});

it("adds flags in the order in which they are written", () => {
  const GOFLAGS = { prepend: ["-a", "-b"], append: ["-x", "-y"] };
  const settings = settingsFor({ profile: "shared-cache", variables: { GOFLAGS } }, API, "linux");
  expect(resolveSettings(settings ?? { profile: "", overrides: [] }, "linux").GOFLAGS).toEqual({
    action: "add",
    ...GOFLAGS,
  });
});

it("adds to the user's own flags alone, without the profile's", () => {
  const GOFLAGS = { keep: true as const, append: ["-x"] };
  const settings = settingsFor({ profile: "direct", variables: { GOFLAGS } }, API, "linux");
  expect(resolveSettings(settings ?? { profile: "", overrides: [] }, "linux").GOFLAGS).toEqual({
    action: "add",
    prepend: [],
    append: ["-x"],
  });
});

it("finds an environment by its name, or by its folder when it has none; on Windows in any case", () => {
  const config = { environments: { api: { profile: "direct" } } };
  const profileOf = (name: string | null, prefix: string, platform = "linux") =>
    settingsFor(config, { name, prefix }, platform)?.profile;
  expect(profileOf("api", "/x/web")).toBe("direct");
  expect(profileOf("web", "/x/api")).toBeUndefined();
  expect(profileOf(null, "/x/api")).toBe("direct");
  expect(profileOf(null, "/x/API")).toBeUndefined();
  expect(profileOf(null, "C:\\x\\API", "win32")).toBe("direct");
  expect(profileOf("constructor", "/x")).toBeUndefined();
});
