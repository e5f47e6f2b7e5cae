// Holds which credentials are hidden, and that nothing else is.
import { describe, expect, it } from "vitest";
import { holdsCredential, redact } from "../../../src/findings/values/credentials.js";

describe("redact", () => {
  it.each([
    ["https://you:SECRET@proxy.example", "https://***@proxy.example"],
    ["https://SECRET@proxy.example/x", "https://***@proxy.example/x"],
    ["https://you:SECRET@a,https://you:SECRET@b|direct", "https://***@a,https://***@b|direct"],
    ["set to 'https://you:SECRET@a' and more", "set to 'https://***@a' and more"],
    ["https://you:SECRET@@a", "https://***@a"],
    ["https://you:SECRET/SECRET?SECRET#SECRET@a", "https://***@a"],
    ["ftp://you:SECRET@a", "ftp://***@a"],
    ["https://you:SECRET@v1.example", "https://***@v1.example"],
    ["https://you:SECRET@v1.0.0/x", "https://***@v1.0.0/x"],
    ["https://you:SECRET@a/b@v1.0.0", "https://***@a/b@v1.0.0"],
    ["file:///a,https://you:SECRET@a", "file:///a,https://***@a"],
    ["https:///you:SECRET@a", "https://***@a"],
    ["https:/you:SECRET@a", "https:/***@a"],
    ["https//you:SECRET@a", "https//***@a"],
    ["//you:SECRET@a", "//***@a"],
    ["https://you:SECRET@v1.2.3/x", "https://***@v1.2.3/x"],
    ["https://SECRET@v1.2.3", "https://***@v1.2.3"],
    ["https:\\\\you:SECRET@a", "***@a"],
    ["you:SECRET@a", "***@a"],
    ["GOPROXY=you:SECRET@a|you:SECRET@b", "GOPROXY=***@b"],
  ])("hides the credentials in %j", (text, hidden) => {
    expect(redact(text)).toBe(hidden);
    expect(holdsCredential(text)).toBe(true);
  });

  it.each(["'", '"', "'\\''", "''", "|", ",", " ", "\\", "`", "$", "\t"])(
    "hides a password with %j in it, as a value or in a script",
    (character) => {
      expect(redact(`x https://you:SECRET${character}SECRET@a y`)).toBe("x https://***@a y");
    },
  );

  it.each([
    ...["https://proxy.example,direct", "you@example.com", "-modfile=a@b", "", "://", "a\n@"],
    "file:///home/me@corp/x/go.mod",
    "file:///C:/Users/me@corp/x/go.mod",
    "/home/me@corp/x",
    "/home/me:too@corp/x",
    "C:\\Users\\me@corp\\x",
    "example.com/a@v1.0.0 (replaced by ./a): reading a/go.mod",
    "https://example.com/a@v1.0.0 is no folder",
  ])("leaves %j as it is", (text) => {
    expect(redact(text)).toBe(text);
    expect(holdsCredential(text)).toBe(false);
  });

  it("does not reach over a line break", () => {
    expect(redact("https://a\nb@c")).toBe("https://a\nb@c");
  });
});
