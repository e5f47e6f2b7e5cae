// Before all tests, but not before the bench, which has no use for it: prepares wine.
export { prepareCommandPrompt as default } from "./command-prompt.js";
