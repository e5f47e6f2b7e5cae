// The module and the lines that the examples of most codes share.

export const isWorkspace = false;
export const isVendored = false;
export const A = "example.com/a";
export const LIB = { module: A, target: "../lib" };
export const REPLACE = `replace ${A} => ../lib`;
export const IDLE = { ...LIB, isWorkspace, isVendored };
