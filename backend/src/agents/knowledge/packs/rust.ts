import type { Rule } from "../rule.ts";
import { told } from "../told-rule.ts";

/** Rust: what Clippy, rustdoc and build scripts say, and panics. Cargo and the compiler are with the other compilers. */
export const RUST: readonly Rule[] = [
  told({
    id: "rust/clippy",
    category: "lint",
    severity: "low",
    confidence: 0.94,
    pattern: /^error: (?<text>\S.+)$/,
    title: "Clippy: {text}",
    cause: "The code compiles, but breaks a lint that the job takes for an error.",
    todo: "Mend what Clippy names",
    why: "Clippy shows a better form where it knows one; whether to take it or to allow the lint is a decision.",
    when: (found) =>
      found.below(/^\s*= (?:help: for further information visit .*clippy|note: .*clippy::)/, 12) !== undefined,
  }),
  told({
    id: "rust/broken-doc-link",
    category: "lint",
    confidence: 0.95,
    pattern: /^error: unresolved link to `(?<name>[^`]+)`/,
    title: "The documentation links to `{name}`, which does not exist",
    cause: "rustdoc finds nothing of that name in scope.",
    todo: "Correct the link",
    why: "What was meant, the log does not say.",
  }),
  told({
    id: "rust/build-script",
    category: "compile",
    severity: "high",
    confidence: 0.93,
    pattern: /^error: failed to run custom build command for `(?<name>[\w-]+) v(?<version>[^\s`]+)/,
    title: "The build script of `{name}` {version} fails",
    cause: "Most often a system library or a tool that the crate needs is not installed.",
    todo: "Install what the build script names",
    why: "Which package brings it depends on the machine of the job.",
  }),
  told({
    id: "rust/panic",
    category: "runtime_error",
    severity: "high",
    confidence: 0.84,
    pattern: /^thread '(?<name>[^']+)'(?: \(\d+\))? panicked at (?<place>\S+:\d+:\d+):$/,
    title: "The program panics at {place}",
    cause: "The thread `{name}` ended with a panic; the line below says why.",
    todo: "Find out what led to the panic",
    why: "The log shows where; what should have been there, it does not.",
  }),
];
