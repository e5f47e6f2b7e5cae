// Before all tests, but not before the bench, which has no use for it: prepares wine.
export { prepareWine as default } from "./wine.js";
