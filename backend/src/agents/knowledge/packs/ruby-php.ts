import type { Rule } from "../rule.ts";
import { told } from "../told-rule.ts";

/** Ruby with Bundler, PHP with Composer, and packages of the operating system. */
export const RUBY_PHP: readonly Rule[] = [
  told({
    id: "ruby/lockfile-out-of-date",
    category: "lockfile",
    confidence: 0.93,
    pattern:
      /The gemspecs? for .+ changed|Your bundle is locked to|You are trying to install in deployment mode after changing|The dependencies in your gemfile changed|Some dependencies were deleted from your gemfile|because (?:the )?(?:bundle|lockfile) is frozen|frozen mode/i,
    title: "Gemfile.lock does not match the Gemfile",
    cause: "The Gemfile was changed without its lock file, and Bundler may not change it.",
    todo: "Bring Gemfile.lock up to date",
    why: "Only what the Gemfile asks for is added.",
    script: () => ["bundle lock"],
    network: true,
  }),
  told({
    id: "ruby/missing-gem",
    category: "dependency",
    severity: "high",
    confidence: 0.93,
    pattern:
      /Could not find (?:gem ['`](?<name>[^'`]+)['`]|(?<other>[\w.-]+) in (?:any of the sources|locally installed gems|rubygems))|cannot load such file -- (?<third>\S+)/,
    title: "The gem `{name|other|third}` is not installed",
    cause: "The Gemfile does not ask for it, or its version does not exist.",
    todo: "Add it to the Gemfile, or correct its version",
    why: "Which version is meant, the log does not say.",
  }),
  told({
    id: "ruby/syntax",
    category: "compile",
    severity: "high",
    confidence: 0.9,
    pattern:
      /^(?:ruby: )?(?:\S*\/)?(?<file>[^/\s:]+\.(?:rb|rake|gemspec|ru)|Rakefile):(?<line>\d+): (?<text>(?:syntax error|unterminated|unexpected).+)/,
    title: "{file}:{line}: {text}",
    cause: "Ruby cannot read the file.",
    todo: "Mend the syntax",
    why: "The log shows where it breaks, not what was meant.",
  }),
  told({
    id: "php/lockfile-out-of-date",
    category: "lockfile",
    confidence: 0.92,
    pattern:
      /(?:Required package "(?<name>[^"]+)" is not present in the lock file|[Yy]our lock file does not contain a compatible set|The lock file is not up to date with the latest changes in composer\.json)/,
    title: "composer.lock does not match composer.json",
    cause: "composer.json was changed without its lock file.",
    todo: "Bring composer.lock up to date",
    why: "Only what composer.json asks for is added; no script is run.",
    script: () => ["composer update --lock --no-scripts --no-interaction"],
    network: true,
  }),
  told({
    id: "php/requirements",
    category: "dependency",
    severity: "high",
    confidence: 0.9,
    pattern: /Your requirements could not be resolved to an installable set/,
    title: "Composer cannot find versions that go together",
    cause: "Packages ask for versions of PHP, of an extension or of each other that do not fit.",
    todo: "Choose versions that go together",
    why: "The log lists the problems; which package to move is a decision.",
  }),
  told({
    id: "php/error",
    category: "runtime_error",
    severity: "high",
    confidence: 0.88,
    pattern: /PHP (?:Fatal|Parse) error: +(?<text>.+?)(?: in (?<file>\S+?)(?: on line |:)(?<line>\d+))?$/,
    title: "PHP: {text}",
    cause: "The program ended with an error that nothing catches.",
    todo: "Mend the error",
    why: "The log says where; what was meant, it does not.",
  }),
  told({
    id: "system/no-such-package",
    category: "dependency",
    severity: "high",
    confidence: 0.93,
    pattern:
      /E: Unable to locate package (?<name>\S+)|E: Version '[^']+' for '(?<other>[^']+)' was not found|E: Package '(?<third>[^']+)' has no installation candidate|No package (?<fourth>\S+) available|No available formula with the name "(?<fifth>[^"]+)"/,
    title: "The system has no package `{name|other|third|fourth|fifth}`",
    cause: "Its name is wrong for this release, or the lists of packages are out of date.",
    todo: "Update the lists before installing, or correct the name",
    why: "What the package is called in this release, the log does not say.",
  }),
];
