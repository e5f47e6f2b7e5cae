// Values of Go's variables that Go does not take as they are meant.
import { testSetups } from "./judge-setup.js";

testSetups("the value of a variable, in Go", [
  {
    title: "a toolchain that is none",
    code: "toolchain-invalid",
    level: "error",
    env: { GOTOOLCHAIN: "off" },
    since: 21,
    show: "go version",
  },
]);
