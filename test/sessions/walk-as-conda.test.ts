// Holds the model of conda's order of events to what real conda was recorded to do.
import { expect, it } from "vitest";
import conda from "./conda-sessions.json" with { type: "json" };
import { walkAsConda } from "./walk-as-conda.js";

it.each(conda.scenarios)("does as conda: $name", ({ steps }) => {
  expect(walkAsConda(steps.map(({ command }) => command))).toEqual(steps);
});
