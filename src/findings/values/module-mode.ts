// What is wrong with a GO111MODULE.
import { makeFault, type Rule } from "./rule.js";

export const checkModuleMode: Rule = (value, bad) => {
  switch (value) {
    case "on":
      return [];
    case "off":
      return [makeFault("modules-off", "warning", bad)];
    case "auto":
      return [makeFault("modules-auto", "info", bad)];
    default:
      return [makeFault("module-mode-unknown", "error", bad)];
  }
};
