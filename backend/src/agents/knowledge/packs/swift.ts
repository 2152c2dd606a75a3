import type { Rule } from "../rule.ts";
import { told } from "../told-rule.ts";

/** Swift and Xcode. */
export const SWIFT: readonly Rule[] = [
  told({
    id: "swift/test",
    category: "test_failure",
    confidence: 0.94,
    pattern: /(?<file>[\w.+-]+\.(?:swift|mm?)):(?<line>\d+): error: (?<name>-?\[?[\w. ]+\]?) : (?<text>.+)/,
    title: "The test {name} fails: {text}",
    cause: "XCTest reports that what the program does and what the test expects differ ({file}:{line}).",
    todo: "Decide whether the program or the test is wrong",
    why: "The log shows the difference; which side is right, only a person or a model can say.",
  }),
  told({
    id: "swift/swiftlint",
    category: "lint",
    severity: "low",
    confidence: 0.95,
    pattern:
      /(?<file>[\w.+-]+\.swift):(?<line>\d+):(?:\d+:)? (?:error|warning): (?<text>.+ Violation: .+) \((?<rule>\w+)\)$/,
    title: "{file}:{line}: {text} ({rule})",
    cause: "The code breaks a rule of SwiftLint.",
    todo: "Mend what SwiftLint names",
    why: "Whether to change the code or the rule is a decision.",
  }),
  told({
    id: "swift/compile",
    category: "compile",
    severity: "high",
    confidence: 0.93,
    pattern: /^❌ {1,2}(?:\S*\/)?(?<file>[\w.+-]+\.(?:swift|mm?|h)):(?<line>\d+):\d+: (?<text>.+)/,
    title: "{file}:{line}: {text}",
    cause: "The compiler refuses the program.",
    todo: "Mend the compile error",
    why: "The log says what does not fit; what was meant, it does not.",
  }),
  told({
    id: "swift/pods",
    category: "dependency",
    severity: "high",
    confidence: 0.93,
    pattern: /CocoaPods could not find compatible versions for pod "(?<name>[^"]+)"/,
    title: "CocoaPods finds no version of {name} that fits",
    cause:
      "The Podfile, its lock file and other pods ask for versions that do not go together, or the list of pods is old.",
    todo: "Run `pod repo update`, or choose versions that go together",
    why: "Which pod to move is a decision; the log lists who asks for what.",
  }),
  told({
    id: "swift/signing",
    category: "configuration",
    severity: "high",
    confidence: 0.95,
    pattern:
      /No signing certificate "(?<name>[^"]+)" found|No profiles for '(?<other>[^']+)' were found|"(?<third>[^"]+)" requires a provisioning profile|Signing for "(?<fourth>[^"]+)" requires a development team/,
    title: "Xcode cannot sign: nothing fits `{name|other|third|fourth}`",
    cause: "The certificate or the profile is not on the machine of the job.",
    todo: "Import the certificate and the profile in the job, or build without signing",
    why: "They are secrets, which people keep.",
  }),
  told({
    id: "swift/no-destination",
    category: "configuration",
    confidence: 0.94,
    pattern:
      /Unable to find a (?:destination|device) matching|xcodebuild: error: .*(?<text>does not contain a scheme named.*|requires Xcode.*)/,
    title: "Xcode finds no such device or scheme",
    cause: "The simulator, the scheme or the Xcode that the job names is not on its machine.",
    todo: "Name one that the machine has, or set up the Xcode that brings it",
    why: "The log lists what there is; which one is wanted is a decision.",
  }),
];
