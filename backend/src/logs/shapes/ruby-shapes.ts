import type { Shape } from "./shape.ts";

/** Ruby: the interpreter, Rake, and what RSpec cannot load. */
export const RUBY_SHAPES: readonly Shape[] = [
  {
    id: "ruby-syntax",
    reason: "syntax error",
    role: "cause",
    weight: 0.9,
    needs: [".rb:", "Rakefile:", ".gemspec:", ".ru:"],
    start:
      /^(?:ruby: )?\S{1,300}(?:\.(?:rb|rake|gemspec|ru)|Rakefile):\d+: (?:syntax error|unterminated|unexpected|--> |syntax errors? found)/,
    continues: /^(?:\s+\S|>? *\d+ *\||\S{1,300}:\d+: (?:syntax error|unterminated|unexpected))/,
    mergeWithin: 1,
  },
  {
    id: "ruby-exception",
    reason: "exception",
    role: "cause",
    weight: 0.82,
    survivedBy: 0.6,
    needs: ["Error)", "Exception)", "NotFound)", "Invalid)"],
    start: /^\S{1,300}:\d+:in .{1,300} \((?:\w+::){0,6}\w{0,60}(?:Error|Exception|NotFound|Invalid)\)$/,
    continues: /^\s+\S/,
  },
  {
    id: "rspec-load-failure",
    reason: "tests that cannot be loaded",
    role: "cause",
    weight: 0.92,
    start: /^An error occurred (?:while loading|in an? `)/,
    continues: /^(?:\s|#|$|Failure\/Error:|\w+(?:::\w+)*(?:Error|Exception)?:)/,
  },
  {
    id: "cucumber-failure",
    reason: "first failing scenario",
    role: "cause",
    weight: 0.9,
    needs: ["ExpectationNotMetError)"],
    start: /^\s{4,}.{0,300}\((?:\w+::){0,6}ExpectationNotMetError\)$/,
    before: /^(?:\s{6,}\S.*|\s*)$/,
    continues: /^\s{4,}\S{1,300}:\d+:in /,
  },
  {
    id: "rake-aborted",
    reason: "Rake task failed",
    role: "cause",
    weight: 0.86,
    start: /^(?:rake|rails|bin\/rails) aborted!$/,
    continues: /^\S/,
    stop: /^(?:Tasks: TOP|\(See full trace)/,
  },
];
